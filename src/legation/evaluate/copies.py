"""Make copies of a report as the web does: verbatim, trimmed, spun, garbled.

In: a `Document` and a source of chance. Out: for each of ten named operations, a copy.
Not here: finding that they are copies (`resolve.origins`), scoring it (`copyscores`).

The words of the little thesaurus are ours. "Garbled" stands for a translation there and back: other
words, dropped articles, other tenses, some names in another spelling, clauses in another order.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from legation.records import Document

Operation = Callable[[str, random.Random], str]

_PARAGRAPH = re.compile(r"\n\s*\n|\n")
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")
_WORD = re.compile(r"[A-Za-z]+")
_SAME = """\
said stated told|announced declared|told informed|talks negotiations|meeting gathering
met conferred|help assist|support back|aid assistance|war conflict|attack assault
attacks assaults|killed slain|leader head|leaders heads|government administration
country nation|countries nations|people persons|weapons arms|military army|troops soldiers
border frontier|sanctions penalties|threat menace|warned cautioned|urged pressed
asked requested|called appealed|agreed consented|decided resolved|important significant
major big|large sizeable|small minor|new fresh|recent latest|former previous|strong robust
strengthen reinforce|continue proceed|continued proceeded|begin start|began started|end finish
ended finished|increase raise|increased raised|reduce lower|reduced lowered|build construct
show demonstrate|showed demonstrated|provide supply|provided supplied|include comprise
need require|want wish|make create|made created|give grant|gave granted|take seize|use employ
used employed|effort endeavour|efforts endeavours|issue matter|issues matters
problem difficulty|plan scheme|statement declaration|report account|official functionary
officials functionaries|group body|security safety|economy commerce|economic commercial
trade exchange|energy power|money funds|also besides|however nevertheless|because since
although though|while whereas|during throughout|about concerning|against versus|between amid
after following|before prior|across throughout|today now|yesterday earlier|week fortnight
year twelvemonth|many numerous|several various|most chiefly|all every|both two|only merely
more further|very highly|still yet|again anew|soon shortly|often frequently|good fine
great grand|clear plain|ready prepared|able capable|free liberated|open unlocked|close near
work labour|working labouring|job post|workers labourers|family household|children youngsters
law statute|rule regulation|right entitlement|rights entitlements|court tribunal|vote ballot
believe think|know realise|see observe|look gaze|find discover|found discovered|hear listen
keep retain|hold grasp|bring carry|send dispatch|sent dispatched|receive obtain
received obtained|protect defend|defend guard|fight combat|join enter|lead guide|discuss debate
discussed debated
""".replace("\n", "|")


def _thesaurus() -> Mapping[str, str]:
    pairs = [pair.split() for pair in _SAME.split("|") if pair]
    return {pair[0]: pair[1] for pair in pairs if len(pair) > 1}


THESAURUS = _thesaurus()
_DROPPED = frozenset({"the", "a", "an", "that", "of"})
_LETTERS = (("y", "i"), ("i", "y"), ("k", "c"), ("ph", "f"), ("ee", "i"), ("ou", "u"))


def _verbatim(text: str, _: random.Random) -> str:
    return text


def _retitled(text: str, _: random.Random) -> str:
    return text  # the copy's title is another, its text is not


def _trimmed_end(text: str, chance: random.Random) -> str:
    parts = _SENTENCE.split(text)
    return " ".join(parts[: max(3, int(len(parts) * chance.uniform(0.5, 0.8)))])


def _trimmed_start(text: str, chance: random.Random) -> str:
    parts = _SENTENCE.split(text)
    return " ".join(parts[-max(3, int(len(parts) * chance.uniform(0.5, 0.8))) :])


def _reordered(text: str, chance: random.Random) -> str:
    parts = [part for part in _PARAGRAPH.split(text) if part.strip()]
    if len(parts) < 3:
        parts = _SENTENCE.split(text)
    chance.shuffle(parts)
    return "\n\n".join(parts)


def _credited(text: str, _: random.Random) -> str:
    return f"(Agency) \n\n{text}\n\nThis report was first published by another outlet."


def _typeset(text: str, _: random.Random) -> str:
    """Return the text as another system sets it: straight quotes, hyphens, no paragraphs."""
    plain = text.translate(str.maketrans("“”‘’—–", "\"\"''--"))
    return " ".join(plain.split())


def _edited(text: str, chance: random.Random) -> str:
    """Return the text with one sentence in eight left out and a word in forty changed."""
    kept = [part for part in _SENTENCE.split(text) if chance.random() > 0.125]
    return _reworded(" ".join(kept or [text]), chance, 0.2)


def _spun(text: str, chance: random.Random) -> str:
    return _reworded(text, chance, 0.9)


def _garbled(text: str, chance: random.Random) -> str:
    sentences = []
    for sentence in _SENTENCE.split(_reworded(text, chance, 0.7)):
        words = [w for w in sentence.split() if w.lower() not in _DROPPED or chance.random() > 0.6]
        spelt = [_misspelt(w, chance) if w[:1].isupper() and i else w for i, w in enumerate(words)]
        clauses = re.split(r",\s+", " ".join(spelt))
        if len(clauses) > 1 and chance.random() < 0.4:
            clauses = [*clauses[1:], clauses[0]]
        sentences.append(", ".join(clauses))
    return " ".join(sentences)


def _reworded(text: str, chance: random.Random, share: float) -> str:
    def other(match: re.Match[str]) -> str:
        word = match[0]
        same = THESAURUS.get(word.lower())
        if same is None or chance.random() > share:
            return word
        return same.capitalize() if word[0].isupper() else same

    return _WORD.sub(other, text)


def _misspelt(word: str, chance: random.Random) -> str:
    """Return one name in ten in another spelling."""
    if chance.random() > 0.1 or len(word) < 5:
        return word
    old, new = chance.choice(_LETTERS)
    return word[:2] + word[2:].replace(old, new, 1)


OPERATIONS: Mapping[str, Operation] = {
    "verbatim": _verbatim,
    "retitled": _retitled,
    "trimmed at the end": _trimmed_end,
    "trimmed at the start": _trimmed_start,
    "re-ordered": _reordered,
    "credited": _credited,
    "typeset anew": _typeset,
    "edited": _edited,
    "spun": _spun,
    "garbled": _garbled,
}
"""By name; the last two change the words, the others hardly."""


def copy_of(document: Document, operation: str, seed: int) -> Document:
    """Return a copy of `document` by one of `OPERATIONS`, published up to two days later."""
    chance = random.Random(f"{seed} {operation} {document.id}")  # noqa: S311  (no secret)
    published = document.published_on
    if published is not None:
        later = date.fromisoformat(published[:10]) + timedelta(days=chance.randrange(3))
        published = later.isoformat()
    return Document.make(
        text=OPERATIONS[operation](document.text, chance),
        title=document.title if operation != "retitled" else f"Report {seed}",
        publisher=f"Outlet {operation} {seed}",
        published_on=published,
        language="en",
    )
