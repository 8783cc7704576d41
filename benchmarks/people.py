"""Check the shelf's office holders against lists it was not made from.

Builds the shelf without REIGN and without the visits to the United States, and asks it about both:
which state a leader's name and a day lead to, which leader a state and a day lead to, and whether
a visitor as the list writes him ("President Hu Jintao", China) is the right person. States covered
are those whose heads the remembered list has; they are printed. Says so where data are missing.

Run: python benchmarks/people.py [DATA/people]
"""

from __future__ import annotations

import csv
import gzip
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

from legation.reference import people
from legation.reference.names import fold
from legation.reference.shelf import Shelf, load_shelf
from legation.reference.tables import load_rows, load_table
from legation.resolve.directory import Directory
from legation.resolve.likeness import sounds_like
from legation.resolve.lookup import who_is

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "people"
SMOKE = os.environ.get("LEGATION_BENCH_SMOKE") == "1"
SINCE, UNTIL = date(2000, 1, 1), date(2021, 3, 31)


def shelf_without(folder: Path, left_out: str) -> Shelf:
    """Return the shelf as it would be without some lists."""
    with tempfile.TemporaryDirectory() as place:
        made = Path(place) / "people.csv.gz"
        tool = ROOT / "tools" / "build_people.py"
        words = [sys.executable, *map(str, (tool, folder, "--without", left_out, "--output", made))]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        lines = gzip.decompress(made.read_bytes()).decode().splitlines()
    rows = list(csv.reader(line for line in lines if not line.startswith("#")))
    with patch.object(
        people,
        "load_rows",
        lambda name: iter(rows) if name == "people.csv.gz" else load_rows(name),
    ):
        return Shelf()


def read(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def iter_spells(folder: Path, covered: set[str]) -> Iterator[tuple[str, str, date]]:
    """Yield state, name and the middle day of REIGN's spells since 2000."""
    codes = {
        row["cow"]: row["id"] for row in load_table("states.tsv") if row["cow"] and not row["until"]
    }
    for row in read(folder / "reign_leaders.csv.gz"):
        state = codes.get(row["ccode"])
        if state not in covered or not row["syear"] or not row["smonth"]:
            continue
        first = date(int(row["syear"]), int(row["smonth"]), int(row["sdate"] or 1))
        last = UNTIL
        if row["eyear"]:
            last = date(int(row["eyear"]), int(row["emonth"]), 1)
        first, last = max(first, SINCE), min(last, UNTIL)
        if last - first >= timedelta(days=2):
            yield state, row["leader"].split("(")[0].strip(), first + (last - first) / 2


def is_named(asked: str, name: str) -> bool:
    """Tell whether REIGN's name, mostly a last name, is that of a person."""
    words = [word for word in fold(asked).split() if len(word) > 2]
    return any(sounds_like(word, other) for word in words for other in fold(name).split())


def share(right: int, n: int) -> str:
    return f"{right} of {n}, {100 * right / max(1, n):.1f} %"


def bench_reign(folder: Path, shelf: Shelf, covered: set[str]) -> None:
    directory = Directory.of(shelf)
    spells = list(iter_spells(folder, covered))[:: 20 if SMOKE else 1]
    named = led = 0
    wrong: list[str] = []
    for state, name, day in spells:
        answers = who_is(name, directory, day)
        there = bool(answers) and answers[0].actor.state == state
        named += there
        if not there:
            wrong.append(f"{state} {day} {name}: {answers and answers[0].actor}")
        leader = directory.leader(state, day)
        right = leader is not None and is_named(name, leader.person.name)
        led += right
        if not right:
            wrong.append(f"{state} {day} {name}: {leader.person.name if leader else 'nobody'}")
    print(
        f"REIGN, {len(spells)} spells: name and date lead to the state: {share(named, len(spells))}"
    )
    print(f"  state and date lead to the leader: {share(led, len(spells))}")
    if "--wrong" in sys.argv:
        print("\n".join(f"    {line}" for line in wrong))


def bench_visitors(folder: Path, shelf: Shelf, covered: set[str]) -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    from people_sources import TITLE, country_of, load_codes

    codes, directory = load_codes(), Directory.of(shelf)
    right = n = 0
    wrong: list[str] = []
    for row in read(folder / "visits_to_2021.csv.gz")[:: 20 if SMOKE else 1]:
        state = codes.get(fold(country_of(row["from"])))
        title = TITLE.match(row["visitor"])
        if state not in covered or row["start"] < "2000" or title is None:
            continue
        n += 1
        answers = who_is(row["visitor"], directory, date.fromisoformat(row["start"]), state)
        bare = row["visitor"][title.end() :]
        # In office on that day, and bearing the name: the list itself names nobody else.
        found = answers[0] if answers else None
        good = found is not None and found.office is not None and is_named(bare, found.actor.name)
        right += good
        if not good:
            wrong.append(f"{state} {row['start']} {row['visitor']}: {found and found.actor.name}")
    print(f"visitors since 2000 lead to the person in office: {share(right, n)}")
    if "--wrong" in sys.argv:
        print("\n".join(f"    {line}" for line in wrong))


def main() -> int:
    named = [Path(word) for word in sys.argv[1:] if not word.startswith("--")]
    folder = named[0] if named else DATA
    if not folder.exists():
        print(f"left out: {folder} is not here; name the folder with reign_leaders.csv.gz")
        return 0
    covered = {row["state"] for row in load_table("remembered.tsv")} & set(load_shelf().states)
    print(f"{len(covered)} states covered: {' '.join(sorted(covered))}")
    shelf = shelf_without(folder, "reign,visits")
    bench_reign(folder, shelf, covered)
    bench_visitors(folder, shelf, covered)
    return 0


if __name__ == "__main__":
    sys.exit(main())
