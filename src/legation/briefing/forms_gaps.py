"""Sentence forms for what is not known, and for what a page leaves out.

In: records that show a gap, or all records that were looked through. Out: `Said`.
Not here: guesses at what fills the gap.
"""

from __future__ import annotations

from collections.abc import Callable

from legation.briefing.naming import capitalised, count_words, listed, name, quoted
from legation.briefing.sentences import Said, form
from legation.briefing.view import RecordGoneError, View
from legation.records import Actor, Claim, Document, Figure, Incident, Mention, RecordId

_PART_QUESTIONS = {
    "moment": "tells of a dated act or a statement",
    "means": "says what could be given or withheld, or what it would cost",
    "relationship": "tells of an act, a vote or a word between the parties",
    "watching": "tells what a third party said or did",
    "principals": "names an office holder or a contact between principals",
    "contested": "holds two claims that contradict each other",
}


def _no_evidence(part: str) -> Callable[[tuple[RecordId, ...], View], Said]:
    def word(records: tuple[RecordId, ...], view: View) -> Said:
        """Say that nothing read bears on a part; `records` are the documents looked through."""
        documents = view.read_all(records, Document)
        question = _PART_QUESTIONS[part]
        if not documents:
            return Said(
                f"There is no document on the desk that {question}.",
                computed=("count of the desk's documents: none",),
            )
        if len(documents) == 1:
            return Said(f"The one document read nowhere {question}.", counted=records)
        return Said(f"None of the {len(documents):,} documents read {question}.", counted=records)

    return word


for _part in _PART_QUESTIONS:
    form(f"no_evidence_{_part}")(_no_evidence(_part))


def _more(what: str, command: str) -> Callable[[tuple[RecordId, ...], View], Said]:
    def word(records: tuple[RecordId, ...], view: View) -> Said:
        """Say how many more records there are and how to see them; `records` are those."""
        for identity in records:
            if view.look_up.record(identity) is None:
                raise RecordGoneError(identity, what)
        return Said(
            f"{count_words(len(records), f'more {what} is', f'more {what}s are')} "
            f"on the desk: legation show {command}.",
            counted=records,
        )

    return word


for _what, _command in (
    ("act", "events"),
    ("claim", "claims"),
    ("figure", "figures"),
    ("vote", "events"),
    ("contact", "events"),
    ("name", "mentions"),
    ("dispute", "claims"),
    ("document", "documents"),
):
    form(f"more_{_what}s")(_more(_what, _command))


@form("undated_documents")
def undated_documents(records: tuple[RecordId, ...], view: View) -> Said:
    """Name the documents that were left out because they bear no date."""
    documents = view.read_all(records, Document)
    titles = listed([f"“{d.title}”" if d.title else "an untitled text" for d in documents], 4)
    verb = "bears" if len(documents) == 1 else "bear"
    left = "was" if len(documents) == 1 else "were"
    return Said(
        f"{count_words(len(documents), 'document')} {verb} no date and {left} left out: {titles}.",
        counted=records,
    )


@form("unlinked_names")
def unlinked_names(records: tuple[RecordId, ...], view: View) -> Said:
    """Name those whom the desk could not tie to anybody it knows."""
    mentions = view.read_all(records, Mention)
    words = list(dict.fromkeys(" ".join(mention.span.text.split()) for mention in mentions))
    number = count_words(len(words), "name")
    return Said(
        f"{number} could not be tied to anybody the desk knows: "
        f"{listed([quoted(w, 60) for w in words], 10)}.",
        tuple(mention.span for mention in mentions),
    )


@form("silent_states")
def silent_states(records: tuple[RecordId, ...], view: View) -> Said:
    """Name the governments that are spoken of but not heard; `records` are mentions of them."""
    actors: dict[str, Actor] = {}
    mentions = view.read_all(records, Mention)
    for mention in mentions:
        link = view.look_up.link(mention.id)
        if link is None or not link.actors:
            raise RecordGoneError(mention.id, "link")
        for actor in link.actors:
            actors.setdefault(actor.id or actor.name, actor)
    who = listed([name(actor) for actor in actors.values()], 8)
    verb = "is" if len(actors) == 1 else "are"
    return Said(
        f"{capitalised(who)} {verb} spoken of, but no statement of theirs was found; silence is "
        "not a position.",
        tuple(mention.span for mention in mentions),
    )


@form("undated_incidents")
def undated_incidents(records: tuple[RecordId, ...], view: View) -> Said:
    """Count the acts whose day is not known."""
    incidents = view.read_all(records, Incident)
    verb = (
        "could not be dated and stands" if len(incidents) == 1 else "could not be dated and stand"
    )
    return Said(
        f"{count_words(len(incidents), 'act')} {verb} outside the order of events.", counted=records
    )


@form("unnamed_sources")
def unnamed_sources(records: tuple[RecordId, ...], view: View) -> Said:
    """Count the claims that rest on sources without a name."""
    claims = view.read_all(records, Claim)
    verb = "rests" if len(claims) == 1 else "rest"
    return Said(
        f"{count_words(len(claims), 'claim')} {verb} on sources that are not named.",
        counted=records,
    )


@form("single_origin")
def single_origin(records: tuple[RecordId, ...], view: View) -> Said:
    """Count the acts that only one independent report tells."""
    incidents = view.read_all(records, Incident)
    verb = "rests" if len(incidents) == 1 else "rest"
    return Said(
        f"{count_words(len(incidents), 'act')} {verb} on one independent report each.",
        counted=records,
    )


@form("figures_without_count")
def figures_without_count(records: tuple[RecordId, ...], view: View) -> Said:
    """Count the figures whose counter is not said."""
    figures = view.read_all(records, Figure)
    verb = "does" if len(figures) == 1 else "do"
    return Said(
        f"{count_words(len(figures), 'figure')} {verb} not say by whose count.", counted=records
    )


def _not_drawn(what: str) -> Callable[[tuple[RecordId, ...], View], Said]:
    def word(records: tuple[RecordId, ...], view: View) -> Said:
        """Say that there is nothing to draw; `records` are the documents looked through."""
        view.read_all(records, Document)
        if not records:
            return Said(
                f"No picture: no {what}.", computed=("count of the desk's documents: none",)
            )
        return Said(f"No picture: no {what} in what was read.", counted=records)

    return word


for _name, _what in (
    ("timeline", "dated act"),
    ("matrix", "act with somebody on both sides"),
    ("figures", "sum of money with its parties"),
    ("voices", "claim with a known speaker"),
    ("contacts", "dated contact"),
):
    form(f"no_{_name}")(_not_drawn(_what))
