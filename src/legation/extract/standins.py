"""Find words that stand for an actor but are no party of a claim or an event by themselves.

In: a `Parsed` document and the mentions found so far. Out: more `Mention`s: relative and reciprocal
pronouns ("who", "each other"), what somebody was before ("the former metalworker"), numbered groups
by rarer nouns ("the two economies"), "the latter".
Not here: names, descriptions and personal pronouns (`mentions`), who they are (`resolve.linking`).

They come after claims and events are read, so that they change nothing there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from legation.extract.mentions import METHOD
from legation.extract.parse import Parsed, Sentence
from legation.records import Mention, make_id
from legation.reference.callings import calling_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token

CONFIDENCE = 0.8
_RELATIVE = frozenset({"who", "whom", "whose"})
# Nouns of persons and parties that only a text which named them before uses so.
_PERSONS = frozenset(
    "newcomer fugitive winner loser victor heir heiress colleague challenger frontrunner "
    "front-runner front librarian billionaire latter former interlocutor homologue".split()
)
_SEVERAL = frozenset(
    "economy client emitter applicant heir challenger invitee kingdom colleague couple europeans "
    "candidate patron landlord superpower giant producer importer exporter".split()
)
_NUMBERS = frozenset("two three four five six seven both".split())
_LONGEST = 5


def find_stand_ins(parsed: Parsed, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return what stands for an actor where no mention begins or ends yet, in reading order."""
    heads = {mention.span.end for mention in mentions}
    starts = {mention.span.start for mention in mentions if mention.form == "pronoun"}
    found = []
    for sentence in parsed.sentences:
        for start, head, form in _iter_sentence(sentence):
            mention = _mention(parsed, sentence, start, head, form)
            new = form == "description" or mention.span.start not in starts
            if new and mention.span.end not in heads:
                found.append(mention)
                heads.add(mention.span.end)
    return tuple(found)


def _iter_sentence(sentence: Sentence) -> Iterator[tuple[Token, Token, str]]:
    tokens = list(sentence.tokens)
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.lower_ in _RELATIVE and place > 0 and _is_relative(tokens[place - 1], token):
            yield token, token, "pronoun"
        elif token.lower_ == "each" and following is not None and following.lower_ == "other":
            yield token, following, "pronoun"
        elif _calls_somebody(tokens, place):
            start = _determiner(tokens, place)
            if start is not None:
                yield start, token, "description"


def _is_relative(before: Token, token: Token) -> bool:
    """Tell "Merkel, who had abstained" from "who will come is open"."""
    if token.dep_ in {"det", "attr"} and token.lower_ != "whose":
        return False
    named = before.ent_type_ or before.pos_ in {"PROPN", "NOUN"}
    return before.text in {",", "with", "to", "by", "from", "of"} or bool(named)


def _calls_somebody(tokens: list[Token], place: int) -> bool:
    token = tokens[place]
    lemma = token.lemma_.lower()
    plural = token.tag_ in {"NNS", "NNPS"}
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if token.ent_type_ == "PERSON" or (token.text[0].isupper() and not token.is_sent_start):
        return False
    if (
        following is not None
        and not _is_taken_for_noun(tokens, place + 1)
        and (following.pos_ in {"NOUN", "PROPN"} or following.text in {"-", "’s", "'s"})
    ):
        return following.text in {"’s", "'s"} and not plural and _is_calling(token, lemma)
    if plural:
        return lemma in _SEVERAL and _is_numbered(tokens, place)
    if lemma in {"former", "latter"}:
        return following is None or following.pos_ in {"VERB", "AUX", "PUNCT", "ADP", "ADV"}
    return _is_calling(token, lemma)


def _is_taken_for_noun(tokens: list[Token], place: int) -> bool:
    """Tell a verb that the parser takes for a noun: "the former bus driver *sings* of it"."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return (
        tokens[place].tag_ == "NNS"
        and after is not None
        and after.pos_ in {"ADP", "DET", "PRON", "PART", "ADV", "SCONJ", "PROPN"}
    )


def _is_calling(token: Token, lemma: str) -> bool:
    return lemma in _PERSONS or lemma in calling_nouns() or token.lower_ in calling_nouns()


def _is_numbered(tokens: list[Token], place: int) -> bool:
    near = tokens[max(0, place - _LONGEST + 1) : place]
    return any(one.lower_ in _NUMBERS for one in near)


def _determiner(tokens: list[Token], place: int) -> Token | None:
    """Return the "the" or "his" that opens the phrase, None where it has none or is no phrase."""
    for back in range(place - 1, max(-1, place - _LONGEST), -1):
        token = tokens[back]
        if token.lower_ in {"the", "his", "her", "its", "their", "this", "that"}:
            return token
        if token.lower_ == "both":
            return token
        if token.is_punct and token.text != "-":
            return None
        if token.pos_ in {"VERB", "AUX", "ADP", "CCONJ", "SCONJ", "PRON"} and token.text != "-":
            return None
    return None


def _mention(parsed: Parsed, sentence: Sentence, start: Token, head: Token, form: str) -> Mention:
    span = parsed.span(sentence, start, head)
    plural = head.tag_ in {"NNS", "NNPS"} or head.lower_ == "other"
    subject = head.dep_ in {"nsubj", "nsubjpass"} or start.dep_ in {"nsubj", "nsubjpass"}
    return Mention(
        id=make_id("mention", span.document, span.start, span.end),
        span=span,
        form=form,
        hint="person" if form == "description" and not plural else None,
        role=None,
        head=start.lower_ if form == "pronoun" else head.lemma_.lower(),
        plural=plural,
        sentence=sentence.index,
        subject=subject,
        method=METHOD,
        confidence=CONFIDENCE,
    )
