"""Read the lists of office holders that the shelf's `people.csv.gz` is built from.

In: the folder `people` of the data, and the shelf's own `remembered.tsv`. Out: `Row`s, one a
tenure, each with its source and the day to which that source was checked.
Not here: which rows are one person or one tenure (`build_people`).
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from legation.reference.names import fold, slug
from legation.reference.offices import office_key
from legation.reference.tables import load_table, split_list

OFFICES, LEADERS, REIGN, VISITS, MEMORY = "offices", "leaders", "reign", "visits", "memory"
SOURCES = (OFFICES, LEADERS, MEMORY, VISITS, REIGN)
"""In the order of trust; the days of an earlier one stand."""

CHECKED = {
    OFFICES: "2022-07-31",
    LEADERS: "2022-09-30",
    REIGN: "2021-03-31",
    MEMORY: "2024-12-31",
}
"""Until when a source's open ends are known to hold."""


class Row(NamedTuple):
    """One tenure as it is written to the file."""

    person: str
    name: str
    state: str
    office: str
    since: str
    until: str
    closed: str
    source: str
    sure: str
    """Until when the source vouches for an open end; empty where all is remembered."""
    checked: str
    """Until when an open end is known to hold at all, be it by memory."""
    also: str = ""
    """Other names of the person, a semicolon between them."""


# Offices that several people hold at once: a later start does not end an earlier tenure.
SHARED = re.compile(
    r"justice|deputy prime|vice premier|councilor|minister of state|parliamentary|advis|counselor"
    r"|special assistant|lord of the treasury|vice president of|assistant"
    r"|permanent representative(?! to the united nations$)"
    r"|without portfolio|election commissioner|deputy|member|captain regent|minister delegate",
    re.IGNORECASE,
)
# Posts below the reach of diplomatic reporting; they only make last names ambiguous.
LOCAL = re.compile(
    r"District Executive Committee|bishop|Head of Izhevsk|Head of Chelyabinsk", re.IGNORECASE
)
# REIGN files who ruled by force of arms from abroad; he is a leader of his own state.
OCCUPIERS = frozenset({("KWT", "Saddam Hussein")})
LATIN = re.compile(r"^[A-ZÀ-ɏḀ-ỿ'’ʿ‘]")
MONARCH = re.compile(r"^monarch\b", re.IGNORECASE)
QUEENS = ("Elizabeth", "Margrethe")
# "President Hu Jintao", "Crown Prince Abdullah", "Prime Minister Ch'en".
TITLE = re.compile(
    r"^(?:Federal |Vice |Deputy |Crown |First |Foreign |Acting |Interim )*"
    r"(President|Prime Minister|Premier|Chancellor|King|Queen|Prince|Emir|Amir|Sultan|Sheikh|"
    r"Emperor|Taoiseach|Chairman|General|Pope|Minister)\s+"
)
# "President Stjepan Mesić and Prime Minister Ivica Račan" are two.
ANOTHER = re.compile(r" and (?=(?:Vice |Deputy )*(?:President|Prime Minister|Chancellor)\b)")


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


def read_offices(folder: Path, dropped: Counter[str]) -> list[Row]:
    """Return the tenures of the eleven governments."""
    rows = []
    for line in read_csv(folder / "offices.csv.gz"):
        name = line["person"].strip()
        if not LATIN.match(name):
            dropped["name not in Latin script or not capitalised"] += 1
        elif LOCAL.search(line["position"]):
            dropped["local office"] += 1
        else:
            office = title(line["position"], line["state"], name)
            rows.append(
                Row(
                    line["personID"], name, line["state"], office, line["start"], line["end"],
                    "", OFFICES, CHECKED[OFFICES], CHECKED[OFFICES],
                )
            )  # fmt: skip
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


def load_cow_codes() -> dict[str, str]:
    """Return ISO codes by the numbers of the Correlates of War."""
    return {
        row["cow"]: row["id"] for row in load_table("states.tsv") if row["cow"] and not row["until"]
    }


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


