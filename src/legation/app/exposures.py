"""Draw up who depends on whom for those that a person names, and lay it out.

In: a trade table and words for parties and sectors. Out: `Exposure`; the records and rows of
it.
Not here: the measures (`leverage`), tables for people (`app.exposuretables`), pictures
(`app.exposurepictures`), printing (`app.commands.leverage_exposure`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from legation.app.plain import plain, plain_row
from legation.app.tables import Row
from legation.leverage.chains import Chains, trace_chains
from legation.leverage.concordance import sector_of
from legation.leverage.errors import LeverageError
from legation.leverage.exposure import Asymmetry, measure_asymmetry, measure_tie
from legation.leverage.grouping import gather_parties
from legation.leverage.naming import fold_name, region_name, sector_meanings, service_sectors
from legation.leverage.profile import Profile, compare_profiles, draw_profile
from legation.leverage.table import TradeTable

if TYPE_CHECKING:
    from legation.leverage.readers import Reading

EVERYBODY = "all"
# A name longer than this makes way for its code in a table or a picture.
_LONG_NAME = 24


@dataclass(frozen=True, slots=True)
class Exposure:
    """What was asked of one table, answered."""

    table: TradeTable
    """With organisations that were named added up."""
    mended: tuple[str, ...]
    """What was found when the table was read, as sentences."""
    summed: Mapping[str, tuple[str, ...]]
    meant: Mapping[str, tuple[str, ...]]
    """Words for sectors that were asked for -> the table's sectors that they mean; empty: all."""
    sectors: tuple[int, ...] | None
    chains: Chains | None
    profiles: tuple[Profile, ...]
    """Of each party asked for."""
    mutual: tuple[tuple[Profile, Profile], ...]
    """Each party asked for with each that it is held against."""

    @property
    def covers(self) -> str:
        """Return what the numbers cover, as a sentence says it."""
        if self.sectors is not None:
            return ", ".join(sector_words(self.table.sectors[number]) for number in self.sectors)
        return coverage(self.table)

    @property
    def source(self) -> str:
        """Return table, year and coverage in one line."""
        return f"{self.table.name}, {self.table.year}, {self.covers}"


def coverage(table: TradeTable) -> str:
    """Return what a whole table covers: goods and services, goods alone, or its sectors."""
    services = service_sectors(table)
    if services is None:
        return f"all {len(table.sectors)} sectors" if len(table.sectors) > 1 else "all trade"
    return "goods and services" if services.any() else "goods alone"


def draw_up(
    reading: Reading, of: Sequence[str], to: Sequence[str], sector: Sequence[str]
) -> Exposure:
    """Return who depends on whom, for the parties named.

    Args:
        reading: A table.
        of: Words for parties; `all` alone means every region.
        to: Words for those that they are held against; may be empty.
        sector: Words for sectors, together; empty: all.

    Raises:
        LeverageError: A word means nothing in the table, two parties overlap, or nobody is named.
    """
    if not of:
        msg = "nobody is named; give --of a region, such as RUS, or all"
        raise LeverageError(msg)
    everybody = [one.casefold() for one in of] == [EVERYBODY]
    named = () if everybody else tuple(of)
    parties = gather_parties(reading.table, (*named, *to))
    table = parties.table
    ours = (
        tuple(range(len(table.regions)))
        if everybody
        else tuple(dict.fromkeys(parties.indices[: len(named)]))
    )
    theirs = tuple(dict.fromkeys(parties.indices[len(named) :]))
    pairs = [(one, on) for one in ours for on in theirs if one != on]
    if theirs and not pairs:
        msg = f"{table.regions[theirs[0]]} is on both sides; name another with --to"
        raise LeverageError(msg)
    meant = meanings_of(table, sector)
    sectors = _sectors(table, meant)
    chains = None if table.input_shares is None else trace_chains(table)
    drawn = {
        index: draw_profile(table, index, sectors=sectors, chains=chains, whole=reading.table)
        for index in dict.fromkeys((*ours, *theirs))
    }
    return Exposure(
        table=table,
        mended=tuple(finding.words for finding in reading.findings),
        summed=parties.summed,
        meant=meant,
        sectors=sectors,
        chains=chains,
        profiles=tuple(drawn[index] for index in ours),
        mutual=tuple((drawn[one], drawn[on]) for one, on in pairs),
    )


