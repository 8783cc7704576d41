"""Turn bracketed passages of releases into the stand-off labels of `corpora/claims/releases.jsonl`.

The bracketed files hold the releases' own sentences and stay outside the project. Each passage is
looked up in the releases by its words.

Run: python tools/label_releases.py WHITEHOUSE.jsonl.gz DRAW.json BRACKETED... > releases.jsonl
DRAW.json is a list of objects with the `id` of a passage, and `release`, `start`, `end`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from legation.evaluate.passages import Passage, PassageError, iter_passages
from legation.evaluate.releases import Release, line_of, load_releases


def _line(passage: Passage, named: Sequence[Release], start: int, end: int) -> str:
    """Return the label line for the one release of that id which the passage repeats."""
    for release in named[:-1]:
        with suppress(PassageError):
            return line_of(passage, release, start, end)
    return line_of(passage, named[-1], start, end)


def main() -> int:
    """Print one line of labels for each passage of the files named."""
    releases = load_releases(Path(sys.argv[1]))
    draw = {one["id"]: one for one in json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))}
    for name in sys.argv[3:]:
        for passage in iter_passages(Path(name).read_text(encoding="utf-8"), name):
            drawn = draw[passage.id]
            print(_line(passage, releases[drawn["release"]], drawn["start"], drawn["end"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
