"""Find cue words in a parsed sentence and what hangs on them.

In: a `Sentence`. Out: `Finding`s: cue, source phrase and content heads, as tokens.
Not here: spans, quotations, nesting, certainty (`extract.claims`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from legation.extract.parse import Sentence
from legation.extract.parties import find_subject
from legation.reference.cues import PREPOSITIONS, Cue, load_cues
from legation.reference.roles import load_role_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token

_COPULA = frozenset({"be", "remain", "become", "seem", "feel", "appear", "sound", "stay"})
# Verbs that lend their subject to the noun they carry: "issued a warning that".
_LIGHT = frozenset(
    "make issue give express voice have repeat reiterate share send deliver release publish hold "
    "offer raise receive renew echo".split()
)
# Verbs under which an infinitive is done, not only wished.
_CARRYING = frozenset("continue begin start go proceed appear seem use come".split())
_NEGATION = frozenset({"not", "n't", "n’t", "never", "neither", "hardly"})
# "Plans are required to", "he was asked to": without a speaker these tell a duty, not a claim.
_NEEDS_SPEAKER = frozenset({"demand", "ask", "promise", "decline", "threaten"})
# "Wants to see" is an intention of the subject's own; "wants them to see" asks it of others.
_WISHES = frozenset({"want", "wish", "like", "prefer", "need"})
# A noun before a preposition is a cue only when it is an act of speech with a known speaker.
_NOUN_PREPOSITION_ACTS = frozenset({"deny", "warn", "threaten", "promise", "demand"})
_ATTRIBUTIVE = frozenset({"amod", "compound", "nmod"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One cue with what the syntax gives it."""

    cue: Cue
    words: tuple[Token, ...]
    """The cue's own tokens, a governed preposition with them."""
    anchor: Token
    """The token whose clause the cue stands in."""
    source: Token | None
    """Head of the source's noun phrase; None: nobody is named."""
    contents: tuple[Token, ...]
    """Heads of the content; empty when only a quotation can be it."""
    frame: str
    addressee: Token | None
    negated: bool


def iter_findings(sentence: Sentence) -> Iterator[Finding]:
    """Yield the cues of a sentence with a content, or with the right to a quotation."""
    for token in sentence.tokens:
        if token.lower_ == "according":
            yield from _according(token)
        elif token.dep_ in {"acomp", "oprd"}:
            found = _adjective(token, token.head)
            if found is not None:
                yield found
        elif token.pos_ in {"VERB", "AUX"}:
            found = _adjective(token, token) if token.tag_ == "VBN" else None
            found = found or _verb(token)
            if found is not None:
                yield found
        elif token.pos_ == "NOUN":
            found = _noun(token)
            if found is not None:
                yield found


# --- verbs


@cache
def _long_cues() -> dict[tuple[str, str], list[tuple[str, ...]]]:
    """Return the rest of each many-word cue by its first word and part of speech."""
    found: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for lemma, pos in load_cues():
        first, *rest = lemma.split()
        if rest:
            found.setdefault((first, pos), []).append(tuple(rest))
    for rests in found.values():
        rests.sort(key=len, reverse=True)
    return found


def _match(token: Token, pos: str) -> tuple[Cue, tuple[Token, ...]] | None:
    """Return the longest cue that starts with `token`; its words may have one word between."""
    cues = load_cues()
    lemma = token.lemma_.lower()
    for rest in _long_cues().get((lemma, pos), ()):
        words = _following(token, rest)
        if words is not None:
            return cues[" ".join((lemma, *rest)), pos], (token, *words)
    cue = cues.get((lemma, pos))
    return (cue, (token,)) if cue is not None else None


def _following(token: Token, rest: tuple[str, ...]) -> tuple[Token, ...] | None:
    doc, index, found, gap = token.doc, token.i + 1, [], 0
    for word in rest:
        while index < len(doc) and word not in {doc[index].lower_, doc[index].lemma_.lower()}:
            gap += 1
            index += 1
            if gap > 1:
                return None
        if index >= len(doc):
            return None
        found.append(doc[index])
        index += 1
    return tuple(found)


def _verb(token: Token) -> Finding | None:
    matched = _match(token, "verb")
    if matched is None or token.dep_ in _ATTRIBUTIVE:
        return None
    cue, words = matched
    if not _is_carried_out(token) or _is_asked(token):
        return None
    passive = any(child.dep_ in {"auxpass", "nsubjpass"} for child in token.children)
    if _is_reduced_passive(token):
        return None
    contents, frame, governed = _contents(token, cue, words)
    if passive:
        source = _agent(token)
        if not contents or _asks_for_cover(token, contents):
            return None
        if source is None and (frame == "np" or cue.act in _NEEDS_SPEAKER):
            return None
        contents = _with_raised_subject(token, contents, frame)
    else:
        source = find_subject(token)
        if source is None or _asks_for_cover(token, contents):
            return None
        if not contents and token.dep_ == "relcl" and "np" in cue.frames and source.i < token.i:
            contents, frame = _gap(token, source)
    if source is not None and source.lower_ == "it" and passive:
        source = None
    addressee = _addressee(token, contents) if frame in {"that", "to", "quote"} else None
    return Finding(
        cue, words + governed, token, source, contents, frame, addressee, _is_negated(token)
    )


