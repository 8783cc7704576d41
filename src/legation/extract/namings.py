"""Tell names of those who act from names of things, and cut names that the parser glued together.

In: a stretch of tokens the parser took for a name. Out: whether it can name an actor at all; the
names it is made of.
Not here: finding the stretches (`extract.mentions`), who they are (`resolve.linking`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from legation.reference.names import fold
from legation.reference.people import load_leader_names
from legation.reference.roles import load_role_nouns, load_titles
from legation.reference.shelf import Name, Shelf, load_shelf

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Last words of names of laws, programmes, papers, feasts, diseases, works: nobody acts by them.
# Compiled by the project from what parsers label as organisations and persons in releases.
_THINGS = frozenset(
    "act plan program programme project package bill law code constitution doctrine strategy "
    "charter treaty agreement accord accords protocol protocols pact memorandum resolution "
    "declaration statement order proclamation section amendment article address speech remarks "
    "briefing readout summit conference olympics paralympics games cup festival day week month "
    "year decade century eve pandemic covid covid-19 coronavirus omicron delta variant virus "
    "war revolution election elections referendum grant grants credit credits loan reserve "
    "reserves pipeline stream canal highway bridge building palace room hall tower locks basin "
    "prize award medal fund-raiser democracy freedom peace vaccine test tests dollar ruble "
    "rouble euro yuan report index survey budget tax jobs initiative deal talks measures".split()
)
# "The Eisenhower building", "Javelin missiles": a thing that bears a name.
_STRUCTURES = frozenset(
    "building bridge highway memorial airport hospital room square street avenue library "
    "stadium hall palace missile missiles battery batteries anti rifle rifles press".split()
)
_DISEASE = re.compile(r"^(?:covid|coronavirus|omicron|sars)\b", re.IGNORECASE)
_NO_NAME = re.compile(r"[#@/\\<>=*_|]|\.(?:gov|com|org|ru|html?)\b|^\W+$")
_PARTY_CONGRESS = re.compile(r"\b(?:national|party|\d+(?:st|nd|rd|th)) congress\b", re.IGNORECASE)
# What the Congress of a state's people is; all others of these words are meetings of a party.
_PARLIAMENT = re.compile(r"\bpeople['’]?s congress\b|\bcongress party\b", re.IGNORECASE)
# "AUDIENCE", "BACKGROUND": headings; an unknown acronym has fewer letters.
_LONGEST_ACRONYM = 5


def find_things(words: str) -> tuple[Name, ...]:
    """Return the states, bodies, organisations and places called so; no persons."""
    return _find_things(load_shelf(), words)


def is_person(words: str) -> bool:
    """Tell whether the shelf knows somebody by this name, first and last name."""
    kinds = _kinds_of_person(load_shelf(), words)
    return "name" in kinds or "alias" in kinds


def is_last_name(word: str) -> bool:
    """Tell whether the shelf knows somebody by this last name."""
    return bool(_kinds_of_person(load_shelf(), word))


# A user's own shelf answers otherwise than the one that comes: each has its own memory.
@lru_cache(maxsize=65_536)
def _find_things(shelf: Shelf, words: str) -> tuple[Name, ...]:
    return shelf.find_things(words)


@lru_cache(maxsize=32_768)
def _kinds_of_person(shelf: Shelf, words: str) -> frozenset[str]:
    """Return by which kinds of name persons are called so."""
    return frozenset(name.kind for name in shelf.find(words) if name.actor.type == "person")


def names_nobody(doc: Doc, start: int, end: int, hint: str) -> bool:
    """Tell whether what the parser labelled can be no name of an actor."""
    text = doc[start:end].text
    last = doc[end - 1]
    if _NO_NAME.search(text) or _DISEASE.match(text) or _is_stage_direction(doc, start, end):
        return True
    if find_things(text):
        return False
    if (
        last.lower_ in _THINGS
        or doc[start:end].root.lower_ in _THINGS
        or "State of the Union" in text
    ):
        return True
    if _PARTY_CONGRESS.search(text) and not _PARLIAMENT.search(text):
        return True
    return _is_part_of_title(doc, start, end, hint) or _is_common(doc, start, end, hint)


def is_party_congress(doc: Doc, index: int) -> bool:
    """Tell whether the "Congress" at `index` is a meeting: "20th Congress of the … Party"."""
    before = doc[max(0, index - 2) : index + 1].text
    after = doc[index + 1 : index + 7].text
    return bool(_PARTY_CONGRESS.search(before)) or bool(re.match(r"of the [\w ]*Party\b", after))


def _is_stage_direction(doc: Doc, start: int, end: int) -> bool:
    """Tell "(Laughter.)" and "(Inaudible)": a lone word, capitalised, in brackets of its own."""
    if end - start > 1 or start == 0 or end >= len(doc) or doc[start - 1].text not in {"(", "["}:
        return False
    after = doc[end].text
    return (after in {")", "]"} or after.startswith(".")) and not doc[start].is_upper


def _is_part_of_title(doc: Doc, start: int, end: int, hint: str) -> bool:
    """Tell the words of an office taken for a name ("National Security Advisor", "of Defence")."""
    nouns = load_role_nouns()
    last = doc[end - 1]
    if hint != "person":
        if nouns.get(_singular(last)) == "person" or last.lower_ in load_titles():
            return True
        if end < len(doc) and doc[end].text[0].isupper():
            following = nouns.get(_singular(doc[end])) == "person"
            if following and not last.is_punct:
                return True
    owner = doc[start - 2] if start > 1 and doc[start - 1].lower_ in {"of", "for"} else None
    return (
        owner is not None
        and owner.text[0].isupper()
        and hint == "organisation"
        and _singular(owner) in {"minister", "secretary", "undersecretary"}
    )


def _is_common(doc: Doc, start: int, end: int, hint: str) -> bool:
    """Tell common nouns and headings that stand with a capital from names."""
    tokens = doc[start:end]
    if hint == "person" and end - start == 1 and fold(tokens[0].text) in load_leader_names():
        return False  # "Morales said": a noun to the tagger
    if not any(token.pos_ == "PROPN" or token.tag_ in {"NNP", "NNPS"} for token in tokens):
        return hint != "nationality"
    if end - start > 1:
        return False
    token = tokens[0]
    if hint in {"organisation", "place"} and _singular(token) in load_role_nouns():
        return True
    if token.lower_ in load_titles():
        return hint != "person"
    heading = token.is_upper and (token.is_sent_start or doc[min(end, len(doc) - 1)].text == ":")
    return bool(heading) and hint != "person" and len(token.text) > _LONGEST_ACRONYM


def _singular(token: Token) -> str:
    """Return the lemma of a noun, also where the parser took it for a name ("Congressmen")."""
    word, lemma = token.lower_, token.lemma_.lower()
    if lemma in load_role_nouns():
        return str(lemma)
    if word.endswith("men"):
        return str(word[:-3] + "man")
    return str(word.removesuffix("s"))


def is_role_word(token: Token) -> bool:
    """Tell whether a token is a noun for an actor, in the singular or the plural."""
    return _singular(token) in load_role_nouns()


def person_at_end(doc: Doc, start: int, end: int) -> int | None:
    """Return where a known person's name begins at the end of a longer stretch, if there is one.

    Parsers take "Prime Minister of *Israel Naftali Bennett*" for one name.
    """
    for size in (3, 2):
        first = end - size
        if first > start and doc[first].text[0].isupper() and is_person(doc[first:end].text):
            return first
    return None


def ends_in_title(doc: Doc, head: int, limit: int) -> int:
    """Return where a title ends that goes on after its head ("secretary *of state*")."""
    titles = load_titles()
    if head + 2 < limit and doc[head + 1].lower_ in {"of", "for"}:
        for end in range(min(head + 6, limit), head + 2, -1):
            if doc[head:end].text.lower() in titles:
                return end
    return head + 1
