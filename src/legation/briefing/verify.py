"""Check a written brief: make every sentence again from its records, read every reference.

In: a brief in Markdown or HTML, and where its records are looked up. Out: `Problem`s.
Not here: reading the file (`briefing.printed`), making sentences (`briefing.sentences`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from legation.briefing.page import Reference, Sentence
from legation.briefing.printed import Printed, PrintedReference, PrintedSentence, parse_printed
from legation.briefing.references import computed_words, counted_words, where_words
from legation.briefing.sentences import SELF_CITING, UnknownFormError, say
from legation.briefing.view import LookUp, RecordGoneError, View
from legation.records import Document, Span, SpanError

PROBLEM_KINDS = (
    "no form",
    "unknown form",
    "record gone",
    "changed words",
    "changed mark",
    "no reference",
    "dead reference",
    "wrong reference",
    "changed passage",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in a brief that its records do not bear out."""

    kind: str
    """One of `PROBLEM_KINDS`."""
    line: int
    """Line of the file, from 1."""
    words: str
    """What stands there."""
    reason: str
    """What should stand there, or what is missing."""

    def __str__(self) -> str:
        return f"line {self.line}: {self.kind}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check looked at and what it found."""

    problems: tuple[Problem, ...]
    n_sentences: int
    n_references: int


def verify(text: str, look_up: LookUp) -> list[Problem]:
    """Return what is wrong with a brief, in the order of the file; empty when all is borne out.

    Args:
        text: The whole file, Markdown or HTML.
        look_up: The dossier of the same day and actors, or a desk behind `LookUp`.

    Raises:
        NotABriefError: `text` is not a brief that this program wrote.
    """
    return list(check(text, look_up).problems)


def check(text: str, look_up: LookUp) -> Findings:
    """Return the problems of a brief with the number of sentences and references looked at.

    Raises:
        NotABriefError: `text` is not a brief that this program wrote.
    """
    printed = parse_printed(text)
    view = View(look_up, printed.frame)
    references = {entry.number: entry for entry in printed.references}
    problems = [
        *(_stray(line, words) for line, words in printed.stray),
        *(p for sentence in printed.sentences for p in _sentence(sentence, references, view)),
        *_references(printed, view),
    ]
    if not printed.sentences:
        problems.append(Problem("no form", 1, "", "the file holds no sentence with a form"))
    problems.sort(key=lambda problem: problem.line)
    return Findings(tuple(problems), len(printed.sentences), len(printed.references))


def _stray(line: int, words: str) -> Problem:
    return Problem("no form", line, words, f"no form made these words: {words[:120]!r}")


def _sentence(
    printed: PrintedSentence, references: Mapping[int, PrintedReference], view: View
) -> Iterator[Problem]:
    def problem(kind: str, reason: str) -> Problem:
        return Problem(kind, printed.line, printed.text, reason)

    if not printed.numbers and printed.form not in SELF_CITING:
        yield problem("no reference", f"the sentence cites nothing: {printed.text[:120]!r}")
    try:
        said = say(printed.form, printed.records, view)
    except UnknownFormError as error:
        yield problem("unknown form", str(error))
        return
    except RecordGoneError as error:
        yield problem("record gone", str(error))
        return
    except (SpanError, IndexError):
        yield problem("record gone", "the sentence does not name the records that its form needs")
        return
    if said.text != printed.text:
        yield problem("changed words", f"the records say: {said.text}")
    if said.new != printed.new:
        wanted = "new" if said.new else "not new"
        yield problem("changed mark", f"by its records the sentence is {wanted}")
    yield from _cited(printed, said, references)


def _cited(
    printed: PrintedSentence, said: Sentence, references: Mapping[int, PrintedReference]
) -> Iterator[Problem]:
    found: list[Reference | None] = []
    for number in printed.numbers:
        entry = references.get(number)
        if entry is None:
            reason = f"[{number}] is not in the list of references"
            yield Problem("dead reference", printed.line, printed.text, reason)
        else:
            found.append(_same_reference(entry, said))
    missing = [reference for reference in said.references if reference not in found]
    if printed.numbers and len(found) == len(printed.numbers) and (missing or None in found):
        reason = "the numbers do not lead to the passages that the sentence rests on"
        yield Problem("wrong reference", printed.line, printed.text, reason)


def _same_reference(entry: PrintedReference, said: Sentence) -> Reference | None:
    """Return the sentence's own reference that a printed entry points to; None for another's."""
    for reference in said.references:
        span = reference.passage
        if span is not None:
            if entry.data.get("document") == span.document and (
                entry.data.get("start"),
                entry.data.get("end"),
            ) == (span.start, span.end):
                return reference
        elif reference.counted:
            if tuple(entry.data.get("counted", ())) == reference.counted:
                return reference
        elif entry.data.get("computed") == reference.computed:
            return reference
    return None


def _references(printed: Printed, view: View) -> Iterator[Problem]:
    for entry in printed.references:
        kind, reason = _reference(entry, view)
        if kind:
            yield Problem(kind, entry.line, entry.words, f"[{entry.number}] {reason}")


def _reference(entry: PrintedReference, view: View) -> tuple[str, str]:
    """Return the kind of problem with one reference and its reason; two empty texts for none."""
    data = entry.data
    if "document" in data:
        return _passage(entry, view)
    if "counted" in data:
        records = tuple(str(record) for record in data["counted"])
        gone = [record for record in records if view.look_up.record(record) is None]
        if gone:
            return "dead reference", f"counts {gone[0]}, which is not at hand"
        if entry.words != counted_words(records):
            return "changed passage", f"should read: {counted_words(records)}"
        return "", ""
    if "computed" in data:
        words = " ".join(computed_words(str(data["computed"])).split())
        return ("", "") if entry.words == words else ("changed passage", f"should read: {words}")
    return "dead reference", "does not say which document or records it means"


def _passage(entry: PrintedReference, view: View) -> tuple[str, str]:
    document = view.look_up.record(str(entry.data["document"]))
    if not isinstance(document, Document):
        return "dead reference", f"points into {entry.data['document']}, which is not at hand"
    start, end = entry.data.get("start"), entry.data.get("end")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
        return "dead reference", "does not say where its passage begins and ends"
    if end > len(document.text):
        return "dead reference", f"runs past the end of {document.id}"
    span = Span.cut(document.id, document.text, start, end)
    words = f"“{span.text}” — {where_words(Reference(passage=span), document)}"
    if " ".join(words.split()) != " ".join(entry.words.split()):
        return "changed passage", f"the document says: {' '.join(words.split())}"
    return "", ""
