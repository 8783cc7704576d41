"""Find who stands in which role of a verb or noun.

In: a parsed token and the role names of `reference.triggers` (`subj`, `obj`, `poss`, `on` …).
Out: the tokens that head those phrases.
Not here: which mentions they are (`extract.parties`), which roles a word has (`reference`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from legation.extract.parties import find_subject
from legation.reference.triggers import load_status_words

if TYPE_CHECKING:
    from spacy.tokens import Token

OBJECTS = frozenset({"dobj", "nsubjpass"})
# "engaged in talks", "took part in a call", "entered into negotiations", "is on a visit".
LIGHT_PREPOSITIONS = frozenset({"in", "into", "on"})
# Of the phrase after these the noun says what it is: "$1 billion in weapons", "a package of arms".
CONTENT_PREPOSITIONS = frozenset({"in", "of", "like", "as"})


def is_passive(verb: Token) -> bool:
    """Tell whether `verb` stands in the passive, or is a participle after its noun."""
    if any(child.dep_ in {"auxpass", "nsubjpass", "agent"} for child in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "conj" and not any(c.dep_.startswith("nsubj") for c in verb.children):
        return not _has_object(verb) and is_passive(verb.head)
    return verb.dep_ == "acl" or (verb.dep_ == "advcl" and not _has_object(verb))


def _has_object(verb: Token) -> bool:
    return any(child.dep_ == "dobj" for child in verb.children)


def light_verb_of(noun: Token) -> Token | None:
    """Return the verb that only lends `noun` its subject and tense, if there is one."""
    while noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        noun = noun.head
    head = noun.head
    light = load_status_words()["light"]
    if noun.dep_ in OBJECTS and head.lemma_ in light:
        return head
    amount = head.head
    in_amount = noun.dep_ == "pobj" and head.lower_ in {"in", "of"} and _is_amount(amount)
    if in_amount and amount.dep_ in OBJECTS and amount.head.lemma_ in light:
        return amount.head
    if noun.dep_ == "pobj" and head.dep_ == "prep" and (verb := _engaging(noun, head)) is not None:
        return verb
    for child in noun.children:
        if (
            child.dep_ in {"acl", "relcl"}
            and child.lemma_ in light
            and not any(
                below.dep_ in {"oprd", "attr"} for below in child.children
            )  # "calls unlawful"
            and (child.tag_ == "VBN" or _relates_object(child))
        ):
            return child
    return None


def _is_amount(token: Token) -> bool:
    """Tell "$300 million" in "pledged $300 million in aid"."""
    return token.like_num or token.lemma_.lower() in {"$", "€", "£", "dollar", "euro", "worth"}


def _engaging(noun: Token, preposition: Token) -> Token | None:
    """Return the verb of "engaged in talks", "took part in a call", "in consultation with"."""
    verb, word = preposition.head, preposition.lower_
    if word in LIGHT_PREPOSITIONS and verb.lemma_ in _ENGAGING:
        return None if verb.lemma_ == "be" and word == "into" else verb
    if verb.lower_ == "part" and verb.head.lemma_ == "take":
        return verb.head
    if verb.pos_ not in {"VERB", "AUX"} or is_passive(verb):
        return None
    within = word in {"in", "during", "at"} and noun.lemma_ in _EXCHANGES
    adverbial = within or (word == "in" and noun.lemma_ in _ADVERBIAL)
    if adverbial and any(child.lower_ == "with" for child in noun.children):
        return verb
    told = within and verb.lemma_ in TELLING and not _has_parties(noun)
    return verb if told and any(_objects(verb)) else None


def _has_parties(noun: Token) -> bool:
    return any(
        child.dep_ == "poss" or child.lower_ in {"between", "of", "to", "among"}
        for child in noun.children
    )


_ENGAGING = frozenset({"engage", "enter", "participate", "be", "go", "come", "arrive"})
# "raised it in a call with Xi", "told Xi in a call".
_EXCHANGES = frozenset({"call", "conversation", "meeting", "talk", "talks"})
TELLING = frozenset({"tell", "inform", "assure", "remind", "warn", "ask", "urge", "thank"})
_ADVERBIAL = frozenset({"consultation", "coordination", "cooperation", "collaboration"})
# "met via videoconference with", "spoke by phone with": the other side hangs on the means.
_BY_WAY = frozenset({"via", "by", "over", "through", "on"})


def _relates_object(verb: Token) -> bool:
    """Tell whether a relative clause speaks of what its verb did to the noun before it."""
    if not any(child.dep_ == "nsubj" and child.lower_ not in _PRONOUNS for child in verb.children):
        return any(child.dep_ == "nsubjpass" for child in verb.children)
    return not any(
        child.dep_ == "dobj" and child.lower_ not in _PRONOUNS for child in verb.children
    )


_PRONOUNS = frozenset({"that", "which", "who"})


def iter_verb_role(verb: Token, role: str, *, through_object: bool = False) -> Iterator[Token]:
    """Yield the heads of the phrases in `role` of `verb`; a passive one is turned round.

    With `through_object` a preposition may hang on the object: "lift sanctions on".
    """
    if role == "subj":
        yield from _subjects(verb)
    elif role == "obj":
        yield from _objects(verb)
    elif role == "iobj":
        for child in verb.children:
            if child.dep_ == "dative" and child.pos_ != "ADP":
                yield child
    else:
        yield from _prepositional(verb, role)
        for child in verb.children:
            if through_object and child.dep_ in OBJECTS:
                yield from _prepositional(child, role)
            elif child.dep_ == "prep" and child.lower_ in _BY_WAY:
                for inner in child.children:
                    yield from _prepositional(inner, role)


def _subjects(verb: Token) -> Iterator[Token]:
    if is_passive(verb):
        yield from _prepositional(verb, "by")
        return
    subject = subject_of(verb)
    if subject is not None:
        yield subject


def subject_of(verb: Token) -> Token | None:
    """Return the subject of `verb`, also through "is willing to" and "has the will to"."""
    if verb.dep_ == "pcomp" and verb.head.lower_ in {"of", "for", "from"}:
        # "accused China of supporting", "kept Japan from joining": the object does it.
        blamed = next((c for c in verb.head.head.children if c.dep_ == "dobj"), None)
        if blamed is not None:
            return blamed
    subject = find_subject(verb)
    if verb.tag_ != "VB" or (subject is not None and verb.dep_ not in {"acl", "conj", "xcomp"}):
        return subject
    if verb.dep_ == "xcomp" and verb.head.lemma_ == "be" and subject is not None:
        return None if subject.lower_ == "it" else subject
    while verb.dep_ == "conj":
        verb = verb.head
    over = verb.head
    if verb.dep_ == "acl" and over.pos_ == "NOUN":
        possessor = next((child for child in over.lefts if child.dep_ == "poss"), None)
        possessor = possessor or next(_prepositional(over, "by"), None)
        if possessor is not None or over.dep_ not in {"dobj", "attr"}:
            return possessor
        return find_subject(over.head)
    if subject is None and verb.dep_ == "xcomp" and over.dep_ in {"acomp", "oprd", "attr"}:
        return find_subject(over.head)
    return subject


def _objects(verb: Token) -> Iterator[Token]:
    if is_passive(verb):
        if verb.dep_ == "acl":
            yield verb.head
            return
        subject = subject_of(verb)
        if subject is not None:
            yield subject
    telephoned = verb.lemma_ == "call" and not _has_object(verb)
    for child in verb.children:
        if child.dep_ in {"dobj", "dative"} and child.pos_ != "ADP":
            yield child
        elif telephoned and child.dep_ == "oprd":
            yield child  # the parser takes "called Putin" for a naming
        elif child.dep_ in {"ccomp", "xcomp"} and child.tag_ == "VB":
            # "help Russia cushion", "asked China to help": the small parser hangs the object
            # on the lower verb.
            lower = next((c for c in child.children if c.dep_ == "nsubj"), None)
            if lower is not None and not any(c.tag_ == "MD" for c in child.children):
                yield lower


def _prepositional(head: Token, preposition: str) -> Iterator[Token]:
    for child in head.children:
        if child.lower_ == preposition and child.dep_ in {"prep", "agent", "dative", "prt"}:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield inner


def iter_noun_role(noun: Token, role: str) -> Iterator[Token]:
    """Yield the heads of the phrases in `role` of `noun`: before it or after a preposition."""
    if role == "poss":
        yield from (child for child in noun.lefts if child.dep_ == "poss")
    elif role == "adj":
        yield from (
            child
            for child in noun.lefts
            if child.dep_ in {"amod", "compound", "nmod"} and child.text[0].isupper()
        )
    else:
        yield from _prepositional(noun, role)


def iter_threatened(verb: Token) -> Iterator[Token]:
    """Yield whom "warned that there would be consequences for X" is aimed at."""
    for clause in verb.children:
        if clause.dep_ != "ccomp":
            continue
        for noun in clause.children:
            if noun.lemma_.lower() in _HARM:
                yield from _prepositional(noun, "for")
                yield from _prepositional(clause, "for")


_HARM = frozenset({"consequence", "cost", "price", "response", "retaliation", "reprisal"})


def iter_content_nouns(verb: Token) -> Iterator[Token]:
    """Yield the nouns that say what `verb` does it with: its object, what is in it, "with …"."""
    heads = [child for child in verb.children if child.dep_ in OBJECTS]
    if is_passive(verb):
        heads.extend(_objects(verb))
    if verb.dep_ == "relcl" and _relates_object(verb):
        heads.append(verb.head)
    heads.extend(_prepositional(verb, "with"))
    heads.extend(_prepositional(verb, "for"))
    for head in heads:
        yield from _contents(head, 0)


def _contents(head: Token, depth: int) -> Iterator[Token]:
    yield head
    if depth == 3:
        return
    for child in head.children:
        if child.dep_ in {"conj", "appos"} or (child.dep_ == "pobj"):
            yield from _contents(child, depth + 1)
        elif child.dep_ == "prep" and child.lower_ in CONTENT_PREPOSITIONS:
            yield from _contents(child, depth)
