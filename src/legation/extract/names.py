"""Find names: as the parser labels them, as the shelf knows them, and the titles beside them.

In: a `Sentence`. Out: `Found`s with token indices, none overlapping; the title of a person.
Not here: which words are no names (`extract.namings`); descriptions and pronouns
(`extract.mentions`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from legation.extract.lonenames import (
    LONE,
    begins_with_state,
    iter_garbled_names,
    iter_lone_names,
    iter_runs,
    iter_whole_names,
)
from legation.extract.namings import (
    find_things,
    is_last_name,
    is_party_congress,
    is_role_word,
    names_nobody,
    person_at_end,
)
from legation.extract.parse import Sentence
from legation.reference.roles import load_role_nouns, load_titles
from legation.reference.shelf import load_shelf

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Names the parser labels; geographical features (LOC) name regions that take part ("the West").
HINT = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "NORP": "nationality",
}
# Kinds of shelf names that are looked for in the text itself; persons come from the parser.
_SHELF_HINT = {
    "name": None,
    "alias": None,
    "acronym": None,
    "demonym": "nationality",
    "capital": "place",
    "seat": "place",
}
_ACTOR_HINT = {
    "state": "place",
    "place": "place",
    "body": "organisation",
    "organisation": "organisation",
    "company": "organisation",
    "group": "organisation",
}
_LONGEST_SHELF_NAME = 7  # tokens: "Organization for Security and Co-operation in Europe"

# First settings: a name that shelf and parser both see is surest; not yet calibrated on gold.
BOTH, SHELF_ONLY, PARSER_ONLY = 0.98, 0.93, 0.85
_ROLE_LINK = frozenset({"of", "for", "to", "the", "-", "'s", "’s", "&"})
_ROLE_MODIFIER = frozenset(
    "former ex then acting interim deputy vice first assistant senior late outgoing incoming "
    "chief special permanent under".split()
)
_NAME_BREAKS = frozenset(',;:()[]"“”') | {"and"}
_NAME_PARTICLES = frozenset(
    "de del della der den di da do dos du la le van von bin bint ibn al el ul ben abu ter ten "
    "zu y e".split()
)
_HYPHENS = frozenset("-–‑")
_HONORIFIC = frozenset(
    "mr mr. mrs mrs. ms ms. dr dr. sir madam lord lady gen. sen. rep. gov.".split()
)


class Found(NamedTuple):
    """One mention at token indices `[start, end)` of its block's parse."""

    start: int
    end: int
    head: int
    form: str
    hint: str | None
    confidence: float


def find_names(sentence: Sentence) -> list[Found]:
    """Return the names of a sentence, none overlapping."""
    runs = list(iter_runs(sentence))
    whole = [
        Found(o.start, o.end, o.end - 1, "name", o.hint, BOTH)
        for o in iter_whole_names(sentence, runs)
    ]
    pairs = (p for p in _iter_pairs(sentence) if not any(_overlap(p, w) for w in whole))
    sure = [*_iter_labels(sentence), *whole, *pairs]
    by_parser = [
        *sure,
        *(p for p in _iter_parser_names(sentence) if not any(_overlap(p, s) for s in sure)),
    ]
    by_shelf = list(_iter_shelf_names(sentence))
    kept: list[Found] = []
    for shelf_name in by_shelf:
        rival = next((p for p in by_parser if _overlap(p, shelf_name)), None)
        if rival is not None and _contains(rival, shelf_name) and _keeps_whole(sentence, rival):
            continue
        if rival is not None and (rival.start, rival.end) == (shelf_name.start, shelf_name.end):
            kept.append(shelf_name._replace(confidence=BOTH))
        else:
            kept.append(shelf_name)
    lone = (
        Found(o.start, o.end, o.end - 1, "name", o.hint, LONE)
        for o in (*iter_garbled_names(sentence, runs), *iter_lone_names(sentence))
    )
    for name in (*by_parser, *lone):
        if not any(_overlap(name, other) for other in kept):
            kept.append(name)
    return kept


