"""Make `Reading`s by hand from bracketed text, for tests of what comes after extraction.

`[Xi|p s]` is a mention `Xi`, hint person, subject; `[US officials|d p +]` a plural description.
Flags: `p o l n` hints person, organisation, place, nationality; `d` description; `s` subject;
`+` plural; `r=Secretary of State` (to the end of the mark) the role. Pronouns are known by
themselves; marks may be nested. A blank line parts paragraphs, `. ` sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from legation.records import Claim, Document, Event, Link, Mention, Reading, Span, make_id
from legation.reference.shelf import load_shelf
from legation.resolve.linking import link

HINTS = {"p": "person", "o": "organisation", "l": "place", "n": "nationality"}
PRONOUNS = frozenset(
    "i me my we us our he him his she her they them their it its itself himself who whose".split()
) | {"each other"}
PLURAL = frozenset(["we", "us", "our", "they", "them", "their", "each other"])


def reading(
    marked: str,
    published_on: str | None = "2022-03-18",
    publisher: str = "A",
    title: str = "",
) -> Reading:
    """Return a reading with the marked mentions and nothing else."""
    text, marks = _parse(marked)
    document = Document.make(text=text, title=title, publisher=publisher, published_on=published_on)
    mentions = [_mention(document, start, end, flags) for start, end, flags in marks]
    mentions.sort(key=lambda m: (m.span.start, -m.span.end))
    return Reading(document, mentions=tuple(mentions))


def linked(one: Reading) -> Reading:
    """Return the reading with its links."""
    return replace(one, links=link(one, load_shelf()))


def link_of(one: Reading, words: str, nth: int = 0) -> Link:
    """Return the link of the nth mention with these words."""
    found = [m.id for m in one.mentions if m.span.text == words]
    return next(each for each in one.links if each.mention == found[nth])


def who(one: Reading, words: str, nth: int = 0) -> list[str | None]:
    """Return ids of the actors a mention stands for: names for people, words for the unnamed."""
    actors = link_of(one, words, nth).actors
    return [a.name if a.type == "person" or a.id is None else a.id for a in actors]


def place(one: Reading, words: str, nth: int = 0) -> Span:
    """Return the span of the nth occurrence of `words`."""
    starts = [m.start() for m in re.finditer(re.escape(words), one.document.text)]
    return Span.cut(one.document.id, one.document.text, starts[nth], starts[nth] + len(words))


def with_claim(
    one: Reading,
    source: str,
    cue: str,
    content: str,
    *,
    act: str = "assert",
    certainty: float = 0.97,
    form: str = "indirect",
    negated: bool = False,
    named: bool = True,
) -> Reading:
    """Return the reading with one more claim, its parts found by their words."""
    parts = [place(one, source), place(one, cue), place(one, content)]
    start, end = min(p.start for p in parts), max(p.end for p in parts)
    span = Span.cut(one.document.id, one.document.text, start, end)
    speakers = tuple(m.id for m in one.mentions if parts[0].holds(m.span))[:1]
    claim = Claim(
        make_id("claim", span.document, span.start, span.end, cue), span, (parts[0],), (parts[1],),
        (parts[2],), act, negated, certainty, form, speakers, (), named, named, None, None, "test",
        None,
    )  # fmt: skip
    return replace(one, claims=(*one.claims, claim))


def with_event(
    one: Reading,
    trigger: str,
    actors: Sequence[str],
    recipients: Sequence[str],
    event_type: str,
    *,
    on: str | None = None,
    status: str = "happened",
    mode: str | None = None,
) -> Reading:
    """Return the reading with one more event, its parties found by their words."""
    span = place(one, trigger)

    def ids(words: Sequence[str]) -> tuple[str, ...]:
        return tuple(next(m.id for m in one.mentions if m.span.text == word) for word in words)

    event = Event(
        make_id("event", span.document, span.start, span.end, event_type, len(one.events)), span,
        span, event_type, mode, (), ids(actors), ids(recipients), status, (), on, None, None, None,
        None, None, "test", None,
    )  # fmt: skip
    return replace(one, events=(*one.events, event))


def _parse(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    text: list[str] = []
    marks: list[tuple[int, int, str]] = []
    open_at: list[int] = []
    position = 0
    while position < len(marked):
        letter = marked[position]
        if letter == "[":
            open_at.append(len(text))
        elif letter == "]":
            marks.append((open_at.pop(), len(text), ""))
        elif letter == "|":
            end = marked.index("]", position)
            marks.append((open_at.pop(), len(text), marked[position + 1 : end]))
            position = end
        else:
            text.append(letter)
        position += 1
    return "".join(text), marks


def _mention(document: Document, start: int, end: int, flags: str) -> Mention:
    span = Span.cut(document.id, document.text, start, end)
    flags, _, role = flags.partition("r=")
    given = set(flags.split())
    lower = span.text.lower()
    form = "pronoun" if lower in PRONOUNS else "description" if "d" in given else "name"
    head = re.sub(r"['’]s$", "", lower.split()[-1])
    plural = "+" in given or lower in PLURAL
    if form == "description" and plural and head not in {"both", "two"}:
        head = head[:-3] + "y" if head.endswith("ies") else head.removesuffix("s")
    return Mention(
        make_id("mention", document.id, start, end), span, form,
        next((HINTS[f] for f in given if f in HINTS), None), role or None, head, plural,
        len(re.findall(r"[.?!][”\"]?\s", document.text[:start])), "s" in given, "test", None,
    )  # fmt: skip
