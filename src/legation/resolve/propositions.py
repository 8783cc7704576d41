"""Bring claims to propositions that can be compared.

In: `Reading`s with links. Out: `Proposition`s: who says it, whom and what it is about, whether it
is given as so, how firmly, and when.
Not here: which of them meet (`disputes`, `meeting`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from legation.records import Actor, Claim, Mention, Reading, Span
from legation.resolve.concepts import (
    count_turns,
    family_of,
    find_concepts,
    list_concepts,
)
from legation.resolve.reports import party

# Whoever says more at once says many things: the turn of a transcript, a page of a speech.
LONGEST = 600
# The deed stands at the front of a proposition: among its first concepts, names left out.
FIRST_CONCEPTS = 3
# Negation counts when it governs the clause, so it stands near the front.
_FRONT_CHARACTERS = 60
_CLAUSE_CHARACTERS = 110
_LEAD_CHARACTERS = 40

GIVEN = frozenset({"assert", "believe", "know", "warn", "estimate", "deny", "doubt"})
# A promise broken is a change, an offer refused no more than a denial; neither asserts a fact.
_ALSO_GIVEN = frozenset({"promise", "decline"})
# "Declined to say" leaves the thing open; "refused to go" does not.
_REFUSED = 0.2

_NEGATION = re.compile(
    r"\b(?:not|never|no|nothing|nobody|none|neither|nor|without|refus\w+|false|untrue|fake|"
    r"baseless|groundless|unfounded)\b|n['’]t\b",
    re.IGNORECASE,
)
# No negations of the clause: "without leave", "a false name", the "No" that opens an answer.
_NO_NEGATION = re.compile(
    r"\bnot (?:only|just|merely)\b|\bno (?:doubt|less|fewer|more than|later)\b|\bnothing but\b"
    r"|\bwithout\b|\b(?:false|fake|untrue|baseless|groundless|unfounded) (?=\w)",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"\W*(?:how|what|which|who|whom|whose|when|where|why|whether)\b", re.IGNORECASE
)
_DUTY = re.compile(r"\b(?:should|must|ought)\b", re.IGNORECASE)
# Who condemns a thing or worries about it takes it as known; he does not say that it is so.
_JUDGING = re.compile(
    r"\W*(?:worr|concern|alarm|condemn|prais|welcom|regret|thank|denounc|criticis|criticiz|deplor|"
    r"unease|takes? note|appreciat|oppos)",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"^\W*(?:no|none|yes|never)[.,!]\s+", re.IGNORECASE)
# What follows these is not given as so: "any action it takes to support", "if they help".
_CONDITION = re.compile(
    r"\b(?:if|unless|whether|in case|should they|should it)\b"
    r"|\bany (?:action|step|attempt|move|effort)s?\b"
)
# The main clause ends here; what follows is told beside it.
_CLAUSE_END = re.compile(
    r"[;:.?!](?=\W)|,(?=[”\"])|,? but\b|, and\b"
    r"|,? (?:while|although|though|because|until|before|after|so that|in order to|where|which"
    r"|who|whom|whose|for the sake of|as (?:in|it|long|an|a|of))\b"
)
# Words in -ing that are no verbs.
_ING = r"(?!(?:beijing|neighbou?ring|during|nothing|something|anything|everything|spring)\b)\w+ing"
_GERUND = re.compile(rf"^\W*{_ING}\b", re.IGNORECASE)
# "Buying oil would not serve India" judges a deed and does not tell of one.
_FINITE = re.compile(
    r"\b(?:would|will|is|was|are|were|does|did|has|had|can|could)\b", re.IGNORECASE
)
# A content that begins so is about its speaker: "it sent", "asking for", "any involvement".
_OWN = re.compile(rf"^\W*(?:that\s+)?(?:it|they|he|she|we|i|to|any|{_ING})\b", re.IGNORECASE)
_SELF = re.compile(
    r"\b(?:its|our|ours|we|us|i|my|his|her|their"
    r"|the (?:country|island|kingdom|republic|emirate))\b",
    re.IGNORECASE,
)
# A war that is taken as known is what a claim is about, not what it says.
_KNOWN_WAR = re.compile(
    r"\b(?:its|their|his|her|the|this|\w+['’]s?)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:invasion|war|aggression|conflict)\b|\b[A-Z]\w+n\s+(?:invasion|war|aggression)\b"
)
# A claim whose content is another claim for so large a part tells that one only.
_MOST = 0.4
# "Warned of rockets": a word gives nothing.
_FEWEST_WORDS = 2
# "Did not say": certainty .5, as near as the reader of claims comes to it.
_UNSAID = 0.1
# Hedges of the content and the cue, with the certainty that corpora/claims/README.md gives them.
_HEDGES = (
    (
        re.compile(r"\b(?:may|might|could|possibly|perhaps|it possible)\b(?! not)", re.IGNORECASE),
        0.5,
    ),
    (re.compile(r"\b(?:probably|likely|appears? to|seems? to)\b", re.IGNORECASE), 0.8),
)
_NO_HEDGE = re.compile(r"\b(?:all|everything|what(?:ever)?) \w+ could\b", re.IGNORECASE)
_UNLIKELY = re.compile(r"\bunlikely\b", re.IGNORECASE)
_SOFT_CUE = re.compile(r"\b(?:suggest|hint|impl(?:y|ie))", re.IGNORECASE)
_CONFIDENCE = re.compile(r"\bwith (low|moderate|medium|high) confidence\b", re.IGNORECASE)
_CONFIDENCE_GIVES = {"low": 0.4, "moderate": 0.75, "medium": 0.75, "high": 0.92}
# "It was with low confidence only that the CIA assessed": so far before the claim, at most.
_BEFORE_CHARACTERS = 80

_TOKEN = re.compile(r"[A-Z][A-Za-z]*-?\d+|\d[\d,.]*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NUMBER = {
    word: str(n)
    for n, word in enumerate(
        "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 11
    )
}


@dataclass(frozen=True, slots=True)
class Proposition:
    """What a claim gives, in comparable form."""

    claim: Claim
    speaker: str
    """Person id or party."""
    side: str
    """The party the speaker speaks for."""
    sides: frozenset[str]
    """All parties the source may speak for: "the embassy of China in Quito" has one."""
    agent: str | None
    """The party of the first subject."""
    lead: str | None
    """The party named first, near the front: "Chinese drones", "its planes"."""
    actors: frozenset[str]
    """Parties named in the content; the speaker's own when it names none."""
    meant: frozenset[str]
    """Parties that the content is about, the speaker's own where it says "its" or "we"."""
    concepts: frozenset[str]
    deed: frozenset[str]
    """The first of the concepts, which tell what is done."""
    families: frozenset[str]
    names: frozenset[str]
    """Names of no party, people and numbers: "@fordow", "%RUS:putin", "#12"."""
    plain: bool
    """Given as a fact, not promised or refused."""
    positive: bool
    """Given as so, without its negations."""
    turned: bool
    """Its main clause ends or forbids what it is about: "sales stop"."""
    negative: bool
    """Given as not so, denials and "no" in its main clause counted."""
    loose: bool
    """It gives nothing by itself: another claim, a question, a duty."""
    given: float
    """How firmly it is given as worded, 0 to 1."""
    on: date | None
    order: tuple[str, str, int, str]

    @property
    def items(self) -> frozenset[str]:
        """Families, names and numbers together."""
        return self.families | self.names

    @property
    def firm(self) -> float:
        """How firmly it is given, as so or as not so, 0.5 to 1."""
        return max(self.given, 1.0 - self.given)

    @property
    def stands(self) -> bool:
        """Whether things go on by it: neither denied nor ended, or both."""
        return self.negative == self.turned