def _overlap(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def _contains(outer: Found, inner: Found) -> bool:
    longer = outer.end - outer.start > inner.end - inner.start
    return longer and outer.start <= inner.start and inner.end <= outer.end


def _keeps_whole(sentence: Sentence, name: Found) -> bool:
    """Tell whether a parser's name that holds a shelf name is to stand as one ("Bank of China").

    The parser often glues a demonym to a common noun or two names to each other; a name that
    stands whole has a proper noun beside the shelf name and no hyphen between two names.
    """
    tokens = sentence.tokens.doc[name.start : name.end]
    if any(token.text in "-–—" for token in tokens):
        return False
    if name.hint == "person":
        return True
    if _is_town_list(sentence, name):
        return False
    return all(token.pos_ in {"PROPN", "ADP", "DET", "CCONJ"} or token.is_punct for token in tokens)


def _iter_parser_names(sentence: Sentence) -> Iterator[Found]:
    doc = sentence.tokens.doc
    for entity in sentence.tokens.ents:
        hint = HINT.get(entity.label_)
        if hint is None:
            continue
        start, end = _trimmed(doc, entity.start, entity.end)
        glued = begins_with_state(doc, start, end)
        if glued is not None:
            yield Found(start, glued, start, "name", "place", PARSER_ONLY)
            yield Found(glued, end, glued, "name", "person", PARSER_ONLY)
            continue
        person = person_at_end(doc, start, end) if hint != "person" else None
        if person is not None:
            yield Found(person, end, end - 1, "name", "person", PARSER_ONLY)
            continue
        if hint == "person":
            start = _after_title(doc, start, end)
            end = _with_last_name(doc, _before_common_word(doc, start, end), sentence.tokens.end)
        if start >= end or not any(token.text[0].isupper() for token in doc[start:end]):
            continue
        if is_title_part(doc, start, end) or not doc[start].text[0].isalpha():
            continue
        if names_nobody(doc, start, end, hint) or _is_pair(doc, start, end):
            continue
        yield Found(start, end, doc[start:end].root.i, "name", hint, PARSER_ONLY)


def _is_town_list(sentence: Sentence, name: Found) -> bool:
    """Tell "Kyiv and Kharkiv", two places that the parser took for one name."""
    doc = sentence.tokens.doc
    joint = next((t.i for t in doc[name.start : name.end] if t.lower_ == "and"), None)
    if joint is None:
        return False
    parts = (doc[name.start : joint].text, doc[joint + 1 : name.end].text)
    return any(n.actor.type in {"state", "place"} for part in parts for n in find_things(part)[:1])


def _with_last_name(doc: Doc, end: int, limit: int) -> int:
    """Return where the name ends that the parser cut at a particle ("Ursula von der" Leyen)."""
    while 0 < end < limit and doc[end - 1].lower_ in _NAME_PARTICLES and doc[end].is_title:
        end += 1
    return end


def _iter_labels(sentence: Sentence) -> Iterator[Found]:
    """Yield the names in the labels of a transcript's turns ("MS. PSAKI:", "CHAIR ROUSE:").

    The parser rarely takes words in capitals for names, and may cut the sentence at "MS.".
    """
    doc = sentence.tokens.doc
    for token in sentence.tokens:
        if token.text != ":" or token.i < 2 or not _is_capitals(doc[token.i - 1]):
            continue
        start = token.i - 1
        while start > sentence.tokens.start and doc[start - 1].text in "-’'":
            start -= 2
        before = doc[start - 1] if start else None
        if before is not None and before.text == "." and start > 1:
            before = doc[start - 2]
        if before is not None and before.is_upper and before.lower_ in _title_words():
            if find_things(doc[start : token.i].text) or start < sentence.tokens.start:
                continue
            yield Found(start, token.i, token.i - 1, "name", "person", PARSER_ONLY)


def _is_capitals(token: Token) -> bool:
    return (
        token.is_upper and token.is_alpha and len(token) > 1 and token.lower_ not in _title_words()
    )


def _iter_pairs(sentence: Sentence) -> Iterator[Found]:
    """Yield the persons in "the Biden-Xi call"; the states in "US-China" are on the shelf."""
    doc = sentence.tokens.doc
    for token in sentence.tokens[1:-1]:
        if token.text in _HYPHENS and _is_pair(doc, token.i - 1, token.i + 2):
            for index in (token.i - 1, token.i + 1):
                if not find_things(doc[index].text):
                    yield Found(index, index + 1, index, "name", "person", PARSER_ONLY)


def _is_pair(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a hyphen stands between two names of which one at least is known.

    "Thomas-Greenfield" is one name: the shelf has it, or a first name stands before it.
    """
    if end - start != 3 or doc[start + 1].text not in _HYPHENS:
        return False
    left, right = doc[start], doc[start + 2]
    if left.whitespace_ or doc[start + 1].whitespace_ or not (left.is_title and right.is_title):
        return bool(find_things(left.text) and find_things(right.text))
    if is_last_name(doc[start:end].text) or find_things(doc[start:end].text):
        return False
    around = [doc[i] for i in (start - 1, end) if 0 <= i < len(doc)]
    if any(t.ent_type_ == "PERSON" and t.is_title and not is_role_word(t) for t in around):
        return False
    known = [is_last_name(t.text) or bool(find_things(t.text)) for t in (left, right)]
    return all(known) or (any(known) and left.ent_type_ != "PERSON")


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    tokens = doc[start:end]
    while start < end and (
        tokens[0].lower_ in {"the", "a", "an", "this", "that"} or not tokens[0].text[0].isalnum()
    ):
        start += 1
        tokens = tokens[1:]
    while (
        end > start
        and (tokens[-1].tag_ == "POS" or tokens[-1].is_punct or tokens[-1].is_space)
        and not tokens[-1].text.endswith(".")
    ):
        end -= 1
        tokens = tokens[:-1]
    return start, end


def _after_title(doc: Doc, start: int, end: int) -> int:
    """Return where the name starts in "Kremlin spokesman Dmitry Peskov"."""
    titles = _title_words()
    last_title = max(
        (t.i for t in doc[start : end - 1] if t.lower_ in titles or is_role_word(t)),
        default=start - 1,
    )
    return last_title + 1


def _before_common_word(doc: Doc, start: int, end: int) -> int:
    """Return where the name ends when the parser ran on into the sentence."""
    for token in doc[start:end]:
        if token.is_lower and token.is_alpha and token.lower_ not in _NAME_PARTICLES:
            return token.i
    return end


def is_title_part(doc: Doc, start: int, end: int) -> bool:
    """Tell whether "State" in "Secretary of State" was taken for a name of its own."""
    if end - start > 1 or start < 2:
        return False
    words = " ".join(token.lower_ for token in doc[start - 2 : end])
    return words in load_titles()


@cache
def _title_words() -> frozenset[str]:
    single = {title for title in load_titles() if " " not in title}
    return frozenset(single | _HONORIFIC | _ROLE_MODIFIER)


def _iter_shelf_names(sentence: Sentence) -> Iterator[Found]:
    doc = sentence.tokens.doc
    index = sentence.tokens.start
    while index < sentence.tokens.end:
        found = _longest_shelf_name(sentence, index) if _may_start_name(doc[index]) else None
        if found is None:
            index += 1
            continue
        yield found
        index = found.end


def _may_start_name(token: Token) -> bool:
    return token.text[0].isupper() and token.lower_ != "the"


def _longest_shelf_name(sentence: Sentence, start: int) -> Found | None:
    doc = sentence.tokens.doc
    limit = min(start + _LONGEST_SHELF_NAME, sentence.tokens.end)
    limit = next((t.i for t in doc[start:limit] if t.text in _NAME_BREAKS), limit)
    for end in range(limit, start, -1):
        last = doc[end - 1]
        if not _may_end_name(last):
            continue
        words = sentence.block[doc[start].idx : last.idx + len(last.text)]
        names = [name for name in find_things(words) if name.kind in _SHELF_HINT]
        if not names or (end - start == 1 and not _is_name_use(doc[start])):
            continue
        if last.text == "Congress" and is_party_congress(doc, end - 1):
            continue
        best = names[0]
        hint = _SHELF_HINT[best.kind] or _ACTOR_HINT.get(best.actor.type)
        return Found(start, end, doc[start:end].root.i, "name", hint, SHELF_ONLY)
    return None


def _may_end_name(token: Token) -> bool:
    return not (token.is_punct or token.is_space or token.tag_ == "POS")


def _is_name_use(token: Token) -> bool:
    """Tell a name from a capitalised common word at the start of a sentence ("Turkey" both)."""
    return token.pos_ in {"PROPN", "ADJ", "NOUN"} or token.ent_type_ in HINT


def find_role(sentence: Sentence, found: Found) -> str | None:
    """Return the title words before a person's name, or the description set beside it."""
    doc = sentence.tokens.doc
    titles, nouns, shelf = _title_words(), load_role_nouns(), load_shelf()
    start = found.start
    role_seen = False
    while start > sentence.tokens.start:
        token = doc[start - 1]
        word = token.lower_
        if word in titles or token.lemma_.lower() in nouns:
            role_seen = True
        elif not (
            word in _ROLE_MODIFIER
            or (word in _ROLE_LINK and role_seen)
            or (token.text[0].isupper() and (role_seen or _joins_role(doc, start, found)))
            or shelf.state_of(token.text) is not None
        ):
            break
        start -= 1
    while start < found.start and doc[start].lower_ in _ROLE_LINK:
        start += 1
    if role_seen and start < found.start:
        first, last = doc[start], doc[found.start - 1]
        return str(sentence.block[first.idx : last.idx + len(last.text)])
    return _apposed_role(sentence, found)


def _joins_role(doc: Doc, start: int, found: Found) -> bool:
    """Tell whether a capitalised word can be the tail of a title ("Secretary of *State* X")."""
    words = " ".join(token.lower_ for token in doc[max(0, start - 3) : start])
    return start == found.start and words in load_titles()


def _apposed_role(sentence: Sentence, found: Found) -> str | None:
    doc = sentence.tokens.doc
    if found.end >= sentence.tokens.end or doc[found.end].text != ",":
        return None
    nouns = load_role_nouns()
    for child in doc[found.head].children:
        if child.dep_ != "appos" or child.i < found.end:
            continue
        if child.lemma_.lower() not in nouns or child.left_edge.i != found.end + 1:
            return None
        words = doc[child.left_edge.i : child.right_edge.i + 1]
        cut = next((t.i for t in words if t.text in ",;" or t.dep_ == "relcl"), words.end)
        text = doc[child.left_edge.i : cut].text
        return text.removeprefix("the ").removeprefix("a ") if len(text) < 80 else None
    return None
