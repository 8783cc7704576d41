"""The sample is ours: every report is dated, sourced, in our own words, and copies are known."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from legation.ingest.header import read_text
from legation.records import Document
from legation.resolve.origins import find_origins

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "march-2022"
REPORTS = sorted(SAMPLE.glob("*.txt"))
TWO_SIDES = sorted((ROOT / "samples" / "two-sides").glob("*.txt"))
RELEASES = [
    ROOT / ".." / "shared" / "data" / "crisis" / f"{name}.jsonl.gz"
    for name in ("whitehouse", "kremlin")
]
FIRST_DAY, LAST_DAY = "2022-02-24", "2022-04-15"
MIN_REPORTS = 24
MIN_WORDS, MAX_WORDS = 120, 350
# Eight words in a row are a copied sentence, not the name of an office or a programme.
SHARED_WORDS = 8

COPIES = {
    "10-assembly-vote-again": "09-assembly-vote",
    "22-rome-background-short": "21-rome-background",
    "31-biden-xi-call-weekend": "27-biden-xi-call",
}

needs_releases = pytest.mark.skipif(
    not all(path.exists() for path in RELEASES),
    reason="needs the releases in ../shared/data/crisis",
)


def document(path: Path) -> Document:
    fields = read_text(path.read_text(encoding="utf-8"))
    return Document.make(
        text=fields.text,
        title=fields.title,
        publisher=fields.publisher,
        url=fields.url,
        source=fields.source,
        published_on=fields.published,
    )


def addresses(path: Path) -> set[str]:
    header = path.read_text(encoding="utf-8").partition("\n\n")[0]
    return set(re.findall(r"https?://\S+", header))


@lru_cache(maxsize=1)
def releases() -> dict[str, str]:
    """Return the text of every release by its address."""
    texts = {}
    for path in RELEASES:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for release in map(json.loads, lines):
                texts[release["url"]] = release["text"]
    return texts


def iter_runs(text: str) -> Iterator[str]:
    """Yield each stretch of `SHARED_WORDS` words, lower case, without punctuation."""
    words = re.findall(r"\w+", text.replace("’", "'").replace("'s", "").casefold())
    for start in range(len(words) - SHARED_WORDS + 1):
        yield " ".join(words[start : start + SHARED_WORDS])


def test_there_are_enough_reports_and_they_stand_in_order_of_date() -> None:
    days = [document(path).published_on or "" for path in REPORTS]

    assert len(REPORTS) >= MIN_REPORTS
    assert days == sorted(days)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_report_says_what_it_is_and_where_its_facts_come_from(path: Path) -> None:
    report = document(path)

    assert report.title
    assert report.publisher == "Legation sample"
    assert FIRST_DAY <= (report.published_on or "") <= LAST_DAY
    assert report.url or report.source, "the header has no `Source:`"
    assert MIN_WORDS <= len(report.text.split()) <= MAX_WORDS
    assert "Source:" not in report.text


@pytest.mark.parametrize("path", TWO_SIDES, ids=lambda path: path.stem)
def test_every_account_of_two_sides_says_what_it_is(path: Path) -> None:
    account = document(path)
    header = path.read_text(encoding="utf-8").partition("\n\n")[0]

    assert account.title
    assert re.fullmatch(r"Legation sample \([\w ]+\)", account.publisher or "")
    assert (account.published_on or "").startswith("2022-")
    assert 30 <= len(account.text.split()) <= MAX_WORDS
    releases_only = account.publisher in {
        "Legation sample (Washington)",
        "Legation sample (Moscow)",
    }
    from_memory = "Source: from memory" in header
    # A side whose own words we have not seen is said to be written for the sample.
    assert releases_only or "account is written for the sample" in header
    assert bool(addresses(path)) is not from_memory
    assert "Source:" not in account.text


def test_no_account_of_two_sides_is_a_copy() -> None:
    origins = find_origins(map(document, TWO_SIDES))
    assert all(one == first for one, first in origins.items())


def test_copies_go_back_to_the_first_report_and_nothing_else_is_a_copy() -> None:
    names = {document(path).id: path.stem for path in REPORTS}
    assert len(names) == len(REPORTS)

    origins = find_origins(map(document, REPORTS))

    copies = {names[one]: names[first] for one, first in origins.items() if one != first}
    assert copies == COPIES


@needs_releases
@pytest.mark.parametrize("path", [*REPORTS, *TWO_SIDES], ids=lambda path: path.stem)
def test_every_address_in_a_header_is_that_of_a_known_release(path: Path) -> None:
    assert addresses(path) <= releases().keys()


@needs_releases
def test_no_report_shares_eight_words_in_a_row_with_a_release() -> None:
    ours: dict[str, str] = {}
    for path in (*REPORTS, *TWO_SIDES):
        ours |= dict.fromkeys(iter_runs(document(path).text), path.stem)

    shared = {
        (ours[run], run) for text in releases().values() for run in iter_runs(text) if run in ours
    }

    assert not shared