def meanings_of(table: TradeTable, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return each word with the table's sectors that it means; words parted by commas one by one.

    Raises:
        NameInTableError: A word means none; the message offers the nearest names.
    """
    return {
        part: tuple(table.sectors[index] for index in found)
        for word in words
        for part, found in sector_meanings(table, word)
    }


def meaning_words(meant: Mapping[str, tuple[str, ...]]) -> str:
    """Return words with what they became: `gas = energy and mining`; a sector's own name alone."""
    return ", and ".join(_meaning(word, sectors) for word, sectors in meant.items())


def _meaning(word: str, sectors: Sequence[str]) -> str:
    if word.casefold() == EVERYBODY:
        return "all sectors"
    named = fold_name(word) == fold_name(", ".join(sectors))
    return word if named else f"{word} = {', '.join(sector_words(one) for one in sectors)}"


def _sectors(table: TradeTable, meant: Mapping[str, Sequence[str]]) -> tuple[int, ...] | None:
    names = {sector for sectors in meant.values() for sector in sectors}
    found = [index for index, sector in enumerate(table.sectors) if sector in names]
    return tuple(found) if meant and len(found) < len(table.sectors) else None


def short_name(region: str) -> str:
    """Return what to call a region in a table or a picture: its name, its code where that is long.

    The codes of regions that sum many states (`EU23`) are told under the table.
    """
    name = region_name(region)
    return name if len(name) <= _LONG_NAME else region


def sector_words(sector: str) -> str:
    """Return a sector by its name; a statistical code with the sector of ours it belongs to."""
    ours = sector_of(sector)
    return sector if ours in (None, sector) else f"{sector} ({ours})"


def in_sentence(region: str) -> str:
    """Return a region as it stands inside a sentence: `the United States`."""
    from legation.briefing.naming import with_article

    name = region_name(region)
    return f"the {name}" if name.startswith("rest of") else with_article(name)


def records(exposure: Exposure) -> dict[str, Any]:
    """Return all of it as one JSON object; shares are 0 to 1, money is current US dollars."""
    table = exposure.table
    told = {
        "table": table.name,
        "year": table.year,
        "covers": exposure.covers,
        "sectors_meant": {word: list(names) for word, names in exposure.meant.items()},
        "provenance": table.provenance,
        "approximate": table.approximate,
        "mended": list(exposure.mended),
        "summed": {name: list(regions) for name, regions in exposure.summed.items()},
        "through_chains": exposure.chains is not None,
        "regions": [_profile_record(one) for one in exposure.profiles],
        "mutual": [_mutual_record(exposure, one, other) for one, other in exposure.mutual],
    }
    return plain_row(told)


def _profile_record(profile: Profile) -> dict[str, Any]:
    told = asdict(profile)
    told["name"] = region_name(profile.region)
    for line, one in zip(told["critical"], profile.critical, strict=True):
        line["is_dependent"] = one.is_dependent
    return told


def _mutual_record(exposure: Exposure, one: Profile, other: Profile) -> dict[str, Any]:
    found = compare_profiles(one, other)
    return {
        "first": asdict(found.first) | _chain_shares(one, other.region),
        "second": asdict(found.second) | _chain_shares(other, one.region),
        "ratio": found.ratio,
        "sectors": [
            {"first": asdict(tie.first), "second": asdict(tie.second), "ratio": tie.ratio}
            for tie in ties_by_sector(exposure, one.region, other.region)
        ],
    }


def _chain_shares(profile: Profile, on: str) -> dict[str, Any]:
    partner = profile.partner(on)
    bought = None if partner is None else partner.value_bought
    sold = None if partner is None else partner.value_sold
    return {"value_bought": bought, "value_sold": sold}


def ties_by_sector(exposure: Exposure, one: str, other: str) -> tuple[Asymmetry, ...]:
    """Return what two regions are to each other in each sector asked for, most trade first."""
    table = exposure.table
    first, second = table.regions.index(one), table.regions.index(other)
    sectors = range(len(table.sectors)) if exposure.sectors is None else exposure.sectors
    ties = [measure_asymmetry(table, first, second, sector) for sector in sectors]
    return tuple(sorted(ties, key=lambda tie: -(tie.first.imports_usd + tie.first.exports_usd)))


CSV_FIELDS = (
    *("table", "year", "region", "partner", "sector", "imports_usd", "share_of_imports"),
    *("share_of_use", "exports_usd", "share_of_exports", "share_of_output"),
    *("value_bought", "value_sold"),
)


def csv_rows(exposure: Exposure) -> list[Row]:
    """Return a row for each party, partner and sector, and one for the sectors together (`all`).

    What goes through supply chains is known of the sectors together only.
    """
    rows: list[Row] = []
    table = exposure.table
    chosen = range(len(table.sectors)) if exposure.sectors is None else exposure.sectors
    together = "all" if exposure.sectors is None else " + ".join(table.sectors[n] for n in chosen)
    for profile in exposure.profiles:
        of = table.regions.index(profile.region)
        for partner in profile.partners:
            start: Row = {
                "table": table.name,
                "year": table.year,
                "region": profile.region,
                "partner": partner.partner,
            }
            rows.append({**start, "sector": together, **asdict(partner)})
            on = table.regions.index(partner.partner)
            for number in chosen if len(chosen) > 1 else ():
                tie = asdict(measure_tie(table, of, on, number))
                rows.append({**start, **tie})
    return [{name: plain(row.get(name)) for name in CSV_FIELDS} for row in rows]
