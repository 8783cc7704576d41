"""Build the shelf's file of clocks: how far each state's capital is ahead of Greenwich.

In: the time zone database of this computer (`zone.tab` and its zones; IANA, public domain); the
states of the shelf. Out: `zones.tsv`. Run: `python tools/build_zones.py [--output FILE]`.
Not here: reading the file (`reference.zones`).

Standard time of January 2022, summer time left out. A state with one zone has that; where there
are more, the capital's is named here.
"""

from __future__ import annotations

import argparse
import zoneinfo
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from legation.reference.tables import load_table

FILES = Path(__file__).parents[1] / "src" / "legation" / "reference" / "files"
ZONE_TAB = Path("/usr/share/zoneinfo/zone.tab")
HEADER = """\
# Hours that the clock of each state's capital is ahead of Greenwich, without summer time.
# source: IANA time zone database (public domain) as installed, states with one zone; where a
#   state has more, the capital's zone is named in tools/build_zones.py
# date: 2022-01-15, the day asked for
# licence: CC0-1.0
# made by tools/build_zones.py; states that are no more have no line
"""
DAY = datetime(2022, 1, 15, 12, tzinfo=UTC)
# Zones of capitals where a state has several.
CAPITALS = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei",
    "ID": "Asia/Jakarta",
    "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty",
    "MH": "Pacific/Majuro",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Hebron",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
    "XK": "Europe/Belgrade",
}


def zones_by_country() -> dict[str, list[str]]:
    """Return the zones of each country by its ISO 3166 alpha-2 code."""
    zones: dict[str, list[str]] = defaultdict(list)
    for line in ZONE_TAB.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            zones[country].append(zone)
    return zones


def hours_ahead(zone: str) -> float:
    """Return the hours that a zone's standard time is ahead of Greenwich."""
    there = DAY.astimezone(zoneinfo.ZoneInfo(zone))
    offset, summer = there.utcoffset(), there.dst()
    if offset is None:
        msg = f"{zone}: the time zone database gives no offset"
        raise SystemExit(msg)
    seconds = offset.total_seconds() - max(summer.total_seconds() if summer else 0.0, 0.0)
    return seconds / 3600


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--output", type=Path, default=FILES / "zones.tsv")
    asked = parser.parse_args()
    zones = zones_by_country()
    lines = []
    for row in load_table("states.tsv"):
        if row["until"]:
            continue
        found = [CAPITALS[row["alpha2"]]] if row["alpha2"] in CAPITALS else zones[row["alpha2"]]
        if len(found) != 1:
            msg = f"{row['id']} has {len(found)} zones; name its capital's in CAPITALS"
            raise SystemExit(msg)
        lines.append(f"{row['id']}\t{hours_ahead(found[0]):g}")
    body = "\n".join(sorted(lines))
    asked.output.write_text(f"{HEADER}state\thours\n{body}\n", encoding="utf-8")
    print(f"{asked.output}: {len(lines)} states")


if __name__ == "__main__":
    main()
