"""Check the shelf's states against files that carry codes and names of states.

In: the folder of source files (`un/countries.csv.gz`, `people/world_leaders.csv.gz`,
`people/Phoenix.Countries.actors.txt.gz`, `people/offices.csv.gz`). Out: every disagreement,
printed, and the exit code 1 when there is one that is not known and explained here.
Run: `python tools/check_states.py DATA`.
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from legation.reference.names import fold
from legation.reference.shelf import Shelf, load_shelf
from legation.reference.tables import load_table

# Names the files have that the shelf leaves out on purpose, each with its reason.
KNOWN = {
    "Zanzibar": "part of Tanzania since 1964",
    "Yemen Arab Republic": "no code in the file; the shelf files it as a name of Yemen",
    "Federal Republic of Germany": "no code in the file; the shelf files it as a name of Germany",
}
# Codes of the CAMEO dictionary that are not ISO 3166-1 alpha-3, and what they are there.
CAMEO_CODES = {"KSV": "XKX", "ROM": "ROU", "TMP": "TLS", "ZAR": "COD", "IMY": "IMN", "DFR": "SDN"}


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a gzipped CSV file."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def iter_code_faults(shelf: Shelf, path: Path) -> Iterator[str]:
    """Yield names of the UN voting table whose two-letter code or state is another here."""
    alpha2 = {row["id"]: row["alpha2"] for row in load_table("states.tsv")}
    for row in read_rows(path):
        name, code = row["country"], row["country_code"]
        states = [entry.actor.id for entry in shelf.find(name) if entry.actor.type == "state"]
        if name in KNOWN:
            continue
        if not states:
            yield f"{path.name}: {name!r} is not on the shelf"
        elif code and code not in {alpha2.get(state or "") for state in states}:
            yield f"{path.name}: {name!r} has the code {code}, here {states}"


def iter_leader_faults(shelf: Shelf, path: Path) -> Iterator[str]:
    """Yield countries of the leaders' table that the shelf does not know."""
    for name in sorted({row["country"] for row in read_rows(path)}):
        if not any(entry.actor.type in ("state", "place") for entry in shelf.find(name)):
            yield f"{path.name}: {name!r} is not on the shelf"


def iter_dictionary_faults(shelf: Shelf, path: Path) -> Iterator[str]:
    """Yield states of the CAMEO dictionary that stand under another code here."""
    headline = re.compile(r"^([A-Z][A-Z_'.-]+?)_?\s+\[([A-Z]{3})\]")
    with gzip.open(path, "rt", encoding="latin-1") as lines:
        for line in lines:
            match = headline.match(line)
            if match is None:
                continue
            name, code = match[1].replace("_", " ").strip(), CAMEO_CODES.get(match[2], match[2])
            states = {entry.actor.id for entry in shelf.find(name) if entry.actor.type == "state"}
            if states and code in shelf.states and code not in states:
                yield f"{path.name}: {name!r} has the code {code}, here {sorted(map(str, states))}"


def iter_office_faults(shelf: Shelf, folder: Path) -> Iterator[str]:
    """Yield hand-kept principals whose Wikidata id the source files do not give for that name."""
    known: dict[str, set[str]] = {}
    for row in read_rows(folder / "offices.csv.gz"):
        known.setdefault(row["personID"], set()).add(fold(row["person"]).split()[-1])
        if row["state"] not in shelf.states:
            yield f"offices.csv.gz: {row['state']} is not on the shelf"
    for row in read_rows(folder / "world_leaders.csv.gz"):
        known.setdefault(row["officeholder"], set()).add(fold(row["officeholderLabel"]).split()[-1])
    for row in load_table("principals.tsv"):
        if row["id"].startswith("Q"):
            names = known.get(row["id"], set())
            if not names & set(fold(row["name"]).split()):
                yield f"principals.tsv: {row['name']} has the id {row['id']}, of {sorted(names)}"


def main() -> None:
    """Print what disagrees between the shelf and the folder given on the command line."""
    if len(sys.argv) != 2:
        sys.exit("usage: python tools/check_states.py FOLDER  (with un/ and people/)")
    folder = Path(sys.argv[1])
    shelf = load_shelf()
    faults = [
        *iter_code_faults(shelf, folder / "un" / "countries.csv.gz"),
        *iter_leader_faults(shelf, folder / "people" / "world_leaders.csv.gz"),
        *iter_dictionary_faults(shelf, folder / "people" / "Phoenix.Countries.actors.txt.gz"),
        *iter_office_faults(shelf, folder / "people"),
    ]
    print("\n".join(faults) or "the shelf and the files agree")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
