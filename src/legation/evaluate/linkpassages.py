"""Read passages in which mentions are marked with whom they mean.

In: the notation of `corpora/linking/README.md`. Out: `LinkPassage`s.
Not here: the brackets themselves (`brackets`), scoring (`linkscores`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from legation.evaluate.brackets import Bracketed, Marks, Place, iter_bracketed
from legation.evaluate.corpusfiles import iter_bracketed_files, part_by_hash, refuse_twice
from legation.reference.shelf import load_shelf

KINDS = (
    *("metonym", "place", "role", "namesake", "misspelt", "group", "pronoun", "description"),
    *("person", "body", "organisation"),
)
MARKS = Marks("m", "x")

# The rest is the test part: it must hold six hundred mentions, and a little is enough to work on.
_SHARES = (0.0, 0.25)
# A name may stand in quotation marks; one of three capitals must, or it would be a state.
_ANSWER = re.compile(
    r'(?:(?P<code>[A-Z]{3})|(?P<name>\?|"[^"@|]+"|[^"@|]+)(?:@(?P<state>[A-Z]{3}))?)$'
)


@dataclass(frozen=True, slots=True)
class Meant:
    """One party that a mention means."""

    name: str | None
    """None: a state or its government, or, with `unnamed`, somebody nobody names."""
    state: str | None
    unnamed: bool = False


class LinkAnswerError(ValueError):
    """An answer does not follow the notation."""


@dataclass(frozen=True, slots=True)
class MarkedMention:
    """A mention as somebody marked it."""

    number: int
    place: Place
    kind: str
    """One of `KINDS`."""
    meant: tuple[Meant, ...]
    """Empty: nobody, or it cannot be told."""


@dataclass(frozen=True, slots=True)
class LinkPassage:
    """One text with some of its mentions."""

    id: str
    register: str
    date: str
    text: str
    mentions: tuple[MarkedMention, ...]
    to_learn_from: bool = False
    """It stands in `more`, which no figure of the test part rests on."""

    @property
    def part(self) -> str:
        """`dev` or `test`, fixed by the hash of the id; `dev` for all of `more`."""
        if self.to_learn_from:
            return "dev"
        return "dev" if part_by_hash(self.id, _SHARES) == "dev" else "test"


def load_link_corpus(folder: Path) -> list[LinkPassage]:
    """Load all passages of a corpus such as `corpora/linking`.

    Raises:
        PassageError: A file does not follow its notation, or an id stands twice.
    """
    passages = list(iter_bracketed_files([folder / "written"], iter_link_passages))
    if (folder / "more").is_dir():
        found = iter_bracketed_files([folder / "more"], iter_link_passages)
        passages += [replace(one, to_learn_from=True) for one in found]
    refuse_twice(folder, (one.id for one in passages))
    return passages


def iter_link_passages(text: str, name: str = "passages") -> Iterator[LinkPassage]:
    """Yield the passages of one file in their order.

    Raises:
        PassageError: A bracket or a line does not follow the notation.
    """
    for one in iter_bracketed(text, MARKS, name):
        mentions = tuple(_mention(one, number) for number in sorted(one.told))
        yield LinkPassage(one.id, one.register, one.date, one.text, mentions)


def _mention(one: Bracketed, number: int) -> MarkedMention:
    words = one.words_of(number)
    line = one.told[number][0]
    if len(words) < 2 or words[0] not in KINDS:
        one.refuse(line, f"write @{number} with a kind ({', '.join(KINDS)}) and an answer")
    places = one.places(number, "m")
    if len(places) != 1:
        one.refuse(line, f"@{number} needs one bracket [m{number} …]")
    try:
        meant = parse_answer(one.told[number][1].partition(words[0])[2].strip())
    except LinkAnswerError as error:
        one.refuse(line, str(error))
    return MarkedMention(number, places[0], words[0], meant)


def parse_answer(answer: str) -> tuple[Meant, ...]:
    """Return whom an answer means; nobody for `-`.

    Raises:
        LinkAnswerError: It does not follow the notation.
    """
    return () if answer == "-" else tuple(map(_meant, answer.split("|")))


def _meant(answer: str) -> Meant:
    match = _ANSWER.match(answer)
    if match is None:
        msg = f'{answer!r}: write RUS, "Wang Yi"@CHN, "NATO", ?@CHN or -'
        raise LinkAnswerError(msg)
    code = match["code"] or match["state"]
    if code is not None and load_shelf().actor(code) is None:
        msg = f'{answer!r}: {code} is no state; write a name in quotation marks, "IMF"'
        raise LinkAnswerError(msg)
    if match["code"]:
        return Meant(None, match["code"])
    if match["name"] == "?":
        return Meant(None, match["state"], unnamed=True)
    return Meant(match["name"].strip('"'), match["state"])
