"""The ink: Markdown and HTML that show words as words, whatever the words are."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_builder import CHN, RUS, SmallDesk, incident, page, small_desk
from legation.briefing import html, markdown
from legation.briefing.compose import compose
from legation.briefing.dossier import gather
from legation.briefing.printed import parse_printed
from legation.briefing.verify import verify

HOSTILE = (
    "</script><script>alert(1)</script> <img src=x onerror=alert(2)> "
    "<!-- s {} --> --> ]]> [9] *b* _i_ `c` | <b>bold</b> &amp; “said” 😀 \u2028 end"
)


@pytest.fixture(scope="module")
def desk() -> SmallDesk:
    return small_desk()


def hostile() -> tuple[str, str, str]:
    """Return a document that would take the page over, as Markdown, HTML and its own text."""
    text = f"😀 China warned Russia of {HOSTILE} and left."
    told = page(text, f"Title {HOSTILE}", f"Publisher {HOSTILE}", "2022-03-18")
    china, russia = told.mention("China", CHN), told.mention("Russia", RUS)
    event = told.event(f"China warned Russia of {HOSTILE}", "warned", "THREATEN", [china], [russia])
    told.claim("China", "warned", f"Russia of {HOSTILE}", [china], act="warn")
    dossier = gather([told.reading()], [incident(event, pages=[told])])
    brief = compose(dossier)
    written = markdown.render(brief), html.render(brief)
    for form in written:
        assert [str(p) for p in verify(form, dossier)] == []
    return (*written, text)


class Outline(HTMLParser):
    """Collect the elements that a browser would make."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def outline(text: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = Outline()
    reader.feed(text)
    return reader.tags


def test_a_document_with_markup_in_it_is_inert_in_html() -> None:
    _, written, text = hostile()
    tags = outline(written)
    assert [tag for tag, _ in tags].count("script") == 2
    assert "img" not in [tag for tag, _ in tags]
    assert "b" not in [tag for tag, _ in tags]
    assert not any(name.startswith("on") for _, attributes in tags for name in attributes)
    assert "alert(1)</script>" not in written
    found = re.search(r'id="documents">(.*?)</script>', written, re.DOTALL)
    assert found is not None
    (held,) = json.loads(found[1]).values()
    assert held["text"] == text
    assert "<" not in found[1]


def test_a_document_with_markup_in_it_is_inert_in_markdown() -> None:
    written, _, _ = hostile()
    assert "<img" not in re.sub(r"\\.", "", written)
    assert "<script" not in re.sub(r"\\.", "", written)
    # Only our own comments are comments.
    assert not re.search(r"(?<!\\)<(?!!-- (?:s|r|legation-brief) \{)", written)


@given(st.text(max_size=200))
def test_escaped_words_read_back_as_they_were(text: str) -> None:
    assert markdown.unescape(markdown.escape(text)) == " ".join(text.split())


def test_a_page_fetches_nothing_and_forbids_other_scripts(desk: SmallDesk) -> None:
    written = html.render(compose(desk.dossier()))
    tags = outline(written)
    for tag, attributes in tags:
        assert "src" not in attributes, tag
        assert tag not in ("link", "iframe", "object", "embed")
        if "xlink:href" in attributes:
            assert str(attributes["xlink:href"]).startswith("#")
    assert "@import" not in written
    assert "url(http" not in written
    (policy,) = [str(a["content"]) for t, a in tags if t == "meta" and "http-equiv" in a]
    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy
    assert "unsafe-inline' script" not in policy


def test_the_policy_names_the_script_that_is_there(desk: SmallDesk) -> None:
    import base64
    import hashlib

    written = html.render(compose(desk.dossier()))
    script = re.search(r"<script>(.*?)</script>", written, re.DOTALL)
    assert script is not None
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert f"sha256-{digest}" in written


def test_a_page_can_be_read_without_script_and_by_keyboard(desk: SmallDesk) -> None:
    written = html.render(compose(desk.dossier()))
    tags = outline(written)
    targets = {str(a["id"]) for _, a in tags if "id" in a}
    links = [str(a["href"]) for t, a in tags if t == "a" and str(a.get("href", "")).startswith("#")]
    assert len(links) > 30
    assert {link[1:] for link in links} <= targets
    assert ("html", {"lang": "en"}) in tags
    assert "@media print" in written
    for tag, attributes in tags:
        if tag == "svg" and "role" in attributes:
            assert attributes["aria-labelledby"] in targets
    ids = [str(a["id"]) for _, a in tags if "id" in a]
    assert len(ids) == len(set(ids))


def test_offsets_of_a_reference_count_code_points() -> None:
    _, written, text = hostile()
    entry = re.search(r'data-document="[^"]+" data-start="(\d+)" data-end="(\d+)"', written)
    assert entry is not None
    start, end = int(entry[1]), int(entry[2])
    assert text[start:end].startswith("China warned Russia")
    assert start == 2  # the face before it is one code point, though two UTF-16 units


def test_new_sentences_are_marked_in_both_forms(desk: SmallDesk) -> None:
    from datetime import date

    brief = compose(desk.dossier(since=date(2022, 3, 16)))
    expected = [s.text for s in brief.iter_sentences() if s.new]
    assert expected
    for text in (markdown.render(brief), html.render(brief)):
        printed = parse_printed(text)
        assert [s.text for s in printed.sentences if s.new] == expected


def test_markdown_ends_each_sentence_in_numbers_and_its_records(desk: SmallDesk) -> None:
    lines = markdown.render(compose(desk.dossier())).split("\n")
    told = [line for line in lines if line.startswith("- Russia flatly denied")]
    assert told
    for line in told:
        assert re.search(r'\)\. \[\d+\]<!-- s \{"form":"claim","records":\["clm-', line)
    entry = next(line for line in lines if re.match(r"- \[\d+\] “Moscow denies asking", line))
    assert re.search(
        r"“Moscow denies asking China for arms” — Moscow answers, Harbour Post, 15 March 2022, "
        r"doc-[0-9a-f]{16}, 0–35 <!-- r \{",
        entry,
    )
