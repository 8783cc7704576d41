"""Find lone names that the parser passes over: leaders, names after titles, towns.

In: a `Sentence`. Out: `Found`s of one to three tokens; some may overlap the parser's own names.
Not here: the parser's names and the shelf's (`extract.names`), who they are (`resolve.linking`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from legation.extract.namings import find_things, is_last_name, is_person, is_role_word
from legation.extract.parse import Sentence
from legation.reference.cities import state_of_town
from legation.reference.genders import load_genders
from legation.reference.names import fold
from legation.reference.people import load_leader_names
from legation.reference.roles import load_titles
from legation.reference.shelf import load_shelf
from legation.reference.slips import bones, slip_likeness
from legation.reference.sounds import sound_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONE = 0.85
_PARTS_OF_A_CLAUSE = frozenset(
    "nsubj nsubjpass dobj iobj pobj poss conj appos agent dative ROOT".split()
)
# Sounds of fewer letters are too often those of a common word.
_SOUNDS_TELL = 5
# A leader's name that the parser takes for a common noun must be longer ("Major powers agreed").
_LONG_NAME = 5
# Foreign ministers are named alone too; what the parser takes for a proper noun may be shorter.
_SPEAK_ABROAD, _SHORT_NAME = 2, 4
# A word this like a leader's name is a slip for it; among the words of a longer name, less will do.
_SLIP, _SLIP_IN_NAME = 0.9, 0.8
_LONGEST_RUN, _LONGEST_GARBLED = 8, 5
_PARTICLES = frozenset(
    "de del der di da do dos du la le van von bin ibn al el ul ben wa ould".split()
)
_BEFORE_TOWNS = frozenset(
    "in at near from to off outside around across toward towards over left leaving reached reaching"
    " visited visiting entered leaves reaches".split()
)
_LONGEST_TOWN = 3
_LABELLED = frozenset("PERSON GPE NORP ORG LOC".split())
# What may stand after a title with a capital and is no name: "Ambassador Extraordinary".
_AFTER_TITLES = frozenset("extraordinary plenipotentiary designate emeritus elect at-large".split())


# Where a run of capitalised words begins and ends, in tokens.
Run = tuple[int, int]


class Lone(NamedTuple):
    """A name at token indices `[start, end)` of its block's parse."""

    start: int
    end: int
    hint: str


def iter_lone_names(sentence: Sentence) -> Iterator[Lone]:
    """Yield names that the parser may have passed over, in the order of the text."""
    for token in sentence.tokens:
        if not token.text[:1].isupper() or token.is_sent_start is None:
            continue
        if _is_leader(token) or _is_titled(token):
            yield Lone(token.i, token.i + 1, "person")
            continue
        end = _town_end(sentence, token)
        if end is not None:
            yield Lone(token.i, end, "place")


def iter_whole_names(sentence: Sentence, runs: Iterable[Run]) -> Iterator[Lone]:
    """Yield whole names of persons of the shelf, wherever they stand, longest first.

    The parser cuts "Jean-Bertrand Aristide" at his hyphen and passes over a name that opens a
    text ("Imran Khan leads").
    """
    doc = sentence.tokens.doc
    taken = sentence.tokens.start
    for index, end in runs:
        found = _person_end(doc, index, end) if index >= taken else None
        if found is not None:
            yield Lone(index, found, "person")
            taken = found


def iter_garbled_names(sentence: Sentence, runs: Iterable[Run]) -> Iterator[Lone]:
    """Yield runs of two or three capitalised words that the parser passed over: "Teresa May"."""
    doc = sentence.tokens.doc
    taken = sentence.tokens.start
    for index, end in runs:
        if index >= taken:
            if _is_garbled_run(doc, index, end):
                yield Lone(index, end, "person")
            taken = end


def iter_runs(sentence: Sentence) -> Iterator[Run]:
    """Yield where runs of two capitalised words and more begin and end; each tail is one too."""
    doc = sentence.tokens.doc
    for token in sentence.tokens:
        capital = token.text[:1].isupper()
        if not capital and token.lower_ not in _PARTICLES:
            continue
        end = _run_end(sentence, token.i)
        if end - token.i < 2:
            continue
        # "President dos Santos": a particle begins a name only after a title.
        if _names_office(token) if capital else not (token.i and _names_office(doc[token.i - 1])):
            continue
        yield token.i, end


def _names_office(token: Token) -> bool:
    return token.lower_ in _titles_before_names() or is_role_word(token)


def _run_end(sentence: Sentence, start: int) -> int:
    """Return where a run of capitalised words ends that begins at a token, particles within."""
    doc: Doc = sentence.tokens.doc
    limit = min(start + _LONGEST_RUN, sentence.tokens.end)
    end = start + 1
    while end < limit:
        token = doc[end]
        hyphened = end > start and doc[end - 1].text == "-" and not doc[end - 1].whitespace_
        joint = token.text == "-" and not token.whitespace_ and not doc[end - 1].whitespace_
        if not (token.text[:1].isupper() or joint or hyphened or token.lower_ in _PARTICLES):
            break
        end += 1
    while end > start + 1 and (doc[end - 1].text == "-" or doc[end - 1].lower_ in _PARTICLES):
        if doc[end - 1].text[0].isupper():
            break
        end -= 1
    return end


