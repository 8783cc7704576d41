"""Small scenarios for tests: files written to a folder beside a made-up table.

In: a folder. Out: paths of scenario files, plans, cells. Not here: tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from economies import made_up_table
from legation.leverage.readers.own import write_own
from legation.leverage.scenario import Cell, cells_of
from legation.leverage.scenariofile import load_plan
from legation.leverage.scenarioplan import Plan

HEAD = """
senders = ["R0", "R1"]
target = "R3"
tables = ["world-2021.npz"]
models = ["sectors", "input-output"]
elasticities = [5.0, 4.0]
"""
EMBARGO = """
[[measure]]
instrument = "embargo"
"""
CUSHION = """
[[cushion]]
by = "R2"
replaces = 0.2
"""
SECONDARY = """
[[secondary]]
instrument = "tariff"
size = 0.3
direction = "imports"
"""


def written(folder: Path, *parts: str, n_regions: int = 4, tariffs: bool = True) -> Path:
    """Return the path of a scenario file with these parts, a made-up table beside it."""
    table = made_up_table(7, n_regions, 3, tariffs=tariffs)
    write_own(table, folder / "world-2021.npz")
    path = folder / "scenario.toml"
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def made_up_plan(folder: Path, *parts: str, n_regions: int = 4) -> Plan:
    """Return the plan of such a file; the embargo alone where no parts are given."""
    return load_plan(written(folder, *(parts or (HEAD, EMBARGO)), n_regions=n_regions))


def made_up_cells(plan: Plan) -> Sequence[Cell]:
    """Return the cells of a plan, none of which fails before it begins."""
    cells, failures = cells_of(plan)
    assert failures == ()
    return cells
