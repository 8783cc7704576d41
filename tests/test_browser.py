"""A brief in a real browser: references open their passages, nothing is fetched or complained of.

Chromium and its driver are looked for on the PATH (on Debian: apt-get install chromium
chromium-driver). Without them the tests are skipped, but not in CI.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from legation.app.main import run
from legation.store.desk import open_desk

ROOT = Path(__file__).resolve().parents[1]
BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(
        not (BROWSER and DRIVER) and "CI" not in os.environ,
        reason="no chromium and chromedriver here; apt-get install chromium chromium-driver",
    ),
]

# Alone on its machine: no sandbox for root, no first steps, nothing asked of the network.
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--window-size=1280,900",
)

# Characters beyond the 16-bit plane before the passage: a browser counts each of them as two.
DOVES = """Title: A denial between 🕊 doves
Publisher: Legation sample
Published: 2022-04-14

The 🕊🕊🕊 stood on the roof. On Thursday Russia denied that it had asked China for weapons.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a desk of the sample, and the brief of it."""
    folder = tmp_path_factory.mktemp("brief")
    (folder / "doves.txt").write_text(DOVES, encoding="utf-8")
    desk = ["--desk", str(folder / "desk.sqlite")]
    sample = str(ROOT / "samples" / "march-2022")
    assert run([*desk, "read", sample, str(folder / "doves.txt")]) == 0
    assert run([*desk, "brief", "--format", "html", "-o", str(folder / "brief.html")]) == 0
    return folder


@pytest.fixture(scope="module")
def texts(folder: Path) -> dict[str, str]:
    with open_desk(folder / "desk.sqlite") as desk:
        return {document.id: document.text for document in desk.documents()}


@pytest.fixture(scope="module")
def browser(folder: Path) -> Iterator[Chrome]:
    options = ChromeOptions()
    options.binary_location = BROWSER or ""
    for flag in (*FLAGS, f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with pytest.MonkeyPatch.context() as patch:
        # Selenium would look on the network for a driver that fits; this one is named.
        patch.setenv("SE_OFFLINE", "true")
        driver = Chrome(options=options, service=Service(DRIVER))
    try:
        yield driver
    finally:
        driver.quit()


@pytest.fixture
def page(browser: Chrome, folder: Path) -> Chrome:
    browser.get((folder / "brief.html").as_uri())
    return browser


def find(page: Chrome, selector: str) -> WebElement:
    return page.find_element(By.CSS_SELECTOR, selector)


def cited(page: Chrome) -> list[tuple[WebElement, WebElement]]:
    """Return each reference that cites a passage: the first link to it, and its entry."""
    script = """
        return Array.from(document.querySelectorAll('#references [data-start]'),
          (entry) => [document.querySelector(`a.ref[href="#${entry.id}"]`), entry]);
    """
    pairs: list[tuple[WebElement, WebElement]] = page.execute_script(script)
    return pairs


def passage(entry: WebElement, texts: dict[str, str]) -> str:
    """Return the words on the desk that an entry of the references points at."""
    places = [entry.get_attribute(f"data-{name}") for name in ("document", "start", "end")]
    document, start, end = (place or "" for place in places)
    return texts[document][int(start) : int(end)]


def marked(page: Chrome) -> str:
    return str(page.execute_script("return document.querySelector('#panel mark').textContent"))


def click(page: Chrome, element: WebElement) -> None:
    script = "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})"
    page.execute_script(script, element)
    element.click()


def test_a_reference_opens_its_passage_and_escape_leads_back(
    page: Chrome, texts: dict[str, str]
) -> None:
    panel = find(page, "#panel")
    references = cited(page)
    assert len(references) > 20
    for link, entry in references[:: len(references) // 8]:
        assert not panel.is_displayed()
        click(page, link)
        assert panel.is_displayed()
        mark = find(page, "#panel mark")
        assert mark.is_displayed()
        assert marked(page) == passage(entry, texts)
        whole = find(page, "#panel .text").get_property("textContent")
        assert whole == texts[entry.get_attribute("data-document") or ""]
        page.switch_to.active_element.send_keys(Keys.ESCAPE)
        assert not panel.is_displayed()
        assert page.switch_to.active_element == link


def test_a_passage_after_characters_of_two_units_is_marked_exactly(
    page: Chrome, texts: dict[str, str]
) -> None:
    dove = next(document for document, text in texts.items() if "🕊" in text)
    link, entry = next(
        pair for pair in cited(page) if pair[1].get_attribute("data-document") == dove
    )
    click(page, link)
    assert marked(page) == passage(entry, texts)
    assert "denied" in marked(page)


def test_the_keyboard_alone_opens_and_closes_a_passage(page: Chrome) -> None:
    link, _ = cited(page)[0]
    link.send_keys(Keys.ENTER)
    assert find(page, "#panel").is_displayed()
    find(page, "#panel .close").send_keys(Keys.ENTER)
    assert not find(page, "#panel").is_displayed()
    assert page.switch_to.active_element == link


def requested(page: Chrome) -> list[str]:
    """Return the addresses that the page asked for since its log was last read, its own too."""
    told = [json.loads(one["message"])["message"] for one in page.get_log("performance")]  # type: ignore[no-untyped-call]
    sent = [one["params"] for one in told if one["method"] == "Network.requestWillBeSent"]
    return [one["request"]["url"] for one in sent if "/brief.html" in one["documentURL"]]


def test_a_page_fetches_nothing_and_complains_of_nothing(page: Chrome) -> None:
    for kind in ("performance", "browser"):
        page.get_log(kind)  # type: ignore[no-untyped-call]  # what came before
    page.refresh()
    for link, _ in cited(page)[:3]:
        click(page, link)
        page.switch_to.active_element.send_keys(Keys.ESCAPE)
    script = "return performance.getEntriesByType('resource').map((one) => one.name)"
    assert page.execute_script(script) == []
    assert requested(page) == [page.current_url]
    assert page.get_log("browser") == []  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_a_page_is_never_wider_than_its_window(page: Chrome, width: int) -> None:
    page.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 700},
    )
    wide = page.execute_script("return document.documentElement.scrollWidth")
    assert wide <= width
