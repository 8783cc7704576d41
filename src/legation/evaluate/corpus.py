"""The corpus of claims: all its passages, their parts, and what is in them.

In: a folder as `corpora/claims`, and the file of releases. Out: passages by part, a tally.
Not here: the notation (`passages`), stand-off labels (`releases`), scoring (`claimscores`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from legation.evaluate.corpusfiles import (
    iter_bracketed_files,
    iter_labelled_file,
    part_by_hash,
    refuse_twice,
)
from legation.evaluate.passages import WISH, Note, Passage, iter_passages
from legation.evaluate.releases import iter_labelled

PARTS = ("train", "dev", "test")
# Which share of the passages, by the hash of their id, goes to test and to dev. The release shares
# are larger so that half of the test part is real text.
_OWN_SHARES, _RELEASE_SHARES = (0.07, 0.17), (0.27, 0.40)

# The passages of one case of contested claims stay in one part: g014a, g014b.
_CASE = re.compile(r"(g\d+)[a-z]$")
_PRONOUNS = frozenset("i we you he she it they who which that his her its their our my".split())
_QUOTES = '“"«'


def load_corpus(folder: Path, releases: Path | Sequence[Path] | None) -> list[Passage]:
    """Load all passages of a corpus; without `releases` only those of our own.

    Raises:
        PassageError: A file does not follow its notation, or an id stands twice.
    """
    own = [folder / "written", folder / "contested"]
    passages = [
        *iter_bracketed_files(own, iter_passages),
        *iter_labelled_file(folder / "releases.jsonl", _several(releases), iter_labelled),
    ]
    refuse_twice(folder, (one.id for one in passages))
    return passages


def load_second(folder: Path, releases: Path | Sequence[Path] | None) -> list[Passage]:
    """Load the passages that a second person annotated, as that person marked them."""
    second = folder / "second"
    return [
        *iter_bracketed_files([second], iter_passages),
        *iter_labelled_file(second / "releases.jsonl", _several(releases), iter_labelled),
    ]


def _several(releases: Path | Sequence[Path] | None) -> list[Path]:
    return [releases] if isinstance(releases, Path) else list(releases or ())


def part_of(passage: Passage) -> str:
    """Return to which of `PARTS` a passage belongs: fixed by the hash of its id."""
    case = _CASE.match(passage.id)
    name = case[1] if case else passage.id
    return part_by_hash(name, _RELEASE_SHARES if passage.title else _OWN_SHARES)


def tally(passages: Iterable[Passage]) -> dict[str, int]:
    """Return how much of what is in a corpus."""
    count: Counter[str] = Counter(
        dict.fromkeys(
            (
                "passages",
                "passages of releases",
                "words",
                "claims",
                "wishes",
                "nested",
                "denied or negated",
                "pronoun or description as source",
                "split, inverted or longer quotations",
                "no source",
                "look-alikes",
                "passages with look-alikes",
                "passages without a claim",
            ),
            0,
        )
    )
    for passage in passages:
        count["passages"] += 1
        count["passages of releases"] += bool(passage.title)
        count["words"] += len(passage.text.split())
        count["look-alikes"] += len(passage.lookalikes)
        count["passages with look-alikes"] += bool(passage.lookalikes)
        count["passages without a claim"] += not passage.notes
        for note in passage.notes:
            count["claims"] += 1
            count["wishes"] += note.act == WISH
            count["nested"] += note.parent is not None
            count["denied or negated"] += note.act == "deny" or note.negated
            count["pronoun or description as source"] += _is_described(passage, note)
            count["split, inverted or longer quotations"] += _is_turned(passage, note)
            count["no source"] += not note.source
    return dict(count)


def _is_described(passage: Passage, note: Note) -> bool:
    if not note.source:
        return False
    words = passage.text[note.source[0][0] : note.source[-1][1]].split()
    if words[0].lower() in _PRONOUNS:
        return True
    return not any(word[0].isupper() for word in words[1:]) and (
        len(words) == 1 or words[0][0].islower() or words[0] in {"The", "A", "An", "Both", "Two"}
    )


def _is_turned(passage: Passage, note: Note) -> bool:
    text = "".join(passage.text[s:e] for s, e in note.content)
    if not any(mark in text for mark in _QUOTES):
        return False
    return (
        len(note.content) > 1
        or note.content[0][0] < note.cue[0][0]
        or bool(re.search(r"[.?!] [A-Z]", text))
    )
