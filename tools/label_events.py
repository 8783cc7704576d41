"""Turn bracketed passages of releases into the stand-off labels of `corpora/events/releases.jsonl`.

The bracketed files hold the releases' own sentences and stay outside the project. Each passage is
looked up in the releases by its words.

Run: python tools/label_events.py DRAW.json RELEASES... -- BRACKETED... > releases.jsonl
DRAW.json is a list of objects with the `id` of a passage, `from`, `release`, `start`, `end`.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path

from legation.evaluate.brackets import PassageError
from legation.evaluate.eventpassages import iter_event_passages
from legation.evaluate.eventreleases import event_line_of
from legation.evaluate.releases import load_releases


def main() -> int:
    """Print one line of labels for each passage of the files named."""
    draw_file, *rest = sys.argv[1:]
    split = rest.index("--")
    releases = load_releases(*map(Path, rest[:split]))
    draw = {one["id"]: one for one in json.loads(Path(draw_file).read_text(encoding="utf-8"))}
    for name in rest[split + 1 :]:
        for passage in iter_event_passages(Path(name).read_text(encoding="utf-8"), name):
            one = draw[passage.id]
            named = releases[one["release"]]
            for release in named[:-1]:
                with suppress(PassageError):
                    print(event_line_of(passage, release, one["start"], one["end"], one["from"]))
                    break
            else:
                print(event_line_of(passage, named[-1], one["start"], one["end"], one["from"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