def _person_end(doc: Doc, start: int, limit: int) -> int | None:
    # The shelf knows people with their titles too; here a title is a role, not part of a name.
    offices = (i for i in range(start, limit - 1) if _names_office(doc[i]))
    limit = min(limit, next(offices, limit) + 1)
    for end in range(limit, start + 1, -1):
        last = doc[end - 1]
        if not last.text[0].isalnum():
            continue
        # Part of a run is whole only if what follows is no name's: "Aung San" in "Aung San Suki".
        if end < limit and doc[end].pos_ == "PROPN" and not find_things(doc[end].text):
            continue
        if end < len(doc) and doc[end].text == "-" and not doc[end].whitespace_:
            continue
        text = doc[start:end].text
        if len(last) > 1 and is_person(text):
            return end
        # "Le Pen", "dos Santos": a last name of two words begins with its particle.
        if end - start == 2 and doc[start].lower_ in _PARTICLES and is_last_name(text):
            return end
    return None


def _is_garbled_run(doc: Doc, start: int, end: int) -> bool:
    if end - start > _LONGEST_GARBLED:
        return False
    words = [token for token in doc[start:end] if token.is_alpha]
    if not 2 <= len(words) <= 3:
        return False
    if any(token.ent_type_ in _LABELLED or _names_office(token) for token in words):
        return False
    if any(token.is_upper or find_things(token.text) for token in words):
        return False
    if any(token.pos_ not in {"PROPN", "NOUN"} for token in words):
        return False  # "In Gori"
    last = fold(words[-1].text)
    known_first = fold(words[0].text) in load_genders()
    return _like_leader(last, _SLIP_IN_NAME) or (known_first and words[-1].pos_ == "PROPN")


def _like_leader(word: str, least: float) -> bool:
    """Tell whether a folded word may be a slip for the last name of somebody who led a state."""
    return any(
        slip_likeness(word, name) >= least and name[0] == word[0]
        for name in _leaders_by_bones().get(bones(word), ())
    )


@cache
def _leaders_by_bones() -> dict[str, tuple[str, ...]]:
    filed: dict[str, list[str]] = {}
    for name in load_leader_names():
        filed.setdefault(bones(name), []).append(name)
    return {key: tuple(names) for key, names in filed.items()}


def _is_leader(token: Token) -> bool:
    """Tell whether a lone word is, or sounds like, the last name of somebody who led a state."""
    if not token.text.istitle() or token.dep_ not in _PARTS_OF_A_CLAUSE:
        return False
    key = fold(token.text)
    if token.pos_ == "PROPN":
        if key in load_leader_names():
            return True
        return _may_be_anybody(token) and (
            key in load_leader_names(_SPEAK_ABROAD, _SHORT_NAME)
            or sound_of(token.text) in _leader_sounds()
            or (len(key) >= _LONG_NAME and _like_leader(key, _SLIP))
        )
    # "Morales said": the parser takes some names for nouns in the plural.
    noun = token.pos_ == "NOUN" and token.dep_ in {"nsubj", "nsubjpass"}
    alone = not any(child.dep_ in {"det", "amod", "poss"} for child in token.children)
    return noun and alone and len(key) >= _LONG_NAME and key in load_leader_names()


def _may_be_anybody(token: Token) -> bool:
    """Tell whether a word bears no label of the parser's and stands in no longer name."""
    doc = token.doc
    beside = [doc[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(doc)]
    return not token.ent_type_ and not any(
        one.pos_ == "PROPN" and one.text[:1].isupper() and not is_role_word(one) for one in beside
    )


@cache
def _leader_sounds() -> frozenset[str]:
    sounds = (sound_of(name) for name in load_leader_names())
    return frozenset(sound for sound in sounds if len(sound) >= _SOUNDS_TELL)


def _is_titled(token: Token) -> bool:
    """Tell whether a title stands just before a proper noun: "Chancellor Schroeder"."""
    if token.pos_ != "PROPN" or not token.text.istitle() or token.i == 0:
        return False
    before = token.doc[token.i - 1]
    return (
        before.lower_ in _titles_before_names()
        and before.dep_ in {"compound", "nmod", "amod"}
        and before.head == token
        and token.dep_ in _PARTS_OF_A_CLAUSE
        and token.lower_ not in _AFTER_TITLES
        and not is_role_word(token)
        and not find_things(token.text)
    )


@cache
def _titles_before_names() -> frozenset[str]:
    return frozenset(title for title in load_titles() if " " not in title) | {"mister", "monsieur"}


def _town_end(sentence: Sentence, token: Token) -> int | None:
    """Return where a town's name ends that begins here after a word of place, None if none does."""
    doc: Doc = token.doc
    if token.i == 0 or token.pos_ != "PROPN" or doc[token.i - 1].lower_ not in _BEFORE_TOWNS:
        return None
    for size in range(_LONGEST_TOWN, 0, -1):
        end = token.i + size
        if end > sentence.tokens.end or not all(t.text[:1].isupper() for t in doc[token.i : end]):
            continue
        if state_of_town(doc[token.i : end].text) is not None:
            return end
    return None


def begins_with_state(doc: Doc, start: int, end: int) -> int | None:
    """Return where a leader's name begins that the parser glued to his state's, None if none is.

    "The president of *Kasachstan Tokaew*" are two names, the first spelt in the German way.
    """
    if end - start != 2 or not all(token.text.istitle() for token in doc[start:end]):
        return None
    state, person = doc[start].text, doc[start + 1].text
    named = any(name.actor.type == "state" for name in find_things(state)[:1])
    if not named and sound_of(state) not in _state_sounds():
        return None
    known = fold(person) in load_leader_names() or sound_of(person) in _leader_sounds()
    return start + 1 if known and not find_things(doc[start:end].text) else None


@cache
def _state_sounds() -> frozenset[str]:
    names = load_shelf().names_of_states()
    sounds = (sound_of(name.text) for name in names if name.kind in {"name", "alias"})
    return frozenset(sound for sound in sounds if len(sound) >= _SOUNDS_TELL)
