"""Find where a text names somebody.

In: a `Parsed` document. Out: `Mention`s in reading order: names (found by `extract.names`),
descriptions ("senior US officials") and personal pronouns.
Not here: who they are (`resolve.linking`); which words a verb's party is (`extract.parties`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from legation.extract.names import Found, find_names, find_role, is_title_part
from legation.extract.namings import ends_in_title, is_party_congress
from legation.extract.parse import Parsed, Sentence
from legation.records import Mention, make_id
from legation.reference.roles import load_role_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token

METHOD = "legation.mentions/1"

# First settings; not yet calibrated on gold.
DESCRIPTION, PRONOUN = 0.9, 0.9

# Nouns that take up an actor named before; they name nobody on their own.
_GENERIC = {
    "country": "state",
    "nation": "state",
    "state": "state",
    "island": "state",
    "emirate": "state",
    "sultanate": "state",
    "archipelago": "state",
    "city-state": "state",
    "bloc": "organisation",
    "alliance": "organisation",
    "side": "group",
    "party": "group",
    "capital": "state",
}
_PERSONAL = frozenset(
    "i me my we us our he him his she her they them their it its myself himself herself "
    "themselves ourselves itself mine ours theirs hers".split()
)
_STYLES_OF_ADDRESS = frozenset(
    "majesty excellency highness royal holiness eminence beatitude serene honour honor".split()
)
_PRONOUN_TAGS = frozenset({"PRON", "DET", "PROPN"})
_PLURAL_PRONOUNS = frozenset("we us our they them their ourselves themselves ours theirs".split())
# "It is clear that …", against "it is ready to …": adjectives that clauses have, not actors.
_OF_CLAUSES = frozenset(
    "likely unlikely possible impossible probable clear unclear obvious evident plain true untrue "
    "important essential necessary vital crucial critical imperative unacceptable acceptable "
    "difficult hard easy easier harder early late worth notable noteworthy remarkable natural "
    "understandable inevitable conceivable doubtful uncertain tempting dangerous too better best "
    "good bad nice great right wrong fair enough unusual".split()
)
_SMALL_NUMBERS = frozenset("two three four five six seven".split())
_SEVERAL_ARE = frozenset("nsubj nsubjpass dobj pobj conj iobj dative ROOT".split())
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
# What follows an office with a hyphen: it is not held yet.
_TO_HOLD = frozenset("elect designate".split())
# Words of headlines that are something else in small letters.
_ABBREVIATED = frozenset("pm fm".split())
_MODIFIER = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "advmod", "case"}
)


def find_mentions(parsed: Parsed) -> tuple[Mention, ...]:
    """Return the mentions of a document in reading order; those of one place, longest first."""
    found = tuple(chain.from_iterable(_iter_sentence(parsed, s) for s in parsed.sentences))
    return _with_one_hint_a_name(found)


def in_order(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return mentions in reading order; those of one place, longest first."""
    return tuple(sorted(mentions, key=lambda m: (m.span.start, -m.span.end)))