@dataclass(frozen=True, slots=True)
class _Page:
    """A reading with what is looked up for each of its claims."""

    reading: Reading
    mentions: tuple[Mention, ...]
    """In the order of the text."""
    actors: dict[str, tuple[Actor, ...]]
    """By mention."""
    outer: frozenset[str]

    def inside(self, spans: tuple[Span, ...]) -> list[Mention]:
        """Return the mentions that stand in one of the spans."""
        return [m for m in self.mentions if any(span.holds(m.span) for span in spans)]

    def actors_in(self, spans: tuple[Span, ...]) -> list[Actor]:
        """Return who is mentioned in one of the spans, in order."""
        return [actor for m in self.inside(spans) for actor in self.actors.get(m.id, ())]


def iter_propositions(reading: Reading) -> Iterator[Proposition]:
    """Yield the propositions of a reading's claims; questions and demands give none."""
    page = _Page(
        reading,
        tuple(sorted(reading.mentions, key=lambda m: m.span.start)),
        {link.mention: link.actors for link in reading.links},
        _outer(reading),
    )
    for claim in reading.claims:
        proposition = _proposition(page, claim)
        if proposition is not None:
            yield proposition


def _proposition(page: _Page, claim: Claim) -> Proposition | None:
    speakers = [
        actor
        for m in claim.speakers
        for actor in page.actors.get(m, ())
        if actor.id is not None or actor.state is not None
    ]
    whole = " ".join(span.text for span in claim.content)
    if not _is_given(claim) or not speakers or not claim.content or len(whole) > LONGEST:
        return None
    text = _CONDITION.split(whole, maxsplit=1)[0]
    clause = _main_clause(text)
    side, sides = party(speakers[0]), _sides(page, claim, speakers)
    states = [party(a) for a in page.actors_in(claim.content) if a.type != "place"]
    said = _said(page, claim, text)
    families, names = _items(_KNOWN_WAR.sub(" ", text), _words_of_names(page, claim))
    return Proposition(
        claim=claim,
        speaker=speakers[0].id or side,
        side=side,
        sides=sides,
        agent=_agent(page, claim, side),
        lead=_lead(page, claim, side),
        actors=frozenset(states or [side]),
        meant=_meant(page, claim, text, sides),
        concepts=frozenset(said),
        deed=frozenset(said[:FIRST_CONCEPTS]),
        families=families,
        names=names,
        plain=claim.act in GIVEN,
        positive=not _is_negative(claim, text[:_FRONT_CHARACTERS]),
        turned=count_turns(clause) % 2 == 1,
        negative=_is_negative(claim, clause),
        loose=claim.id in page.outer or _is_open(claim, clause),
        given=_given(claim, clause, page.reading.document.text),
        on=_day(claim, page.reading),
        order=_order(page, claim),
    )


