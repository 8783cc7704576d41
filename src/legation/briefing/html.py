"""Write a page as one self-contained HTML file.

In: a `Page`. Out: one text: style, script, pictures and the cited documents inside, nothing to
fetch. A reference opens its document with the passage marked; without a script it leads to the
list of passages.
Not here: what is said (`briefing.compose`), the drawings (`briefing.charts`).

Words of documents are data: they are escaped wherever they stand, the documents travel as JSON
in which no tag can end, and the page's own policy forbids any script but ours.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from html import escape
from importlib.resources import files

from legation.briefing.charts import render_svg
from legation.briefing.dates import day_words
from legation.briefing.markdown import frame_json
from legation.briefing.page import (
    Page,
    Pair,
    Picture,
    Reference,
    Section,
    Sentence,
    number_references,
)
from legation.briefing.references import computed_words, counted_words, where_words

# An address in escaped words: what could be markup or the end of the sentence ends it.
_ADDRESS = re.compile(r"https?://(?:[\w.~:/?#@!$()*+=%-]|&amp;)*[\w/=]", re.ASCII)
_ASIDE = re.compile(r"no_|more_|as_of$|new_since$")


def render(page: Page) -> str:
    """Return the page as one HTML file that opens without network, server or script."""
    return "\n".join(_iter_lines(page)) + "\n"


def _asset(name: str) -> str:
    return files("legation.briefing").joinpath(name).read_text("utf-8").strip()


def _iter_lines(page: Page) -> Iterator[str]:
    numbers = number_references(page)
    script = _asset("brief.js")
    digest = base64.b64encode(hashlib.sha256(f"\n{script}\n".encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f'<meta name="legation-brief" content="{escape(frame_json(page.frame))}">'
    yield f"<title>{escape(page.title)}</title>"
    yield f"<style>\n{_asset('brief.css')}\n</style>"
    yield "</head>"
    yield "<body>"
    yield '<a class="skip chrome" href="#key">Skip to the key points</a>'
    yield '<div class="sheet">'
    yield f"<header><h1>{escape(page.title)}</h1>"
    for sentence in page.opening:
        yield _paragraph(sentence, numbers)
    yield "</header>"
    yield _navigation(page)
    yield "<main>"
    for section in page.sections:
        yield from _iter_section(section, page, numbers)
    yield from _iter_references(page, numbers)
    yield "</main>"
    yield "</div>"
    yield _PANEL
    yield f'<script type="application/json" id="documents">{_documents(page)}</script>'
    yield f"<script>\n{script}\n</script>"
    yield "</body>"
    yield "</html>"


_PANEL = (
    '<dialog id="panel" aria-labelledby="panel-title"><div class="frame"><div class="top">'
    '<h2 class="title" id="panel-title"></h2>'
    '<button type="button" class="close">Close</button>'
    '<p class="about"></p></div><div class="text" tabindex="0"></div></div></dialog>'
)


def _navigation(page: Page) -> str:
    links = "".join(
        f'<li><a href="#{escape(section.key)}">{escape(section.heading)}</a></li>'
        for section in page.sections
    )
    last = '<li><a href="#references">References</a></li>'
    return f'<nav aria-label="Contents"><ol>{links}{last}</ol></nav>'


def _documents(page: Page) -> str:
    """Return the cited documents as JSON in which no `<` stands, so that no tag can end."""
    held = {
        document.id: {
            "title": document.title,
            "publisher": document.publisher,
            "date": _day(document.published_on),
            "url": document.url,
            "text": document.text,
        }
        for document in page.documents.values()
    }
    text = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _day(published_on: str | None) -> str | None:
    return day_words(date.fromisoformat(published_on)) if published_on else None


def _iter_section(section: Section, page: Page, numbers: Mapping[Reference, int]) -> Iterator[str]:
    identity = escape(section.key)
    yield f'<section id="{identity}" aria-labelledby="h-{identity}">'
    yield f'<h2 id="h-{identity}">{escape(section.heading)}</h2>'
    yield from _iter_list(section.lead, page, numbers)
    for group in section.groups:
        yield f"<h3>{escape(group.heading)}</h3>"
        yield from _iter_list(group.sentences, page, numbers)
    for pair in section.pairs:
        yield _pair(pair, numbers)
    for picture in section.pictures:
        yield _figure(picture, numbers)
    yield "</section>"


def _iter_list(
    sentences: tuple[Sentence, ...], page: Page, numbers: Mapping[Reference, int]
) -> Iterator[str]:
    if not sentences:
        return
    yield '<ul class="lines">'
    for sentence in sentences:
        aside = " class=aside" if _ASIDE.match(sentence.form) else ""
        yield f"<li{aside}>{_sentence(sentence, numbers)}{_opener(sentence, page)}</li>"
    yield "</ul>"


def _opener(sentence: Sentence, page: Page) -> str:
    """Return a button that opens the document of a line of the sources, when it travels along."""
    if sentence.form != "source" or sentence.records[0] not in page.documents:
        return ""
    document = escape(sentence.records[0])
    return f' <button type="button" class="open" hidden data-document="{document}">Open</button>'


def _paragraph(sentence: Sentence, numbers: Mapping[Reference, int], css: str = "") -> str:
    attribute = f' class="{css}"' if css else ""
    return f"<p{attribute}>{_sentence(sentence, numbers)}</p>"


def _sentence(sentence: Sentence, numbers: Mapping[Reference, int]) -> str:
    new = '<span class="new">New</span>' if sentence.new else ""
    words = re.sub(r"“[^”]*”", r'<span class="q">\g<0></span>', escape(sentence.text))
    if sentence.form == "source":
        words = _ADDRESS.sub(_outward, words)
    cited = "".join(_link(reference, numbers[reference]) for reference in sentence.references)
    records = escape(" ".join(sentence.records))
    return (
        f'<span class="s" data-form="{escape(sentence.form)}" data-records="{records}">'
        f"{new}{words}{cited}</span>"
    )


def _outward(match: re.Match[str]) -> str:
    return f'<a href="{match[0]}" rel="noopener noreferrer">{match[0]}</a>'


def _link(reference: Reference, number: int) -> str:
    label = f"Reference {number}"
    if reference.passage is not None:
        words = " ".join(reference.passage.text.split())
        shown = words if len(words) <= 160 else f"{words[:160]} …"
        label = f"{label}: {shown}"
    return (
        f'<a class="ref" href="#ref-{number}" title="{escape(label)}" '
        f'aria-label="Reference {number}">{number}</a>'
    )


def _pair(pair: Pair, numbers: Mapping[Reference, int]) -> str:
    sides = "".join(_paragraph(side, numbers, "side") for side in (pair.left, pair.right))
    return f'<div class="pair">{sides}{_paragraph(pair.relation, numbers, "relation")}</div>'


def _figure(picture: Picture, numbers: Mapping[Reference, int]) -> str:
    caption = _sentence(picture.caption, numbers)
    if picture.spec is None:
        return f'<p class="aside">{caption}</p>'
    svg = render_svg(picture.spec, picture.name)
    identity = escape(picture.name)
    label = f'role="img" aria-labelledby="alt-{identity}"'
    title = f'<title id="alt-{identity}">{escape(picture.alt)}</title>'
    svg = re.sub(r"<svg\b([^>]*)>", rf"<svg\1 {label}>{_literal(title)}", svg, count=1)
    return (
        f'<figure id="picture-{identity}"><div class="drawing">{svg}</div>'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def _literal(text: str) -> str:
    """Return `text` for the replacement side of a regular expression."""
    return text.replace("\\", r"\\")


def _iter_references(page: Page, numbers: Mapping[Reference, int]) -> Iterator[str]:
    yield '<section id="references" aria-labelledby="h-references">'
    yield '<h2 id="h-references">References</h2>'
    yield "<ol>"
    for reference, number in numbers.items():
        yield _entry(reference, number, page)
    yield "</ol>"
    yield "</section>"


def _entry(reference: Reference, number: int, page: Page) -> str:
    label = f'<span class="number chrome">{number}</span>'
    if reference.passage is not None:
        span = reference.passage
        where = escape(where_words(reference, page.documents[span.document]))
        data = (
            f'data-document="{escape(span.document)}" data-start="{span.start}" '
            f'data-end="{span.end}"'
        )
        words = f'“{escape(" ".join(span.text.split()))}” — <span class="where">{where}</span>'
    elif reference.counted:
        data = f'data-counted="{escape(" ".join(reference.counted))}"'
        words = escape(counted_words(reference.counted))
    else:
        data = f'data-computed="{escape(reference.computed or "")}"'
        words = escape(computed_words(reference.computed or ""))
    return f'<li id="ref-{number}" data-reference {data}>{label}{words}</li>'