def _is_asked(verb: Token) -> bool:
    """Tell whether it is only asked if somebody said so ("Did Xi promise …?")."""
    if verb.doc[verb.sent.end - 1].text != "?":
        return False
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return subject is not None and any(
        child.dep_ in {"aux", "auxpass"} and child.i < subject.i for child in verb.children
    )


def _is_reduced_passive(token: Token) -> bool:
    """Tell an attribute from a claim: "sanctions announced in March", "asked whether …, he"."""
    return (
        token.tag_ == "VBN"
        and token.dep_ in {"acl", "relcl", "advcl", "prep"}
        and not any(c.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for c in token.children)
    )


def _is_carried_out(verb: Token) -> bool:
    """Tell whether it was said: not "hopes to say", "able to say", "denies saying"."""
    infinitive, governor = _is_infinitive(verb), verb.head
    if not infinitive and (verb.tag_ != "VBG" or verb.dep_ not in {"xcomp", "pcomp"}):
        return True
    cue = load_cues().get((governor.lemma_.lower(), "verb"))
    if not infinitive:
        return cue is None or cue.act not in {"deny", "decline"}
    if governor.lemma_ == "go" and not any(c.lower_ == "on" for c in governor.children):
        return False  # "going to say" has not said
    return verb.dep_ == "xcomp" and (
        governor.lemma_ in _CARRYING or (cue is not None and cue.act in {"assert", "believe"})
    )


_Hung = tuple[tuple["Token", ...], str, tuple["Token", ...]]
_NOTHING: _Hung = ((), "quote", ())


def _contents(token: Token, cue: Cue, words: tuple[Token, ...]) -> _Hung:
    """Return the heads of the content, the frame that gave them, and a governed preposition."""
    hung = [child for word in words for child in word.children if child not in words]
    for find in (_finite, _non_finite, _prepositional, _nominal):
        found = find(token, cue, hung)
        if found is not None:
            return found
    return _NOTHING


def _finite(token: Token, cue: Cue, hung: list[Token]) -> _Hung | None:
    for child in sorted(hung, key=lambda c: c.i < token.i):  # what follows the cue comes first
        if child.i > token.i and _is_that_clause(child) and "that" in cue.frames:
            return (child,), "that", ()
        if child.dep_ == "ccomp":
            frame = "to" if _is_infinitive(child) else "that"
            if frame in cue.frames or ("quote" in cue.frames and frame == "that"):
                return (child,), frame, ()
    return None


def _non_finite(_: Token, cue: Cue, hung: list[Token]) -> _Hung | None:
    for child in hung:
        if child.dep_ in {"xcomp", "pcomp"} and child.pos_ in {"VERB", "AUX"}:
            frame = "to" if _is_infinitive(child) else "gerund"
            if cue.lemma in _WISHES and find_subject(child, borrow=False) is None:
                continue
            if frame in cue.frames:
                return (child,), frame, ()
    return None


def _prepositional(token: Token, cue: Cue, hung: list[Token]) -> _Hung | None:
    for child in hung:
        if child.dep_ != "prep" or child.i < token.i or child.lower_ not in PREPOSITIONS:
            continue
        below = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
        if child.lower_ in cue.frames and below is not None:
            return (below,), child.lower_, (child,)
    return None


def _nominal(_: Token, cue: Cue, hung: list[Token]) -> _Hung | None:
    if "np" not in cue.frames:
        return None
    for child in hung:
        if child.dep_ == "dobj" and child.pos_ in {"NOUN", "PROPN"}:
            if cue.act == "threaten" and (
                child.pos_ == "PROPN" or child.lemma_.lower() in load_role_nouns()
            ):
                return None  # "threatened the town" names whom, not with what
            if cue.lemma in _LIGHT and _noun(child) is not None:
                return None  # "voiced concern that" is one claim, and the noun is its cue
            return (child,), "np", ()
        if child.dep_ == "nsubjpass" and child.pos_ == "NOUN":
            return (child,), "np", ()
    return None


def _asks_for_cover(token: Token, contents: tuple[Token, ...]) -> bool:
    """Tell "asked not to be named": a condition of the talk, nothing that was said in it."""
    return token.lemma_ in {"ask", "request", "wish", "want"} and any(
        content.lemma_ in {"name", "identify", "quote"} and content.tag_ == "VBN"
        for content in contents
    )


def _gap(token: Token, source: Token) -> tuple[tuple[Token, ...], str]:
    """Return what a relative clause says something of ("a claim Beijing has not confirmed")."""
    if source.lower_ in {"who", "which", "that"} or any(c.dep_ == "dobj" for c in token.children):
        return (), "quote"
    return (token.head,), "np"