def _order(page: _Page, claim: Claim) -> tuple[str, str, int, str]:
    document = page.reading.document
    return (document.published_on or "9999", document.id, claim.span.start, claim.id)


def _outer(reading: Reading) -> frozenset[str]:
    """Return the claims that tell hardly more than that somebody claims a thing."""
    size = {claim.id: sum(len(s.text) for s in claim.content) for claim in reading.claims}
    return frozenset(
        claim.parent
        for claim in reading.claims
        if claim.parent in size and size[claim.id] > _MOST * size[claim.parent]
    )


def _is_given(claim: Claim) -> bool:
    if claim.act in GIVEN:
        return True
    return claim.act in _ALSO_GIVEN and (claim.act != "decline" or claim.certainty < _REFUSED)


def _sides(page: _Page, claim: Claim, speakers: list[Actor]) -> frozenset[str]:
    """Return the parties of the speaker: his link's, and the first state that his title names."""
    parts = {party(speakers[0])}
    parts.update(actor.state for actor in speakers if actor.state is not None)
    named = (a.state for a in page.actors_in(claim.source) if a.state is not None)
    first = next(named, None)
    return frozenset(parts | ({first} if first else set()))


def _agent(page: _Page, claim: Claim, side: str) -> str | None:
    for mention in page.inside(claim.content):
        if mention.subject and page.actors.get(mention.id):
            return party(page.actors[mention.id][0])
    # A content without a subject of its own is about its speaker: "denies asking for it".
    whole = " ".join(span.text for span in claim.content)
    return side if _OWN.match(whole) else None


def _lead(page: _Page, claim: Claim, side: str) -> str | None:
    """Return the party whose deed or thing the content is, as far as its front tells."""
    first = claim.content[0]
    own = _own(claim) or _SELF.search(first.text[:_LEAD_CHARACTERS])
    at = first.start + (own.start() if own else _LEAD_CHARACTERS)
    for mention in page.inside(claim.content):
        if mention.span.start >= at or mention.form == "pronoun":
            continue
        for actor in page.actors.get(mention.id, ()):
            if actor.type != "place" or actor.state is not None:
                return party(actor)
    return side if own else None


def _own(claim: Claim) -> re.Match[str] | None:
    """Return how a content begins that is about its speaker.

    "Denied buying oil" is; "said buying oil would not serve India" is not.
    """
    first = claim.content[0].text
    return None if _tells(claim) and _GERUND.match(first) else _OWN.match(first)


def _tells(claim: Claim) -> bool:
    return claim.act in {"assert", "know", "believe", "estimate"}


def _meant(page: _Page, claim: Claim, text: str, sides: frozenset[str]) -> frozenset[str]:
    """Return whom the content is about, the speaker's own where it says "its" or names nobody."""
    named = page.actors_in(claim.content)
    meant = frozenset(party(a) for a in named if a.type != "place" or a.state is not None)
    own = _own(claim) or _SELF.search(text)
    nobody = all(actor.type == "place" for actor in named)
    return meant | sides if own or nobody else meant


def _said(page: _Page, claim: Claim, text: str) -> list[str]:
    """Return the concepts of a text in order, names left out."""
    names = {word for m in page.inside(claim.content) for word in find_concepts(m.span.text)}
    return [one for one in list_concepts(_KNOWN_WAR.sub(" ", text)) if one not in names]


