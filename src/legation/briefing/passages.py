"""Take the source's own words for a record out of its document.

In: a record's spans and its document. Out: a `Span` that reads as a piece of prose.
Not here: setting it in quotation marks (`briefing.naming.quoted`).
"""

from __future__ import annotations

import re

from legation.briefing.view import View
from legation.records import Event, Span

# Words of a sentence after a trigger that still belong to what it says.
MAX_TAIL_CHARACTERS = 150
# The words before a trigger are quoted when they are this near; farther off stands other matter.
MAX_HEAD = 70
_DATELINE = re.compile(r"^[A-Z][A-Z .,'’-]+ (?:\([A-Za-z]+\) )?[—–-] ")
# The full stop after a capital letter is an initial's or an abbreviation's: "U.S. President".
_SENTENCE_END = re.compile(r"(?<![A-Z])(?:[.!?][\"”’)]*(?=\s|$)\s*|\n\s*\n\s*)")
# A clause ends at a full stop, a semicolon, a line break or a dash; not inside `U.S.` or `1.5`.
_CLAUSE_END = re.compile(
    r"(?<![A-Z])[.!?](?=[\s\"”’)]|$)|;|\n(?!\s*[a-z(])"
    r"|, (?:with|while|although|though|but|which|who|whose|as|saying|and|where)\b"
    r"|\s[—–-]\s|[”\"](?=[\s,.]|$)"
)


def event_passage(event: Event, view: View) -> Span:
    """Return the event's words with the rest of its clause, so that it reads in context."""
    text = view.document(event.span.document).text
    end = max(event.span.end, _clause_end(text, event.trigger.end))
    return Span.cut(event.span.document, text, event.span.start, end)


def event_words(event: Event, view: View) -> str:
    """Return the event's words to the end of its clause; its trigger's alone when it runs long."""
    text = view.document(event.span.document).text
    start = event.span.start if event.trigger.start - event.span.start <= MAX_HEAD else None
    start = event.trigger.start if start is None else start
    return without_dateline(text[start : _clause_end(text, max(event.trigger.end, event.span.end))])


def sentence_words(event: Event, view: View) -> str:
    """Return the whole sentence that tells of an event, without its full stop."""
    text = view.document(event.span.document).text
    start = max((one.end() for one in _SENTENCE_END.finditer(text, 0, event.span.start)), default=0)
    end = _SENTENCE_END.search(text, event.span.end)
    words = text[start : len(text) if end is None else end.start()]
    return without_dateline(" ".join(words.split()))


def without_dateline(words: str) -> str:
    """Return `words` without the `WASHINGTON — ` that news agencies open a report with."""
    return _DATELINE.sub("", words)


def _clause_end(text: str, start: int) -> int:
    stop = start + MAX_TAIL_CHARACTERS
    match = _CLAUSE_END.search(text, start, min(stop, len(text)))
    if match is not None:
        return match.start()
    if stop >= len(text):
        return len(text.rstrip())
    cut = text.rfind(" ", start, stop)
    return cut if cut > start else stop
