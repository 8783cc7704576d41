"""Sentence forms for the principals and the sources.

In: mentions with their links, documents. Out: `Said`.
Not here: contacts (`briefing.forms_moment`).
"""

from __future__ import annotations

from legation.briefing.dates import day_words, when
from legation.briefing.naming import capitalised, count_words, listed, name
from legation.briefing.sentences import Said, form
from legation.briefing.view import RecordGoneError, View
from legation.records import Document, Mention, RecordId, Span


@form("office")
def office(records: tuple[RecordId, ...], view: View) -> Said:
    """Say which office a person held on the date of the document that names them."""
    mention = view.read(records[0], Mention)
    link = view.look_up.link(mention.id)
    if link is None or not link.actors:
        raise RecordGoneError(mention.id, "link")
    who = name(link.actors[0])
    words = f"{capitalised(who)}, {_held(records[0], view)}."
    return Said(words, (_with_role(mention, view),))


def _held(identity: RecordId, view: View) -> str:
    link = view.look_up.link(identity)
    if link is None or link.office is None:
        return "out of office, as the text says" if link and link.former else "office not known"
    title = view.office(identity) or link.office.name
    since = link.office.since
    known = f", in office {when(since).replace('on ', 'since ').replace('in ', 'since ')}"
    words = f"{title}{known if since else ''}"
    return f"{words}; called a former holder" if link.former else words


def _with_role(mention: Mention, view: View) -> Span:
    """Return the mention with its title words, where these stand just before it."""
    text = view.document(mention.span.document).text
    start = mention.span.start
    if mention.role:
        before = text.rfind(mention.role, max(0, start - len(mention.role) - 12), start)
        start = before if before >= 0 else start
    return Span.cut(mention.span.document, text, start, mention.span.end)


@form("source")
def source(records: tuple[RecordId, ...], view: View) -> Said:
    """Describe one document; further documents in `records` are copies of it."""
    first, *copies = view.read_all(records, Document)
    day = _day(first)
    publisher = first.publisher or "publisher not given"
    title = f"“{first.title}”" if first.title else "Untitled"
    where = f", {first.url}" if first.url else ""
    words = f"{title}, {publisher}, {day}{where}{_named_source(first)}"
    if not copies:
        return Said(f"{words}.", counted=records)
    told = listed([f"{c.publisher or 'publisher not given'} ({_day(c)})" for c in copies], 6)
    number = count_words(len(copies), "copy", "copies")
    return Said(f"{words}; {number}, counted with it as one source: {told}.", counted=records)


def _named_source(document: Document) -> str:
    """Return where a text says it has it from, after what the address says already."""
    if document.source is None:
        return ""
    also = "also " if document.url else ""
    return f"; as its source it {also}names: {document.source.rstrip('.')}"


def _day(document: Document) -> str:
    from datetime import date

    if document.published_on is None:
        return "no date"
    return day_words(date.fromisoformat(document.published_on))
