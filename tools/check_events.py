"""Check bracketed events, as they are written, and print what they hold.

Run: python tools/check_events.py FILE... ; exit code 1 and the place and cure of the first error.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from legation.evaluate.brackets import PassageError
from legation.evaluate.eventpassages import iter_event_passages


def main() -> int:
    """Print a tally of the files named."""
    count: Counter[str] = Counter()
    for name in sys.argv[1:]:
        try:
            for passage in iter_event_passages(Path(name).read_text(encoding="utf-8"), name):
                count["passages"] += 1
                count["without event"] += not passage.notes
                count["two or more"] += len(passage.notes) > 1
                count["look-alikes"] += len(passage.lookalikes)
                count["history"] += len(passage.history)
                for note in passage.notes:
                    count["events"] += 1
                    count[f"type {note.type}"] += 1
                    count[f"mode {note.type} {note.mode}"] += 1
                    count[f"status {note.status}"] += 1
                    count["with means"] += bool(note.means)
                    count["without actor"] += not note.who
        except PassageError as error:
            print(error, file=sys.stderr)
            return 1
    for what, n in sorted(count.items()):
        print(f"{n:5}  {what}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