def _with_one_hint_a_name(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Take a name for a person's wherever it stands, once the parser took it so in this text."""
    persons = {m.head for m in mentions if m.form == "name" and m.hint == "person"}
    return tuple(
        replace(mention, hint="person")
        if mention.hint == "organisation"
        and " " not in mention.span.text
        and mention.head in persons
        else mention
        for mention in mentions
    )


def _iter_sentence(parsed: Parsed, sentence: Sentence) -> Iterator[Mention]:
    names = find_names(sentence)
    taken = {index for found in names for index in range(found.start, found.end)}
    found = [*names, *_iter_descriptions(sentence, taken), *_iter_pronouns(sentence, taken)]
    doc = sentence.tokens.doc
    for one in sorted(found, key=lambda f: (doc[f.start].idx, -f.end)):
        yield _mention(parsed, sentence, one)


def _mention(parsed: Parsed, sentence: Sentence, found: Found) -> Mention:
    doc = sentence.tokens.doc
    head = doc[found.head]
    span = parsed.span(sentence, doc[found.start], doc[found.end - 1])
    person = found.form == "name" and found.hint == "person"
    return Mention(
        id=make_id("mention", span.document, span.start, span.end),
        span=span,
        form=found.form,
        hint=found.hint,
        role=find_role(sentence, found) if person else None,
        head=head.text.lower() if found.form == "name" else head.lemma_.lower(),
        plural=_is_plural(found, head),
        sentence=sentence.index,
        subject=_is_subject(head),
        method=METHOD,
        confidence=found.confidence,
    )


def _is_plural(found: Found, head: Token) -> bool:
    if found.form == "pronoun":
        return head.lower_ in _PLURAL_PRONOUNS
    if found.form == "name":
        return found.hint == "nationality" and head.tag_ in {"NNPS", "NNS"}
    return head.tag_ in {"NNS", "NNPS"} or head.lower_ in _SMALL_NUMBERS | {"both", "pair"}


def _is_subject(head: Token) -> bool:
    """Tell whether a clause is about it: its subject, or the owner of its subject."""
    while head.dep_ in {"conj", "poss"}:
        head = head.head
    return head.dep_ in _SUBJECT


# --- descriptions and pronouns


def _iter_descriptions(sentence: Sentence, taken: set[int]) -> Iterator[Found]:
    nouns = load_role_nouns()
    for token in sentence.tokens:
        if token.i in taken:
            continue
        if _stands_for_several(token):
            start = _description_start(sentence, token)
            yield Found(start, token.i + 1, token.i, "description", None, DESCRIPTION)
            continue
        if token.pos_ not in {"NOUN", "PROPN"}:
            continue
        lemma = token.lemma_.lower()
        kind = nouns.get(lemma) or _GENERIC.get(lemma)
        if lemma == "number" and any(child.lower_ == "opposite" for child in token.lefts):
            kind = "person"  # "his opposite number"
        if kind is None or not _is_phrase_head(token) or _is_statistic(token):
            yield from _to_come(sentence, token, kind)
            continue
        if lemma in _ABBREVIATED and not token.is_upper:
            continue  # "at 5 pm"
        if lemma == "congress" and is_party_congress(token.doc, token.i):
            continue
        start = _description_start(sentence, token)
        end = ends_in_title(sentence.tokens.doc, token.i, sentence.tokens.end)
        hint = (
            "person" if kind == "person" else None if kind in {"group", "state"} else "organisation"
        )
        yield Found(start, end, token.i, "description", hint, DESCRIPTION)


def _to_come(sentence: Sentence, token: Token, kind: str | None) -> Iterator[Found]:
    """Yield "the prime minister-designate": an office with who is to hold it."""
    doc = sentence.tokens.doc
    if kind != "person" or token.i + 2 >= sentence.tokens.end or doc[token.i + 1].text != "-":
        return
    last = doc[token.i + 2]
    if last.lower_ not in _TO_HOLD or last.dep_ in {"compound", "amod", "nmod"}:
        return
    start = min(_description_start(sentence, token), _description_start(sentence, last))
    yield Found(start, last.i + 1, token.i, "description", "person", DESCRIPTION)


def _stands_for_several(token: Token) -> bool:
    """Tell "the two", "all three" and a lone "both" from numbers beside a noun."""
    word = token.lower_
    if token.dep_ not in _SEVERAL_ARE:
        return False
    if word == "both":
        partitive = any(child.lower_ == "of" for child in token.children)
        return token.dep_ != "det" and not partitive
    if word not in _SMALL_NUMBERS or any(child.dep_ == "prep" for child in token.children):
        return False
    return any(child.lower_ in {"the", "all", "these", "those"} for child in token.lefts)


def _is_phrase_head(token: Token) -> bool:
    """Leave out a role noun that only modifies ("the defence ministry spokesman", titles)."""
    if token.dep_ in {"compound", "amod", "nmod", "npadvmod"}:
        return False
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if following is not None and following.ent_type_ == "PERSON" and token.text[0].isupper():
        return False
    if token.text == "State" and token.i > 1 and is_title_part(token.doc, token.i, token.i + 1):
        return False
    return not (following is not None and following.text == "-")


def _is_statistic(token: Token) -> bool:
    """Tell "China's official figures" from "a leading figure"."""
    return (
        token.lemma_ == "figure"
        and token.tag_ == "NNS"
        and any(
            child.dep_ == "poss" or child.lower_ in {"official", "latest", "new", "preliminary"}
            for child in token.children
        )
    )


def _description_start(sentence: Sentence, head: Token) -> int:
    start = head.i
    for child in sorted(head.lefts, key=lambda t: -t.i):
        # "The Secretary-General": the parser parts the word at its hyphen.
        joint = child.text == "-" and child.i == start - 1 and child.i > sentence.tokens.start
        if (child.dep_ not in _MODIFIER and not joint) or child.right_edge.i != start - 1:
            break
        start = child.left_edge.i
    while start < head.i and (
        sentence.tokens.doc[start].is_punct or sentence.tokens.doc[start].is_space
    ):
        start += 1
    return max(start, sentence.tokens.start)


def _iter_pronouns(sentence: Sentence, taken: set[int]) -> Iterator[Found]:
    for token in sentence.tokens:
        if (
            token.i in taken
            or token.lower_ not in _PERSONAL
            or token.pos_ not in {"PRON", "DET", "PROPN"}
        ):
            continue
        if token.text == "US" or (token.lower_ == "it" and _is_expletive(token)):
            continue
        if token.i + 1 < len(token.doc) and token.nbor().lower_ in _STYLES_OF_ADDRESS:
            continue  # "His Majesty"
        hint = (
            "person"
            if token.lower_ in {"i", "me", "my", "he", "him", "his", "she", "her"}
            else None
        )
        yield Found(token.i, token.i + 1, token.i, "pronoun", hint, PRONOUN)


def _is_expletive(token: Token) -> bool:
    """Tell the empty "it" ("it is likely that", "it seems") from the one that names somebody."""
    verb = token.head
    if token.dep_ not in _SUBJECT:
        return False
    if verb.lemma_ in {"seem", "appear", "look", "happen", "turn", "take"}:
        return True
    clausal = {"ccomp", "xcomp", "advcl", "csubj", "csubjpass"}
    children = {child.dep_ for child in verb.children}
    if any(c.dep_ == "acomp" and c.lower_ in _OF_CLAUSES for c in verb.children):
        return True
    if verb.lemma_ == "be" and "acomp" not in children:
        return "ccomp" in children or (bool(children & clausal) and "attr" not in children)
    return token.dep_ == "nsubjpass" and "ccomp" in children
