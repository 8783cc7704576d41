"use strict";
(() => {
  const holder = document.getElementById("documents");
  const panel = document.getElementById("panel");
  if (!holder || !panel || typeof panel.showModal !== "function") return;
  const documents = JSON.parse(holder.textContent);
  const at = (name) => panel.querySelector("." + name);
  let opener = null;

  // Offsets count code points; a JavaScript string counts UTF-16 units.
  const cut = (text, start, end) => Array.from(text).slice(start, end).join("");

  function show(entry) {
    const found = documents[entry.dataset.document];
    if (!found) return false;
    const start = Number(entry.dataset.start || 0), end = Number(entry.dataset.end || 0);
    at("title").textContent = found.title || "Untitled";
    at("about").textContent = [found.publisher, found.date, found.url].filter(Boolean).join(" · ");
    const text = at("text");
    text.textContent = "";
    text.append(cut(found.text, 0, start));
    const mark = document.createElement("mark");
    mark.id = "passage";
    mark.textContent = cut(found.text, start, end);
    if (end > start) text.append(mark);
    text.append(cut(found.text, end));
    if (!panel.open) panel.showModal();
    if (end > start) mark.scrollIntoView({ block: "center" });
    else text.scrollTop = 0;
    return true;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.ref, button.open");
    if (!link) return;
    const target = link.matches("a.ref") ? document.getElementById(link.hash.slice(1)) : link;
    if (!target || !target.dataset.document) return;
    if (!show(target)) return;
    event.preventDefault();
    if (opener) opener.removeAttribute("aria-expanded");
    opener = link;
    link.setAttribute("aria-expanded", "true");
  });
  panel.addEventListener("click", (event) => {
    if (event.target === panel || event.target.closest(".close")) panel.close();
  });
  panel.addEventListener("close", () => {
    if (!opener) return;
    opener.removeAttribute("aria-expanded");
    opener.focus();
    opener = null;
  });
  for (const button of document.querySelectorAll("button.open[hidden]")) button.hidden = false;
})();