def read_leaders(folder: Path, known: list[Row], dropped: Counter[str]) -> list[Row]:
    """Return the heads of state and government that the first file does not have."""
    codes = load_codes()
    covered = {(row.person, row.state, office_key(row.office)) for row in known}
    days = {row.state for row in known}
    rows = []
    for line in read_csv(folder / "world_leaders.csv.gz"):
        name = re.sub(r", Prince of .*$", "", line["officeholderLabel"])
        name = re.sub(r" (I of|of) (the )?[A-Z]\w+( \w+)?$", "", name)
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
                    line["officeholder"], name, state, office, line["start_year"],
                    line["end_year"], "", LEADERS, CHECKED[LEADERS], CHECKED[LEADERS],
                )
            )  # fmt: skip
    return rows


def read_memory() -> list[Row]:
    """Return what the project's editors remember; no id of anybody else's."""
    return [
        Row(
            f"legation:{slug(line['name'])}", line["name"], line["state"], line["office"],
            line["since"], line["until"], "", MEMORY, "", CHECKED[MEMORY],
        )
        for line in load_table("remembered.tsv")
    ]  # fmt: skip


def read_reign(folder: Path, dropped: Counter[str]) -> list[Row]:
    """Return REIGN's effective leaders; it names most of them by the last name only."""
    codes = load_cow_codes()
    rows = []
    for line in read_csv(folder / "reign_leaders.csv.gz"):
        state = codes.get(line["ccode"])
        if state is None:
            dropped["REIGN: a state that is not on the shelf"] += 1
            continue
        if not line["syear"] or not line["smonth"]:
            dropped["REIGN: no date"] += 1
            continue
        if (state, line["leader"]) in OCCUPIERS:
            dropped["REIGN: a foreign occupier"] += 1
            continue
        name = re.sub(r"\s*\((?:acting|interim)\)", "", _mended(line["leader"])).strip()
        since = f"{int(line['syear']):04}-{int(line['smonth']):02}"
        if line["sdate"]:
            since += f"-{int(line['sdate']):02}"
        until = ""
        if line["eyear"]:
            until = f"{int(line['eyear']):04}-{int(line['emonth']):02}"
        rows.append(
            Row(
                f"legation:{slug(name)}-{state.lower()}", name, state, "Leader", since, until,
                "", REIGN, CHECKED[REIGN], CHECKED[REIGN],
            )
        )  # fmt: skip
    return rows


def _mended(name: str) -> str:
    """Return a name whose UTF-8 was read as Windows-1252 as it was meant."""
    try:
        return name.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return name


def read_visits(folder: Path, dropped: Counter[str]) -> list[Row]:
    """Return who visited the United States, in office on those days."""
    codes = load_codes()
    rows = []
    for line in read_csv(folder / "visits_to_2021.csv.gz"):
        state = codes.get(fold(country_of(line["from"])))
        match = TITLE.match(line["visitor"])
        if state is None or match is None or line["start"] < "1993":
            dropped["visits: before 1993, or title or country not known"] += 1
            continue
        after = (date.fromisoformat(line["end"]) + timedelta(days=1)).isoformat()
        for office, name in _visitors(line["visitor"]):
            rows.append(
                Row(
                    f"legation:{slug(name)}-{state.lower()}", name, state, office,
                    line["start"], after, "visit", VISITS, after, after,
                )
            )  # fmt: skip
    return rows


def _visitors(words: str) -> Iterator[tuple[str, str]]:
    """Yield office and name of each whom a line of the visits names, most of them one."""
    for one in ANOTHER.split(words):
        match = TITLE.match(one)
        if match is not None:
            name = re.sub(r"^of the Presidency ", "", one[match.end() :].strip())
            yield match[0].strip(), re.sub(r"^Dr\. ", "", name)


def country_of(words: str) -> str:
    """Return a country as it is called, where a list turns its name round or uses an old one."""
    name, _, rest = words.partition(", ")
    if rest.startswith(("Republic", "Federal Republic", "People", "Kingdom", "Democratic")):
        whole = f"{rest} {name}"
        return {"Republic of China": "Taiwan", "Republic of Korea": "South Korea"}.get(whole, whole)
    return words
