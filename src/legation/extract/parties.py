"""Say which mentions a noun phrase stands for.

In: a `Parsed` document and its `Mention`s. Out: `Parties`, a lookup from tokens to mention ids
that claims, events, votes and figures share.
Not here: who the mentions are (`resolve`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from legation.extract.parse import Parsed, Sentence
from legation.records import Mention, MentionId

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE = frozenset({"who", "which", "that", "whom"})
# Heads that stand for what follows "of": "some of the allies", "a group of officials".
_PARTITIVE = frozenset(
    "some many most all both one several none each majority number group dozen dozens hundreds "
    "thousands part rest half leader member couple variety coalition series".split()
)
_LONGEST_CHAIN = 8  # verbs in a row; a longer one is a parser's error
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


class Parties:
    """Mentions by the token that heads them."""

    def __init__(self, parsed: Parsed, mentions: Iterable[Mention]) -> None:
        """Index `mentions`, which were found in `parsed`."""
        self._by_id = {mention.id: mention for mention in mentions}
        self._of_token: dict[tuple[int, int], Mention] = {}
        ends: dict[int, list[Mention]] = {}
        for mention in self._by_id.values():
            ends.setdefault(mention.sentence, []).append(mention)
        for sentence in parsed.sentences:
            for mention in ends.get(sentence.index, ()):
                self._index(sentence, mention)

    def _index(self, sentence: Sentence, mention: Mention) -> None:
        """Let every token of a name, and the head of anything else, point at the mention."""
        doc = sentence.tokens.doc
        tokens = doc.char_span(
            mention.span.start - sentence.start,
            mention.span.end - sentence.start,
            alignment_mode="expand",
        )
        if tokens is None:
            return
        heads = tokens if mention.form == "name" else [doc[tokens.end - 1]]
        for token in heads:
            self._of_token.setdefault((sentence.start, token.i), mention)

    def mention(self, mention: MentionId) -> Mention:
        """Return the mention with this id."""
        return self._by_id[mention]

    def has(self, mention: MentionId) -> bool:
        """Tell whether there is a mention with this id."""
        return mention in self._by_id

    def at(self, sentence: Sentence, token: Token) -> Mention | None:
        """Return the mention that `token` heads or belongs to as a name, if any."""
        return self._of_token.get((sentence.start, token.i))

    def of(self, sentence: Sentence, token: Token) -> tuple[MentionId, ...]:
        """Return the mentions the noun phrase headed by `token` stands for, in text order.

        That is its own mention and those of its conjuncts; for a relative pronoun those of its
        antecedent; for "some of the allies" those of the allies; for a head that names nobody
        those of its possessor or nationality ("Chinese aid"). Empty when it is nobody.
        """
        found = dict.fromkeys(
            mention.id for head in _conjuncts(token) for mention in self._one(sentence, head)
        )
        return tuple(sorted(found, key=lambda i: self._by_id[i].span.start))

    def stands_alone(self, sentence: Sentence, token: Token) -> bool:
        """Tell whether a phrase has a party of its own, not only one that owns or describes it.

        "Greek shipbrokers" are not Greece, nor is "her campaign" she.
        """
        return any(
            self.at(sentence, head) is not None
            or head.lower_ in _RELATIVE
            or _whole(head) is not None
            for head in _conjuncts(token)
        )

    def within(self, place: tuple[int, int]) -> tuple[MentionId, ...]:
        """Return the mentions that stand inside `place`, in text order, none inside another."""
        start, end = place
        inside = sorted(
            (m for m in self._by_id.values() if start <= m.span.start and m.span.end <= end),
            key=lambda m: (m.span.start, -m.span.end),
        )
        kept: list[Mention] = []
        for mention in inside:
            if not kept or mention.span.start >= kept[-1].span.end:
                kept.append(mention)
        return tuple(mention.id for mention in kept)

    def subject_of(self, sentence: Sentence, verb: Token) -> tuple[MentionId, ...]:
        """Return the parties of the verb's subject, borrowed from a governing verb if it has none.

        "Moscow denies asking" has Moscow ask; a passive verb's own subject is left to `of`.
        """
        subject = find_subject(verb)
        return self.of(sentence, subject) if subject is not None else ()

    def _one(self, sentence: Sentence, token: Token) -> Iterator[Mention]:
        own = self.at(sentence, token)
        if own is not None:
            yield own
            return
        stands_for = _antecedent(token) if token.lower_ in _RELATIVE else _whole(token)
        if stands_for is not None:
            for head in _conjuncts(stands_for):
                yield from self._one(sentence, head)
            return
        for child in token.lefts:
            if child.dep_ in {"poss", "compound", "amod", "nmod"}:
                mention = self.at(sentence, child)
                if mention is not None:
                    yield mention


def find_subject(verb: Token, *, borrow: bool = True) -> Token | None:
    """Return the subject token of `verb`, or with `borrow` the one it shares with another verb."""
    for _ in range(_LONGEST_CHAIN):
        for child in verb.children:
            if child.dep_ in _SUBJECTS:
                return child
        if verb.dep_ in {"acl", "relcl"} and verb.tag_ in {"VBG", "VBN"}:
            return verb.head if borrow and verb.tag_ == "VBG" else None
        if not borrow or not _shares_subject(verb):
            return None
        beside = _clause_beside(verb)
        if beside is not None:
            verb = beside
            continue
        nearer = _nearer_subject(verb)
        if nearer is not None:
            return nearer
        verb = verb.head
    return None


def _shares_subject(verb: Token) -> bool:
    if verb.dep_ == "advcl":
        return verb.tag_ in {"VBG", "VBN", "VB"}
    return verb.dep_ in {"conj", "xcomp", "pcomp", "prep", "acl", "dep"}


def _clause_beside(verb: Token) -> Token | None:
    """Return the relative verb that "and" joins this one to, where the parser went past it.

    In "vetoed a draft that deplored the attack and demanded a retreat" the draft demands: without
    a comma "and" joins what stands beside it.
    """
    head = verb.head
    if verb.dep_ != "conj" or any(t.text == "," for t in verb.doc[max(0, verb.i - 2) : verb.i]):
        return None
    beside = [
        token
        for token in verb.doc[head.i + 1 : verb.i]
        if token.dep_ == "relcl" and token.tag_ == verb.tag_ and token.head.head == head
    ]
    return beside[-1] if beside else None


def _nearer_subject(verb: Token) -> Token | None:
    """Return who does the act though he is not the governor's subject: object or possessor."""
    if verb.dep_ == "xcomp":
        return _object_control(verb.head)
    return _possessor_before(verb) if verb.dep_ == "prep" else None


