"""Read where a document tells of a call, meeting, visit or letter, and between whom.

In: a linked `Reading`. Out: `Telling`s. Not here: which tell one contact (`contacts`).

An event of type CONSULT is one telling. Where its parties are not all found, and where a sentence
tells of a contact without such an event (letters, "had an exchange with"), the sentence is read
for two principals and the words of contact between them.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from legation.records import Actor, Document, Event, Reading
from legation.records.edtf import bounds
from legation.resolve.principals import Cast, Principal, hold_offices, home_of
from legation.resolve.reports import Report, iter_reports, named_persons, party

_TYPE_OF_MODE = {"phone": "call", "visit": "visit", "multilateral": "meeting"}
_LETTER = (
    r"(?:letters?|telegrams?|(?:written )?messages?|cables?|greetings|condolences|congratulations)"
)
# In this order. What the words show goes before the mode that a model gives.
_TYPE_OF_WORD = (
    ("letter", re.compile(rf"\b(?:{_LETTER}|wrote|written)\b", re.IGNORECASE)),
    (
        "call",
        re.compile(
            r"\b(?:call(?:s|ed|ing)?|phon\w+|telephon\w+|tele\w+|video\w*|virtual\w*|online)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "visit",
        re.compile(
            r"\b(?:visit\w*|travel\w*|trips?|host(?:s|ed)|flew|arriv\w+|receiv\w+|welcom\w+)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "meeting",
        re.compile(
            r"\b(?:met|meet|meets|meetings?|summits?|(?:sat|sit|sits) down)\b", re.IGNORECASE
        ),
    ),
)
# Beside "met" and "talks", these say that nobody travelled.
_REMOTE = re.compile(
    r"\b(?:by (?:tele)?phone|on the (?:tele)?phone|video\w*|virtual(?:ly)?|online|remotely)\b",
    re.IGNORECASE,
)
_NEAR = 40
_IN_PERSON = re.compile(
    r"\b(?:in person|face to face|host(?:s|ed)|receiv\w+|welcom\w+|visit\w*|margins|sidelines)\b",
    re.IGNORECASE,
)
# "Spoke with" alone is how readouts tell of a call; talks and discussions are held in person.
_SPOKE = re.compile(r"\b(?:spoke|speaks?|speaking|spoken|conversations?)\b", re.IGNORECASE)

# "The meeting in Brussels", "his visit" are known already: they happened before.
_RECALLED = re.compile(
    r"\b(?:the|his|her|their|its|this|these|that|those)\s+(?:\w+\s+)?$", re.IGNORECASE
)
# So did what they "had last discussed"; but who "had talks" has them now.
_HAD = re.compile(r"\bhad\s+(?:\w+ly\s+|also\s+|last\s+|already\s+|often\s+)?$", re.IGNORECASE)
_HAVING = re.compile(
    r"(?:talks|discussions|conversations|contacts|meetings|negotiations)$", re.IGNORECASE
)
# What is talked about has days of its own: "spoke of 9 May", "touched upon the visit in April".
_TALKED = re.compile(r"\b(?:spoke|talked|discussed|touched|reviewed)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\s*(?:\w+ly\s+|also\s+)?(?:of|about|upon)\b", re.IGNORECASE)
# An undated account counts as of its day of publication when the release opens with it.
OPENING_CHARACTERS = 600
# A contact dated no sharper than this cannot be told from the pair's other contacts.
SHARP_DAYS = 3
# Contacts that are only asked for, refused or imagined are none.
STATUS_ORDER = ("happened", "ongoing", "planned")

# --- sentences that tell of a contact without an event for it

_BREAK = r"(?:[;:“”\"]|\b(?:that|who|whom|which|because|if|while|said|says|told|asked|warned)\b)"
_VERBS_WITH = (
    r"(?:spoke|spoken|speaks|speak|speaking|talked|talks?|met|meets?|conferred|consulted|exchange"
    r"(?: of views)?|conversations?|calls?|phone call|meetings?|discussions?|negotiations|"
    r"contacts?|videoconference|teleconference|summit)"
)
_WITH = re.compile(
    rf"^(?:(?!{_BREAK}).)*?\b{_VERBS_WITH}\b(?:(?!{_BREAK}|\babout\b).)*?"
    r"\b(?:with|from|to|and)\s+(?:(?:his|her|its|the|then|both)\s+)?(?:[\w.’'-]+,?\s+){0,10}$",
    re.IGNORECASE | re.DOTALL,
)
_TO = re.compile(
    r"^\s*(?:\(?[^()]*\)?\s*)?(?:has |had |have |will |today |also |later |\w+ly )*"
    r"(?:telephoned|phoned|rang|called|met|received|hosted|welcomed|visited)\s+"
    r"(?:(?:his|her|the|up|today)\s+)*(?:[\w.’'-]+,?\s+){0,4}$",
    re.IGNORECASE,
)
# "A telephone conversation took place between A and B": the words stand before both.
_BETWEEN = re.compile(
    rf"\b{_VERBS_WITH}\b(?:(?!{_BREAK}).){{0,40}}?\bbetween\s+(?:[\w.’'-]+,?\s+){{0,10}}$",
    re.IGNORECASE | re.DOTALL,
)
_AND = re.compile(
    r"^\s*,?\s*(?:and|&)\s+(?:(?:his|her|the|of)\s+)*(?:[\w.’'-]+,?\s+){0,10}$", re.IGNORECASE
)
_BOTH_DID = re.compile(
    rf"^(?:(?!{_BREAK}|\.\s).){{0,80}}?\b(?:{_VERBS_WITH}|telephoned|phoned)\b",
    re.IGNORECASE | re.DOTALL,
)
_SENT = re.compile(
    rf"^(?:(?!{_BREAK}).)*?\b(?:sent|sends|send|wrote|written|conveyed|conveys|addressed|extended|offered|"
    rf"expressed|handed|delivered|forwarded|dispatched)\b(?:(?!{_BREAK}).)*?\b{_LETTER}\b"
    r"(?:(?!\bfrom\b).)*?\bto\s+(?:[\w.’'-]+,?\s+){0,10}$",
    re.IGNORECASE | re.DOTALL,
)
_SENT_HIM = re.compile(
    r"^(?:(?!\bfrom\b).)*?\b(?:sent|sends|send|wrote|writes|written|cabled)\s+(?:to\s+)?"
    r"(?:[\w.’'-]+,?\s+){0,5}$",
    re.IGNORECASE | re.DOTALL,
)
_GOT = re.compile(
    rf"^(?:(?!{_BREAK}).)*?\b(?:received|receives|got|thanked|accepted)\b(?:(?!{_BREAK}).)*?"
    rf"\b{_LETTER}\b(?:(?!\bto\b).)*?\b(?:from|by|of)\s+(?:[\w.’'-]+\s+){{0,6}}$",
    re.IGNORECASE | re.DOTALL,
)
_FROM_TO = re.compile(r"^(?:(?!\bfrom\b).)*?\bto\s+(?:[\w.’'-]+,?\s+){0,10}$", re.DOTALL)
_LETTER_FROM = re.compile(rf"\b{_LETTER}\b(?:\W+[\w’'-]+){{0,4}}?\W+(?:from|by|of)\W+"
                          r"(?:[\w.’'-]+,?\s+){0,10}$", re.IGNORECASE)  # fmt: skip
_LETTER_AFTER = re.compile(rf"^.{{0,60}}\b{_LETTER}\b", re.IGNORECASE | re.DOTALL)
# "He urged Putin to talk to Zelenskyy": who is told to do a thing has not done it.
_TOLD_TO = re.compile(
    r"\s+(?:not\s+)?to\s+(?:talk|speak|meet|call|phone|hold|have|visit|receive|host|write|send|"
    r"negotiate|telephone)\b"
)
# In small letters: May is a month.
_ASKED_FOR = re.compile(
    r"\b(?:not|never|no|refused|declined|would|could|may|might|should|wants?|hopes?|asked|proposed|"
    r"offered to|ready|willing|if|urged|called on|pressed for|invited|suggested)\b",
)
_TO_COME = re.compile(r"\b(?:will|shall|is to|are to|is due|are due|plans? to)\b", re.IGNORECASE)

_END = re.compile(r"(?P<mark>[.?!][\"”’)]?)\s+(?=[\"“‘(]?[A-Z0-9])|\n\s*\n?")
# A full stop after these ends no sentence: "U.S. President", "Sen. Graham", "Joseph R. Biden".
_SHORT = re.compile(r"(?:\b(?:[A-Z]|U\.S|U\.K|U\.N|Mr|Mrs|Ms|Dr|Gen|Sen|St|Jr|No))\.$")


@dataclass(frozen=True, slots=True)
class Telling:
    """One contact as one sentence tells it."""

    document: Document
    start: int
    end: int
    """Where the words of contact stand in the document."""
    event: Event | None
    """The event that the contact was read from; None: from the words of the sentence."""
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    equal: bool
    """Whether all were in touch with all; else only actors with recipients."""
    kind: str | None
    """One of `CONTACT_TYPES`; None where the words show none ("discussed")."""
    firm: bool
    """Whether the kind is said outright, not only likely."""
    spoke: bool
    status: str
    on: str | None
    """EDTF."""
    days: tuple[date, date] | None
    """The few days it can have been on; None when that is not known sharply."""
    dated: bool
    """Whether the text gives any day; else `days` is that of publication."""
    where: str | None
    reported: date | None
    home: str | None
    """The state whose release tells it."""

    @property
    def order(self) -> tuple[str, str, int]:
        """Earlier published first, the undated last; then by document and place."""
        return (self.document.published_on or "9999", self.document.id, self.start)

    @property
    def n_days(self) -> int:
        """Length of the time it may have been in; a very large number when open."""
        if self.days is None:
            return 1_000_000
        return (self.days[1] - self.days[0]).days + 1

    @property
    def persons(self) -> dict[str, frozenset[str]]:
        """Ids of the named persons by the party they belong to."""
        return named_persons((*self.actors, *self.recipients))

    @property
    def circle(self) -> frozenset[str]:
        """All who were in touch with each other, by the party they count as."""
        return frozenset(party(one) for one in (*self.actors, *self.recipients))


def counts(actor: Actor) -> bool:
    """Tell whether an actor can be in touch: not the unnamed, not a place without a state."""
    if actor.type == "place":
        return actor.state is not None
    return actor.id is not None and actor.type in {"person", "state", "organisation"}


def iter_tellings(reading: Reading) -> Iterator[Telling]:
    """Yield what a document tells of contacts, in reading order.

    The day of publication counts for the first telling of two parties only: a later sentence that
    gives no day goes on about what was told, or recalls something older.
    """
    seen: list[Telling] = []
    for telling in sorted(_iter_each(reading), key=lambda one: (one.start, one.end)):
        again = any(_is_again(earlier, telling) for earlier in seen)
        yield replace(telling, days=None) if again and not telling.dated else telling
        seen.append(telling)


def _is_again(earlier: Telling, telling: Telling) -> bool:
    """Tell whether two tellings have two parties in common, and nobody else spoke for one."""
    shared = earlier.circle & telling.circle
    ours, theirs = earlier.persons, telling.persons
    apart = any(not ours[key] & theirs[key] for key in shared if key in ours and key in theirs)
    return len(shared) > 1 and not apart


def _iter_each(reading: Reading) -> Iterator[Telling]:
    """Yield the tellings of events, then those of sentences that have none."""
    home = home_of(reading)
    reading = hold_offices(reading, home)
    reports = [one for one in iter_reports([reading]) if one.event.type == "CONSULT"]
    cast = Cast(reading, home, _published(reading.document))
    sentences = list(iter_sentences(reading.document.text))
    asked: set[tuple[int, int]] = set()
    for report in reports:
        start, end = _sentence_of(sentences, report.event.trigger.start)
        asked.add((start, end))
        if report.event.status in STATUS_ORDER:
            dated = _dated_by(report, reading, start, end)
            telling = _from_event(dated, home)
            if len(telling.circle) < 2:
                found = _parties_in(cast, start, end)
                telling = telling if found is None else _from_event(dated, home, found)
            yield telling
    for start, end in sentences:
        if (start, end) not in asked:
            found = _parties_in(cast, start, end)
            if found is not None:
                yield _from_words(reading, found, home)


def _from_event(report: Report, home: str | None, found: _Found | None = None) -> Telling:
    event, text = report.event, report.document.text
    actors = tuple(one for one in report.actors if counts(one))
    recipients = tuple(one for one in report.recipients if counts(one))
    equal = set(actors) == set(recipients)
    if found is not None:
        actors, recipients, equal = found.actors, found.recipients, found.equal
    kind, firm = _kind_of(event.trigger.text, text, event.trigger.start, event.trigger.end)
    # The words between two principals say more than the event's own.
    if kind is None and found is not None:
        # "A telephone conversation took place between": the kind stands just before the words.
        start = max(found.sentence[0], found.start - 12)
        kind, firm = _kind_of(text[start : found.end], text, start, found.end)
    if kind is None:
        kind = _TYPE_OF_MODE.get(event.mode or "")
    spoke = bool(_SPOKE.search(event.trigger.text))
    days = _days(report, shows_kind=(kind is not None or spoke) and not _is_recalled(event, text))
    on, dated = event.on, report.dated
    if _is_about_days(event, text) and days != (report.reported, report.reported):
        on, days, dated = None, None, False
    firm = firm or (kind == "meeting" and event.where is not None)
    return Telling(
        report.document, event.span.start, event.span.end, event, actors, recipients, equal,
        kind, firm, spoke, event.status, on, days, dated, event.where, report.reported, home,
    )  # fmt: skip


def _dated_by(report: Report, reading: Reading, start: int, end: int) -> Report:
    """Return a report that says no day with the only one that its sentence has."""
    if report.dated:
        return report
    on = _only_day(reading, start, end)
    if on is None:
        return report
    first, last = bounds(on)
    return replace(report, event=replace(report.event, on=on), first=first, last=last)


def _only_day(reading: Reading, start: int, end: int) -> str | None:
    """Return the only moment of a sentence; None where it has none, or several."""
    moments = {
        one.value
        for one in reading.moments
        if start <= one.span.start < end and one.value is not None
    }
    return moments.pop() if len(moments) == 1 else None


def _is_recalled(event: Event, text: str) -> bool:
    """Tell whether the words speak of a contact as known or past already."""
    if _RECALLED.search(text, 0, event.trigger.start) is not None:
        return True
    past = _HAD.search(text, 0, event.trigger.start) is not None
    return past and _HAVING.search(event.trigger.text) is None


def _is_about_days(event: Event, text: str) -> bool:
    """Tell whether the day beside "spoke" is likely that of what was spoken about."""
    if _TALKED.search(event.trigger.text) is None:
        return False
    end = event.trigger.end
    return _ABOUT.search(event.trigger.text) is not None or _ABOUT.match(text, end) is not None


def _days(report: Report, *, shows_kind: bool) -> tuple[date, date] | None:
    if report.first is not None and report.last is not None and report.n_days <= SHARP_DAYS:
        return _widened(report.event.on, report.first, report.last)
    opening = report.event.span.start < OPENING_CHARACTERS
    if report.dated or report.reported is None or not opening or not shows_kind:
        return None
    return report.reported, report.reported


def _widened(on: str | None, first: date, last: date) -> tuple[date, date]:
    """Return the days, one more on either side where the date is a guess ("two weeks ago")."""
    margin = timedelta(days=1 if on is not None and on.endswith(("~", "?", "%")) else 0)
    return first - margin, last + margin


def _from_words(reading: Reading, found: _Found, home: str | None) -> Telling:
    document = reading.document
    words = document.text[found.start : found.end]
    kind, firm = _kind_of(words, document.text, found.start, found.end)
    kind, firm = ("letter", True) if found.letter else (kind, firm)
    on = _only_day(reading, *found.sentence)
    first, last = bounds(on) if on is not None else (None, None)
    reported = _published(document)
    days = None
    if first is not None and last is not None and (last - first).days < SHARP_DAYS:
        days = _widened(on, first, last)
    elif first is None and last is None and reported and found.start < OPENING_CHARACTERS:
        days = (reported, reported)
    dated = first is not None or last is not None
    return Telling(
        document, found.start, found.end, None, found.actors, found.recipients, found.equal,
        kind, firm, bool(_SPOKE.search(words)), found.status, on, days, dated, None, reported, home,
    )  # fmt: skip


def _kind_of(words: str, text: str, start: int, end: int) -> tuple[str | None, bool]:
    """Return the kind that words of contact show, and whether they say so outright."""
    kind = next((name for name, pattern in _TYPE_OF_WORD if pattern.search(words)), None)
    around = text[max(0, start - _NEAR) : end + _NEAR].partition("\n\n")[0]
    if kind in {None, "meeting"} and _REMOTE.search(around):
        return "call", True
    if kind == "meeting":
        return kind, bool(_IN_PERSON.search(around))
    return kind, kind is not None


def _published(document: Document) -> date | None:
    return date.fromisoformat(document.published_on[:10]) if document.published_on else None


@dataclass(frozen=True, slots=True)
class _Found:
    """Two principals whom a sentence brings in touch."""

    start: int
    end: int
    sentence: tuple[int, int]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    letter: str
    """Which way a letter went, `forward` or `backward` in the text; empty: it is none."""
    status: str

    @property
    def equal(self) -> bool:
        """Whether both were in touch with each other."""
        return not self.letter


def _parties_in(cast: Cast, start: int, end: int) -> _Found | None:
    """Return the first two principals of a sentence whom words of a contact bring together.

    Nobody else may stand between them: "he urged Putin to talk to Zelenskyy" is no talk of his.
    """
    text = cast.reading.document.text
    # A place is cheaper to ask for than the persons of every sentence.
    if not any(pattern.search(text, start, end) for pattern in _ANY_WORDS):
        return None
    names = cast.principals(start, end)
    for place, left in enumerate(names):
        others = (one for one in names[place + 1 :] if not one.parties & left.parties)
        right = next(others, None)
        found = _between(text, left, right, (start, end)) if right is not None else None
        if found is not None:
            return found
    return None


_ANY_WORDS = (
    re.compile(rf"\b(?:{_VERBS_WITH}|{_LETTER}|wrote|cabled)\b", re.IGNORECASE),
    re.compile(r"\b(?:telephoned|phoned|rang|called|received|hosted|welcomed|visited)\b"),
)


def _between(
    text: str, left: Principal, right: Principal, sentence: tuple[int, int]
) -> _Found | None:
    """Return what the words around two principals say of a contact; None where they say none."""
    before, between, after = (
        text[sentence[0] : left.start],
        text[left.end : right.start],
        text[right.end : sentence[1]],
    )
    if _TOLD_TO.match(between):
        return None
    way = _letter_way(before, between, after)
    span: tuple[int, int] | None = (left.end, right.start)
    if way is None and not (_WITH.match(between) or _TO.match(between)):
        span = _around_both(before, between, after, left, right)
    if span is None or not text[span[0] : span[1]].strip():
        return None
    words = text[span[0] : span[1]]
    if _ASKED_FOR.search(words):
        return None
    status = "planned" if _TO_COME.search(words) else "happened"
    if way is None:
        both = (*left.actors, *right.actors)
        return _Found(*span, sentence, both, both, "", status)
    sender, reader = (left, right) if way == "forward" else (right, left)
    return _Found(*span, sentence, sender.actors, reader.actors, way, status)


def _letter_way(before: str, between: str, after: str) -> str | None:
    """Return which way a letter went between two principals; None where there is none."""
    if _GOT.match(between):
        return "backward"
    letter = re.search(rf"\b{_LETTER}\b", between + after, re.IGNORECASE) is not None
    if (
        _SENT.match(between)
        or (_SENT_HIM.match(between) and (letter or "wr" in between))
        or (_LETTER_FROM.search(before) and _FROM_TO.match(between))
    ):
        return "forward"
    return None


def _around_both(
    before: str, between: str, after: str, left: Principal, right: Principal
) -> tuple[int, int] | None:
    """Return where words of contact stand before or after two principals named together."""
    if not _AND.match(between):
        return None
    told = _BETWEEN.search(before)
    if told is not None:
        return left.start - len(before) + told.start(), left.start
    did = _BOTH_DID.match(after)
    return (right.end, right.end + did.end()) if did is not None else None


# --- sentences


def iter_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where sentences lie; a line break ends one, a full stop after "U.S." does not."""
    start = 0
    for match in _END.finditer(text):
        stop = match.end("mark") if match["mark"] else match.start()
        if match["mark"] == "." and _SHORT.search(text, start, stop):
            continue
        if text[start:stop].strip():
            yield start, stop
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _sentence_of(sentences: Sequence[tuple[int, int]], place: int) -> tuple[int, int]:
    """Return where the sentence that holds a place lies."""
    index = bisect_right(sentences, (place, sys.maxsize)) - 1
    return sentences[max(index, 0)]
