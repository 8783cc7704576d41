"""Build the shelf's file of office holders.

In: the folder with `offices.csv.gz` and `world_leaders.csv.gz` (Wikidata facts, CC0, gathered by
every-politician-scrapers), and the shelf's `states.tsv`. Out: `people.csv.gz` of the shelf.
Run: `python tools/build_people.py DATA/people`.
Not here: the hand-kept `principals.tsv`, which the shelf reads beside it.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from legation.reference.names import fold
from legation.reference.offices import office_key
from legation.reference.tables import load_table, split_list

FILES = Path(__file__).parents[1] / "src" / "legation" / "reference" / "files"
HEADER = """\
# People who held public office, with the days or years they held it.
# source: Wikidata, gathered by every-politician-scrapers: offices.csv (11 governments, days),
#   world_leaders.csv (heads of state and government of the others, years only)
# date: checked to 2022-07-31 (world_leaders: to late 2022); open end: still held when checked
# licence: CC0-1.0
# made by tools/build_people.py. `closed` is "successor" where the source left the end open: then
#   `until` is the day on which the next holder of a one-person office began.
"""


class Row(NamedTuple):
    """One tenure as it is written to the file."""

    person: str
    name: str
    state: str
    office: str
    since: str
    until: str
    closed: str


# Offices that several people hold at once: a later start does not end an earlier tenure.
SHARED = re.compile(
    r"justice|deputy prime|vice premier|councilor|minister of state|parliamentary|advis|counselor"
    r"|special assistant|lord of the treasury|vice president of|assistant|permanent representative"
    r"|without portfolio|election commissioner|deputy|member|captain regent|minister delegate",
    re.IGNORECASE,
)
# Posts below the reach of diplomatic reporting; they only make last names ambiguous.
LOCAL = re.compile(
    r"District Executive Committee|bishop|Head of Izhevsk|Head of Chelyabinsk", re.IGNORECASE
)
LATIN = re.compile(r"^[A-ZÀ-ɏḀ-ỿ'’ʿ‘]")
MONARCH = re.compile(r"^monarch\b", re.IGNORECASE)
QUEENS = ("Elizabeth", "Margrethe")


def read_csv(path: Path) -> list[dict[str, str]]:
    """Return the rows of a gzipped CSV file; a row of another width stops the build."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            sys.exit(f"{path}, row {number}: wrong number of fields: {row}")
    return rows


def title(office: str, state: str, name: str) -> str:
    """Return an office as an English-language desk writes it."""
    office = office.replace("Spokeperson", "Spokesperson")
    if state == "USA":
        office = office.replace("Secretary of Defence", "Secretary of Defense")
    # Wikidata files India's foreign secretary, a civil servant, under this label.
    if state == "IND" and office == "Minister of Foreign Affairs":
        office = "Foreign Secretary"
    if MONARCH.match(office):
        office = "Queen" if name.startswith(QUEENS) else "King"
    return office[:1].upper() + office[1:]


def close_superseded(rows: list[Row]) -> Iterator[Row]:
    """Yield `rows`, ends added where a one-person office has a later holder."""
    starts: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        if row.since:
            starts[row.state, row.office].append((row.since, row.person))
    for row in rows:
        if not row.until and not SHARED.search(row.office):
            later = [
                since
                for since, person in starts[row.state, row.office]
                if person != row.person and since > row.since
            ]
            if later:
                row = row._replace(until=min(later), closed="successor")  # noqa: PLW2901
        yield row


def read_offices(path: Path, dropped: Counter[str]) -> list[Row]:
    """Return the tenures of the eleven governments."""
    rows = []
    for line in read_csv(path):
        name = line["person"].strip()
        if not LATIN.match(name):
            dropped["name not in Latin script or not capitalised"] += 1
        elif LOCAL.search(line["position"]):
            dropped["local office"] += 1
        else:
            office = title(line["position"], line["state"], name)
            rows.append(
                Row(line["personID"], name, line["state"], office, line["start"], line["end"], "")
            )
    return list(close_superseded(rows))


def load_codes() -> dict[str, str]:
    """Return state codes by folded name."""
    codes: dict[str, str] = {}
    for row in load_table("states.tsv"):
        if row["until"]:
            continue
        for name in (row["name"], *split_list(row["aliases"])):
            codes[fold(name)] = row["id"]
    return codes


def world_office(label: str, country: str) -> str:
    """Return the office without its country: `President of Albania` is `President`."""
    if label == "President of the Republic of China":
        return "President"
    if label == "President of the Executive Yuan":
        return "Premier"
    label = re.sub(r"^(Federal Chancellor) of .*$", "Chancellor", label)
    short = re.sub(
        r"^(president|prime minister|premier|monarch|king|emir|sultan|supreme leader|emperor"
        r"|ngwenyama|governor-general|prince|chief minister|minister of state) of .*$",
        r"\1",
        label,
        flags=re.IGNORECASE,
    )
    short = re.sub(rf" of (the )?{re.escape(country)}$", "", short)
    return short.title() if short.islower() else short.replace("Prime minister", "Prime Minister")


def read_world(path: Path, known: list[Row], dropped: Counter[str]) -> list[Row]:
    """Return the heads of state and government that the first file does not have."""
    codes = load_codes()
    covered = {(row.person, row.state, office_key(row.office)) for row in known}
    days = {row.state for row in known}
    rows = []
    for line in read_csv(path):
        name = re.sub(r" (I of|of) [A-Z]\w+( \w+)?$", r"", line["officeholderLabel"])
        name = re.sub(r", Prince of .*$", "", name)
        if re.fullmatch(r"Q\d+", name):
            dropped["name missing"] += 1
            continue
        state = codes.get(fold(line["country"].replace("Kingdom of Denmark", "Denmark")), "")
        label = line["positionLabel"]
        office = title(world_office(label, line["country"]), state, name) if state else label
        if (line["officeholder"], state, office_key(office)) in covered:
            dropped["already there with days"] += 1
        elif state in days and line["start_year"] >= "2023":
            dropped["after the check"] += 1
        else:
            rows.append(
                Row(
                    line["officeholder"],
                    name,
                    state,
                    office,
                    line["start_year"],
                    line["end_year"],
                    "",
                )
            )
    return rows


def write(rows: list[Row], path: Path) -> None:
    """Write the file; the same rows give the same bytes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Row._fields)
    writer.writerows(rows)
    path.write_bytes(gzip.compress((HEADER + text.getvalue()).encode("utf-8"), mtime=0))


def main() -> None:
    """Build the file from the folder given on the command line."""
    if len(sys.argv) != 2:
        sys.exit(
            "usage: python tools/build_people.py FOLDER  (offices.csv.gz, world_leaders.csv.gz)"
        )
    folder = Path(sys.argv[1])
    dropped: Counter[str] = Counter()
    rows = read_offices(folder / "offices.csv.gz", dropped)
    rows += read_world(folder / "world_leaders.csv.gz", rows, dropped)
    write(rows, FILES / "people.csv.gz")
    n_people = len({row.person for row in rows})
    print(f"{len(rows)} tenures of {n_people} people; left out: {dict(dropped)}")


if __name__ == "__main__":
    main()