def _is_that_clause(verb: Token) -> bool:
    """Tell whether a clause is one with "that", whatever relation the parser gave it."""
    return verb.dep_ in {"ccomp", "advcl", "acl"} and any(
        c.dep_ == "mark" and c.lower_ == "that" for c in verb.children
    )


def _is_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)


def _agent(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _with_raised_subject(
    token: Token, contents: tuple[Token, ...], frame: str
) -> tuple[Token, ...]:
    """Put back the subject that the passive moved ("Xi is expected to receive a third term")."""
    if frame not in {"to", "gerund"}:
        return contents
    raised = next((c for c in token.children if c.dep_ == "nsubjpass"), None)
    return contents if raised is None else (raised, *contents)


def _addressee(token: Token, contents: tuple[Token, ...]) -> Token | None:
    for child in token.children:
        if child in contents:
            continue
        if child.dep_ in {"dobj", "dative"} and contents:
            if child.dep_ == "dative" and child.pos_ == "ADP":
                return next((c for c in child.children if c.dep_ == "pobj"), None)
            return child
        if child.dep_ == "prep" and child.lower_ == "to":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    for content in contents:
        if _is_infinitive(content):
            subject = next((c for c in content.children if c.dep_ == "nsubj"), None)
            if subject is not None:
                return subject
    return None


def _is_negated(token: Token) -> bool:
    return any(
        child.dep_ == "neg" or child.lower_ in _NEGATION
        for child in token.children
        if child.i < token.i or child.dep_ == "neg"
    ) or _has_no_longer(token)


def _has_no_longer(token: Token) -> bool:
    return any(
        child.lower_ == "longer" and any(c.lower_ == "no" for c in child.children)
        for child in token.children
    )


# --- adjectives


def _adjective(token: Token, verb: Token) -> Finding | None:
    """Read "is concerned that", "are confident of"; a participle is its own verb."""
    cue = load_cues().get((token.lower_, "adjective"))
    if cue is None:
        return None
    if token is verb:
        if not any(c.dep_ == "auxpass" and c.lemma_ == "be" for c in verb.children):
            return None
    elif verb.lemma_ not in _COPULA:
        return None
    contents, frame, governed = _contents(token, cue, (token,))
    if not contents and token is not verb:
        rest = tuple(c for c in verb.children if c.dep_ in {"ccomp", "xcomp"} and c is not token)
        if rest and "that" in cue.frames and rest[0].dep_ == "ccomp" and rest[0].i > token.i:
            contents, frame = rest[:1], "that"
    source = find_subject(verb)
    if not contents or source is None:
        return None
    if source.lower_ in {"it", "this", "that", "there"}:
        source = None
    return Finding(cue, (token, *governed), verb, source, contents, frame, None, _is_negated(verb))


# --- nouns and phrases


def _noun(token: Token) -> Finding | None:
    matched = _match(token, "noun")
    if matched is None or token.dep_ in _ATTRIBUTIVE:
        return None
    cue, words = matched
    contents, frame, governed = _noun_contents(token, cue)
    if not contents:
        return None
    source = _noun_source(token)
    if source is None and governed:
        return None
    if source is None and frame == "to":
        return None
    negated = any(child.lower_ == "no" for child in token.children)
    return Finding(cue, words + governed, token, source, contents, frame, None, negated)


def _noun_contents(token: Token, cue: Cue) -> _Hung:
    for child in token.rights:
        if child.dep_ in {"acl", "ccomp"} and child.pos_ in {"VERB", "AUX"}:
            if _is_infinitive(child) and "to" in cue.frames:
                return (child,), "to", ()
            if any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children):
                return (child,), "that", ()
    if cue.act in _NOUN_PREPOSITION_ACTS:
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in cue.frames:
                below = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
                if below is not None and below.pos_ not in {"PROPN", "PRON"}:
                    return (below,), child.lower_, (child,)
    return _NOTHING


def _noun_source(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.lower_ in {"by", "from"}:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    if token.dep_ == "dobj" and token.head.lemma_ in _LIGHT:
        return find_subject(token.head)
    return None


def _according(token: Token) -> Iterator[Finding]:
    """Read "according to officials": the content is the clause it stands in."""
    preposition = next((c for c in token.children if c.lower_ == "to"), None)
    if preposition is None:
        return
    source = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    governor = token.head
    while governor.head.i != governor.i and governor.pos_ not in {"VERB", "AUX"}:
        governor = governor.head
    while governor.dep_ == "conj" and governor.head.pos_ in {"VERB", "AUX"}:
        governor = governor.head
    cue = load_cues().get(("according to", "phrase"))
    if source is None or cue is None or governor is token:
        return
    yield Finding(
        cue, (token, preposition), governor, source, (governor,), "clause", None, negated=False
    )
