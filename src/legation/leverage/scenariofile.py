"""Read a scenario file: TOML that a person writes.

In: the path of a `.toml` file. Out: `Plan`; or `ScenarioError` with file, line and cure.
Not here: whether a table has the regions and sectors it names (`leverage.parties`), running it
(`leverage.scenario`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from legation.leverage.economy import Deficits, Model
from legation.leverage.elasticities import MAX_ELASTICITY, load_sets
from legation.leverage.library import DEFAULT
from legation.leverage.scenarioplan import (
    Cushion,
    CushionKind,
    Direction,
    ElasticityChoice,
    Instrument,
    Measure,
    Named,
    Plan,
    Published,
    ScenarioError,
    same_word,
)
from legation.leverage.shock import MAX_FACTOR
from legation.reference.tomltable import TomlTable, among, load_toml

_TOP = (
    *("title", "senders", "target", "tables", "models", "elasticities", "imbalances"),
    *("measure", "cushion", "secondary", "published"),
)
_MEASURE = ("by", "against", "sectors", "instrument", "size", "size_is_meant", "direction")
_CUSHION = ("by", "sectors", "direction", *CushionKind)
_PUBLISHED = ("value", "of", "quantity", "source")
# Two models that differ in what they assume, and their short run: the five-fold spread is there.
_MODELS = (Model.SECTORS, Model.INPUT_OUTPUT, Model.SHORT_RUN)
ALL_SECTORS = "all"
# 300 %: a share above it is more likely a slip (25 for 25 %) than meant. A choice, not measured.
MOST_WITHOUT_A_WORD = 3.0
REAL_INCOME, ACTING_TOGETHER = "real income", "acting together"


def load_plan(path: Path) -> Plan:
    """Load a scenario.

    Raises:
        ScenarioError: It cannot be read, is no TOML, names no sender, a sender that is the target,
            an instrument, model or set of elasticities that there is not, or a size that cannot
            be. The message names file, line and cure.
    """
    top = load_toml(path, ScenarioError, "give the path of a scenario file")
    top.known(_TOP)
    senders, target = _named(top, "senders"), _named(top, "target")
    for word in senders.words:
        if same_word(word, target.words):
            top.fail(f"{word!r} is sender and target at once; take it out of one", "senders")
    measures = tuple(_measure(one, senders, target) for one in top.tables("measure"))
    if not measures:
        top.fail('has no [[measure]]; add one with instrument = "embargo"')
    cushions = tuple(_cushion(one, senders, target) for one in top.tables("cushion"))
    cushioners = tuple(word for one in cushions for word in one.by.words)
    secondary = tuple(
        _measure(one, senders, Named(cushioners, _place(one))) for one in top.tables("secondary")
    )
    plan = Plan(
        title=top.words("title") if top.has("title") else path.stem,
        senders=senders,
        target=target,
        measures=measures,
        cushions=cushions,
        secondary=secondary,
        tables=_tables(top, path.parent),
        tables_place=_place(top, "tables"),
        models=_models(top),
        elasticities=_elasticities(top, path),
        deficits=Deficits(
            top.one_of("imbalances", _values(Deficits), "way to treat imbalances")
            if top.has("imbalances")
            else Deficits.REMOVED
        ),
        published=(),
        path=str(path),
    )
    published = tuple(_published(one, plan.parties) for one in top.tables("published"))
    return replace(plan, published=published)


def _values(kind: type[StrEnum]) -> tuple[str, ...]:
    return tuple(one.value for one in kind)


def _place(table: TomlTable, *keys: str) -> str:
    return f"{table.path}, line {table.places.line(*table.at, *keys)}"


def _named(table: TomlTable, key: str, default: Named | None = None) -> Named:
    if default is not None and not table.has(key):
        return default
    words = tuple(" ".join(word.split()) for word in table.several(key))
    if not words:
        table.fail(f'{key} names nobody; name at least one, as in {key} = ["USA"]', key)
    for n, word in enumerate(words):
        if same_word(word, words[:n]):
            table.fail(f"{key}: {word!r} stands twice; take one out", key)
    return Named(words, _place(table, key))


def _measure(table: TomlTable, senders: Named, against: Named) -> Measure:
    table.known(_MEASURE)
    by, hit = _named(table, "by", senders), _named(table, "against", against)
    if not hit.words:
        table.fail('hits nobody: there is no [[cushion]]; say against = ["CHN"]')
    for word in by.words:
        if not same_word(word, senders.words):
            table.fail(f"by: {word!r} is no sender; {among(word, senders.words)} in senders", "by")
        if same_word(word, hit.words):
            table.fail(f"{word!r} acts against itself; take it out of by or against", "by")
    instrument = Instrument(table.one_of("instrument", _values(Instrument), "instrument"))
    return Measure(
        by=by,
        against=hit,
        sectors=_sectors(table),
        instrument=instrument,
        size=_size(table, instrument),
        direction=_direction(table),
        place=_place(table),
    )


def _size(table: TomlTable, instrument: Instrument) -> float:
    if instrument is Instrument.EMBARGO:
        for key in ("size", "size_is_meant"):
            if table.has(key):
                table.fail(f"an embargo has no size: nothing is sold any more; take {key} out", key)
        return math.inf
    value = table.needed("size")
    if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
        table.fail(f"size = {value!r}; write a share: 0.25 is 25 %", "size")
    if value <= -1:
        table.fail(
            f"size = {value:g}: a cost or tariff falls by less than 100 %; write a share above -1",
            "size",
        )
    if value >= MAX_FACTOR - 1:
        table.fail(
            f"size = {value:g}: {MAX_FACTOR:g} times the price is a slip of units (25 % is 0.25); "
            'to stop trade write instrument = "embargo"',
            "size",
        )
    if value > MOST_WITHOUT_A_WORD and not table.flag("size_is_meant"):
        table.fail(
            f"size = {value:g} means {100 * value:,.10g} %; write {value / 100:g} for {value:g} %, "
            f"or size_is_meant = true below it if {100 * value:,.10g} % is meant",
            "size",
        )
    return float(value)


def _direction(table: TomlTable) -> Direction:
    if not table.has("direction"):
        return Direction.BOTH
    return Direction(table.one_of("direction", _values(Direction), "direction"))


def _sectors(table: TomlTable) -> Named:
    return _named(table, "sectors", Named((ALL_SECTORS,), _place(table)))


def _cushion(table: TomlTable, senders: Named, target: Named) -> Cushion:
    table.known(_CUSHION)
    by = _named(table, "by")
    for word in by.words:
        if same_word(word, senders.words):
            table.fail(f"by: {word!r} is a sender too; who sanctions cannot cushion", "by")
        if same_word(word, target.words):
            table.fail(f"by: {word!r} is the target; name who helps it", "by")
    given = [kind for kind in CushionKind if table.has(kind)]
    if len(given) != 1:
        table.fail(
            "say by how much in one way: replaces = 0.3 (of the trade lost), cost_cut = 0.1 "
            "(delivery 10 % cheaper), or pays = 0.1 (of the price of what it buys)"
        )
    kind = given[0]
    size = table.number(kind, 0.0, 1.0)
    if size == 1.0 and kind is not CushionKind.REPLACES:
        table.fail(f"{kind} = 1: goods that cost nothing; write a share below 1", kind)
    if kind is CushionKind.PAYS and table.has("direction"):
        table.fail("pays is for what the cushioner buys; take direction out", "direction")
    return Cushion(by, _sectors(table), kind, size, _direction(table), _place(table))


def _tables(top: TomlTable, folder: Path) -> tuple[Path | str, ...]:
    if not top.has("tables"):
        return (DEFAULT,)
    # A path is told from the folder of the file, where its tables lie beside it.
    found = [
        folder / word if word != DEFAULT and (folder / word).exists() else word
        for word in _named(top, "tables").words
    ]
    return tuple(found)


def _models(top: TomlTable) -> tuple[Model, ...]:
    if not top.has("models"):
        return _MODELS
    words = _named(top, "models").words
    for word in words:
        if word not in _values(Model):
            top.fail(f"{word!r} is no model; {among(word, _values(Model))}", "models")
    return tuple(Model(word) for word in words)


def _elasticities(top: TomlTable, path: Path) -> tuple[ElasticityChoice, ...]:
    sets = tuple(load_sets())
    given = top.values.get("elasticities", list(sets))
    given = given if isinstance(given, list) else [given]
    found = []
    for one in given:
        if isinstance(one, int | float) and not isinstance(one, bool):
            if not 0 < one <= MAX_ELASTICITY:
                top.fail(
                    f"elasticities: {one:g}; an elasticity is above 0 and at most "
                    f"{MAX_ELASTICITY:g}",
                    "elasticities",
                )
            found.append(
                ElasticityChoice(f"{one:g}", float(one), f"a number of the user's own, {path.name}")
            )
        elif one in sets:
            found.append(ElasticityChoice(str(one)))
        else:
            top.fail(
                f"{one!r} is no set of elasticities; {among(one, sets)}, or write a number of "
                "your own",
                "elasticities",
            )
    names = [one.name for one in found]
    if not names or len(set(names)) < len(names):
        top.fail("elasticities: name at least one set, and each once", "elasticities")
    return tuple(found)


def _published(table: TomlTable, parties: Sequence[str]) -> Published:
    table.known(_PUBLISHED)
    quantities = (REAL_INCOME, ACTING_TOGETHER)
    quantity = table.one_of("quantity", quantities, "quantity")
    value = table.number("value", -100.0, 1000.0)
    of = table.one_of("of", parties, "party of this file")
    return Published(value, of, quantity, table.words("source"))