def _possessor_before(preposition: Token) -> Token | None:
    """Return whose noun a gerund explains ("*Beijing*'s response, from denying … to offering")."""
    noun = preposition.head
    if noun.pos_ == "VERB" and preposition.lower_ == "from":
        noun = next((c for c in noun.rights if c.dep_ == "dobj" and c.i < preposition.i), noun)
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is not None:
        return owner
    # "Beijing's changing response": the parser may take the participle for the owner's verb.
    marks = (t for t in noun.subtree if t.tag_ == "POS" and t.i < noun.i)
    return next((mark.head for mark in marks), None)


def _object_control(governor: Token) -> Token | None:
    """Return the object that does the embedded act ("urged *China* to help")."""
    if governor.lemma_ in {"promise", "threaten", "vow", "pledge", "offer"}:
        return None
    return next((c for c in governor.children if c.dep_ in {"dobj", "dative"}), None)


def _antecedent(pronoun: Token) -> Token | None:
    for ancestor in pronoun.ancestors:
        if ancestor.dep_ == "relcl":
            return ancestor.head
    return None


def _whole(part: Token) -> Token | None:
    """Return what a partitive is a part of ("some of the *allies*")."""
    if part.lemma_.lower() not in _PARTITIVE:
        return None
    for preposition in part.children:
        if preposition.lower_ in {"of", "among"}:
            return next((c for c in preposition.children if c.dep_ == "pobj"), None)
    return None


def _conjuncts(token: Token) -> Iterator[Token]:
    # "Xi and President Putin": the parser may hang the first name on the last.
    for child in token.lefts:
        if child.dep_ == "nmod" and any(c.dep_ == "cc" for c in child.children):
            yield child
    yield token
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON", "ADJ"}:
            yield from _conjuncts(child)
        elif child.dep_ == "prep" and child.lower_ == "including":
            for member in child.children:
                if member.dep_ == "pobj":
                    yield from _conjuncts(member)
