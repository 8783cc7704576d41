"""The shelf's trade files: the embedded table, its regions, and whose code means which sector.

In: `files/trade_*`. Out: rows of the files, cut and checked, nothing computed from them.
Not here: trade tables as the models take them (`leverage.library`), looking up words
(`leverage.naming`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from legation.reference.rows import iter_rows
from legation.reference.tables import load_rows, load_text, split_list

SECTORS = (
    "agriculture",
    "energy and mining",
    "food",
    "textiles and other goods",
    "materials",
    "refined fuels",
    "chemicals",
    "metals",
    "machinery",
    "electronics",
    "vehicles",
    "services",
)
SERVICES = frozenset({"services"})
SCHEMES = ("isic4", "wiod2013", "hs", "word")

FLOWS_FILE = "trade_2021.csv.gz"
INPUTS_FILE = "trade_inputs.csv.gz"


@dataclass(frozen=True, slots=True)
class TradeRegion:
    """One region of the embedded table."""

    id: str
    name: str
    holds: tuple[str, ...]
    """Codes of the OECD table that it sums."""
    inputs: tuple[str, ...]
    """Economies of WIOD's 2013 release whose summed input coefficients it is given."""


@cache
def load_regions() -> tuple[TradeRegion, ...]:
    """Load the regions of the embedded table, in its order."""
    return tuple(
        TradeRegion(
            row.cells["region"],
            row.cells["name"],
            tuple(split_list(row.cells["holds"])),
            tuple(split_list(row.cells["inputs"])),
        )
        for row in iter_rows("trade_regions.tsv", ("region", "name", "holds", "inputs"))
    )


@cache
def load_sector_codes(scheme: str) -> Mapping[str, tuple[str, ...]]:
    """Load the codes of one of `SCHEMES`: code -> the sectors of `SECTORS` it belongs to."""
    codes: dict[str, tuple[str, ...]] = {}
    for row in iter_rows("trade_sectors.tsv", ("scheme", "code", "sector", "label")):
        if row.one_of("scheme", SCHEMES) == scheme:
            sectors = tuple(split_list(row.cells["sector"]))
            for sector in sectors:
                if sector not in SECTORS:
                    row.one_of("sector", SECTORS)
            codes[row.cells["code"]] = sectors
    return MappingProxyType(codes)


@dataclass(frozen=True, slots=True)
class TradeRows:
    """A packed file as it lies on the shelf."""

    keys: tuple[tuple[str, str], ...]
    """The first two cells of each row: exporter and importer, or region and input."""
    values: tuple[tuple[float, ...], ...]
    """The other cells, one a sector of `SECTORS`."""
    heading: Mapping[str, str]
    """What the comment lines say: source, date, licence and more."""


def load_trade_rows(name: str) -> TradeRows:
    """Load `FLOWS_FILE` (million US dollars) or `INPUTS_FILE` (shares of gross output).

    Raises:
        ShelfError: The file is missing or broken.
    """
    rows = load_rows(name)
    next(rows)
    keys, values = [], []
    for row in rows:
        keys.append((row[0], row[1]))
        values.append(tuple(map(float, row[2:])))
    return TradeRows(tuple(keys), tuple(values), _heading(name))


def _heading(name: str) -> Mapping[str, str]:
    """Return the comment lines `# key: words`; a line that starts with blanks goes on."""
    told: dict[str, str] = {}
    last = None
    for line in load_text(name).splitlines():
        if not line.startswith("#"):
            break
        text = line[1:]
        key, colon, words = text.strip().partition(": ")
        if text.startswith("   ") and last:
            told[last] += " " + text.strip()
        elif colon and " " not in key:
            told[key], last = words.strip(), key
    return MappingProxyType(told)