def _main_clause(text: str) -> str:
    inner = _ANSWER.sub("", text).lstrip('“"‘ ')[:_CLAUSE_CHARACTERS]
    ends = (m.start() for m in _CLAUSE_END.finditer(inner))
    return inner[: next(ends, len(inner))]


def _is_negative(claim: Claim, clause: str) -> bool:
    """Tell whether the proposition, without its negations, is given as not so."""
    turned = claim.act in {"deny", "doubt", "decline"} or claim.negated
    marks = (_NEGATION.search(_NO_NEGATION.sub(" ", clause)), _UNLIKELY.search(clause))
    return turned != (sum(mark is not None for mark in marks) % 2 == 1)


def _is_open(claim: Claim, text: str) -> bool:
    """Tell whether a content is not given: "how he answered", "Russia should stop"."""
    # "Did not say that", "has not confirmed it": neither given nor denied.
    if claim.negated and abs(claim.certainty - 0.5) < _UNSAID:
        return True
    if len(_TOKEN.findall(text)) < _FEWEST_WORDS:
        return True
    judged = any(_JUDGING.match(span.text) for span in claim.cue)
    weighs_deed = _tells(claim) and _GERUND.match(text) and _FINITE.search(text)
    return bool(judged or weighs_deed or _QUESTION.match(text) or _DUTY.search(text))


def _given(claim: Claim, clause: str, text: str) -> float:
    """Return the certainty with the hedges that stand in the content or before the claim."""
    given = 1.0 - claim.certainty if claim.negated else claim.certainty
    if claim.act in {"deny", "doubt", "decline"}:
        return given
    for hedge, at_most in _HEDGES:
        if hedge.search(_NO_HEDGE.sub(" ", clause)):
            given = min(given, at_most)
    if _UNLIKELY.search(clause):
        return 0.2
    if any(_SOFT_CUE.match(span.text) for span in claim.cue):
        given = min(given, 0.7)
    before = text[max(0, claim.span.start - _BEFORE_CHARACTERS) : claim.content[-1].end]
    stated = _CONFIDENCE.search(before.rsplit(". ", 1)[-1])
    return _CONFIDENCE_GIVES[stated[1].lower()] if stated else given


def _words_of_names(page: _Page, claim: Claim) -> dict[str, str | None]:
    """Return what each word of a name counts as: None where `meant` tells it already."""
    found: dict[str, str | None] = {}
    for mention in page.inside(claim.content):
        words = [word for word in _TOKEN.findall(mention.span.text) if word[0].isupper()]
        actors = page.actors.get(mention.id, ())
        is_person = any(actor.type == "person" for actor in actors)
        if mention.form == "pronoun" or (is_person and mention.form != "name"):
            continue
        for word in words:
            found.setdefault(_bare(word), _item_of_name(_bare(words[-1]), actors))
    return found


def _item_of_name(last: str, actors: tuple[Actor, ...]) -> str | None:
    """Return what a name counts as that ends with the word `last`.

    A person counts with his state: on a desk about a state its president is named everywhere.
    """
    if any(actor.type == "person" for actor in actors):
        state = next((actor.state for actor in actors if actor.state is not None), None)
        return f"%{state}:{last}" if state else f"@{last}"
    told = any(actor.type != "place" or actor.id == actor.state for actor in actors)
    return None if told else f"@{last}"


def _items(text: str, names: dict[str, str | None]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the families of a text's words, and its names and numbers."""
    families: set[str] = set()
    others: set[str] = set()
    for match in _TOKEN.finditer(text):
        word, bare = match.group(), _bare(match.group())
        family = family_of(word)
        number = _NUMBER.get(bare, word.rstrip(".,"))
        if number[0].isdigit():
            others.update({"#" + number} if len(number) > 1 else ())
        elif word[0].isupper() and bare in names:
            others.add(names[bare] or "")
        elif word[0].isupper() and _is_name(text, match.start(), family):
            others.add("@" + bare)
        elif family is not None:
            families.add(family)
    return frozenset(families), frozenset(others - {""})


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word).lower()


def _is_name(text: str, start: int, family: str | None) -> bool:
    """Tell whether a capital marks a name: not where a sentence begins with it."""
    before = text[:start].rstrip(" “\"'‘—(")
    return bool(before) and before[-1] not in ".?!:;" and family is not None


def _day(claim: Claim, reading: Reading) -> date | None:
    published = reading.document.published_on
    said = claim.on if claim.on and re.fullmatch(r"\d{4}-\d\d-\d\d", claim.on) else published
    return date.fromisoformat(said[:10]) if said else None
