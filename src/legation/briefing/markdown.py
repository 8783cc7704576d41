"""Write a page as Markdown that a reader can read and `briefing.verify` can check.

In: a `Page`. Out: one Markdown text. Each sentence ends in its reference numbers and an HTML
comment with its form and records; the list at the end gives the passages.
Not here: pictures (`briefing.html` draws them).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from legation.briefing.page import Frame, Page, Reference, Section, Sentence, number_references
from legation.briefing.references import computed_words, counted_words, where_words

FORMAT_VERSION = 1
NEW_MARK = "**New.** "
PAIR_HEADER = "| One | Another | Between them |"
PAIR_RULE = "| --- | --- | --- |"
REFERENCES_HEADING = "## References"

# What Markdown or the HTML inside it would read as markup; words of a source are only words.
_ACTIVE = re.compile(r"([\\`*_\[\]<>|#&~$])")


def render(page: Page) -> str:
    """Return the page as Markdown, its references numbered in the order of reading."""
    return "\n".join(_iter_lines(page)) + "\n"


def escape(text: str) -> str:
    """Return `text` so that Markdown shows it as it is, on one line."""
    return _ACTIVE.sub(r"\\\1", " ".join(text.split()))


def unescape(text: str) -> str:
    """Return what `escape` was given, blanks apart."""
    return re.sub(r"\\([\\`*_\[\]<>|#&~$])", r"\1", text)


def frame_json(frame: Frame) -> str:
    """Return the frame as the machine reads it back."""
    return _json(
        {
            "version": FORMAT_VERSION,
            "as_of": frame.as_of.isoformat(),
            "since": frame.since.isoformat() if frame.since else None,
            "about": list(frame.about),
        }
    )


def _json(value: Mapping[str, Any]) -> str:
    # A comment ends at "-->": ids come from the shelf, and nothing in them may end it.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("--", "-\\u002d")


def _iter_lines(page: Page) -> Iterator[str]:
    numbers = number_references(page)
    yield f"<!-- legation-brief {frame_json(page.frame)} -->"
    yield f"# {escape(page.title)}"
    yield ""
    for sentence in page.opening:
        yield _sentence(sentence, numbers)
        yield ""
    for section in page.sections:
        yield from _iter_section(section, numbers)
    yield REFERENCES_HEADING
    yield ""
    for reference, number in numbers.items():
        yield _reference(reference, number, page)


def _iter_section(section: Section, numbers: Mapping[Reference, int]) -> Iterator[str]:
    yield f"## {escape(section.heading)}"
    yield ""
    for sentence in section.lead:
        yield f"- {_sentence(sentence, numbers)}"
    if section.lead:
        yield ""
    for group in section.groups:
        yield f"### {escape(group.heading)}"
        yield ""
        for sentence in group.sentences:
            yield f"- {_sentence(sentence, numbers)}"
        yield ""
    if section.pairs:
        yield PAIR_HEADER
        yield PAIR_RULE
        for pair in section.pairs:
            cells = (_sentence(sentence, numbers) for sentence in pair.iter_sentences())
            yield f"| {' | '.join(cells)} |"
        yield ""


def _sentence(sentence: Sentence, numbers: Mapping[Reference, int]) -> str:
    cited = "".join(f"[{numbers[reference]}]" for reference in sentence.references)
    new = NEW_MARK if sentence.new else ""
    data = _json({"form": sentence.form, "records": list(sentence.records)})
    return f"{new}{escape(sentence.text)} {cited}<!-- s {data} -->"


def _reference(reference: Reference, number: int, page: Page) -> str:
    if reference.passage is not None:
        span = reference.passage
        document = page.documents[span.document]
        data = _json({"n": number, "document": span.document, "start": span.start, "end": span.end})
        where = escape(where_words(reference, document))
        return f"- [{number}] “{escape(span.text)}” — {where} <!-- r {data} -->"
    if reference.counted:
        data = _json({"n": number, "counted": list(reference.counted)})
        return f"- [{number}] {escape(counted_words(reference.counted))} <!-- r {data} -->"
    data = _json({"n": number, "computed": reference.computed})
    return f"- [{number}] {escape(computed_words(reference.computed or ''))} <!-- r {data} -->"
