"""What scenario files may hold, and what the messages of bad ones say."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.leverage.economy import Deficits, Model
from legation.leverage.members import with_members
from legation.leverage.scenario import cells_of
from legation.leverage.scenariofile import load_plan
from legation.leverage.scenarioplan import (
    CushionKind,
    Direction,
    Instrument,
    ScenarioError,
    Stage,
)
from scenarios import CUSHION, EMBARGO, HEAD, SECONDARY, made_up_plan, written

SAMPLE = Path(__file__).parents[1] / "samples" / "scenarios" / "crisis-2022.toml"


def test_the_crisis_is_read_as_its_file_says() -> None:
    plan = load_plan(SAMPLE)
    assert plan.title == "Embargo on Russia, 2022"
    assert plan.senders.words == ("USA", "EU", "GBR", "JPN", "AUS", "CAN", "KOR")
    assert plan.stages == (Stage.SANCTIONS, Stage.CUSHION, Stage.SECONDARY)
    assert plan.parties == ("RUS", "USA", "EU", "GBR", "JPN", "AUS", "CAN", "KOR", "CHN")
    (measure,) = plan.measures
    assert (measure.instrument, measure.size) == (Instrument.EMBARGO, math.inf)
    (cushion,) = plan.cushions
    assert (cushion.kind, cushion.size, cushion.by.words) == (CushionKind.REPLACES, 0.25, ("CHN",))
    assert [one.against.words for one in plan.secondary] == [("CHN",), ("CHN",)]
    assert plan.models == (Model.SECTORS, Model.INPUT_OUTPUT, Model.SHORT_RUN)
    assert [one.name for one in plan.elasticities] == ["cp2015", "uniform-5", "uniform-4"]
    assert [one.value for one in plan.published] == [-9.7, -4.8, 9.3]
    assert all("second-hand" in one.source for one in plan.published)


def test_what_a_file_does_not_say_has_a_default(tmp_path: Path) -> None:
    path = tmp_path / "short.toml"
    path.write_text('senders = "USA"\ntarget = "RUS"\n[[measure]]\ninstrument = "embargo"\n')
    plan = load_plan(path)
    assert plan.title == "short"
    assert plan.tables == ("icio2021",)
    assert plan.models == (Model.SECTORS, Model.INPUT_OUTPUT, Model.SHORT_RUN)
    assert len(plan.elasticities) == 3
    assert plan.deficits is Deficits.REMOVED
    assert plan.measures[0].direction is Direction.BOTH
    assert plan.measures[0].sectors.words == ("all",)
    assert plan.stages == (Stage.SANCTIONS,)


BAD_FILES = {
    "no sender": ('senders = []\ntarget = "RUS"', 1, "senders names nobody; name at least one"),
    "no senders at all": ('target = "RUS"', 1, "has no senders; add it"),
    "no target": ('senders = ["USA"]', 1, "has no target; add it"),
    "sender is target": (
        'senders = ["USA", "rus"]\ntarget = "RUS"',
        1,
        "'rus' is sender and target at once; take it out of one",
    ),
    "sender twice": ('target = "RUS"\nsenders = ["USA", "usa"]', 2, "'usa' stands twice"),
    "no measure": (HEAD, 1, "has no [[measure]]; add one with instrument"),
    "unknown key": (HEAD + 'sender = "USA"', 7, "did you mean 'senders'?"),
    "unknown model": (
        HEAD.replace('"sectors"', '"sector"') + EMBARGO,
        5,
        "did you mean 'sectors'?",
    ),
    "unknown elasticities": (
        HEAD.replace("5.0", '"cp2014"') + EMBARGO,
        6,
        "'cp2014' is no set of elasticities; did you mean 'cp2015'?",
    ),
    "elasticity of nothing": (HEAD.replace("5.0", "0") + EMBARGO, 6, "an elasticity is above 0"),
    "elasticity twice": (HEAD.replace("5.0", "4.0") + EMBARGO, 6, "and each once"),
    "imbalances": (HEAD + 'imbalances = "keep"' + EMBARGO, 7, "did you mean 'kept'?"),
    "instrument": (HEAD + '[[measure]]\ninstrument = "embargoes"', 8, "did you mean 'embargo'?"),
    "direction": (
        HEAD + EMBARGO + 'direction = "import"',
        10,
        "did you mean 'imports'?",
    ),
    "no size": (HEAD + '[[measure]]\ninstrument = "tariff"', 7, "has no size; add it"),
    "size in words": (
        HEAD + '[[measure]]\ninstrument = "tariff"\nsize = "25 %"',
        9,
        "write a share: 0.25 is 25 %",
    ),
    "cost below -100 %": (
        HEAD + '[[measure]]\ninstrument = "iceberg"\nsize = -1.2',
        9,
        "size = -1.2: a cost or tariff falls by less than 100 %",
    ),
    "overflow": (
        HEAD + '[[measure]]\ninstrument = "iceberg"\nsize = 10000',
        9,
        'to stop trade write instrument = "embargo"',
    ),
    "no number": (
        HEAD + '[[measure]]\ninstrument = "tariff"\nsize = nan',
        9,
        "size = nan; write a share",
    ),
    "embargo with a size": (HEAD + EMBARGO + "size = 0.5", 10, "an embargo has no size"),
    "embargo with a size that is meant": (
        HEAD + EMBARGO + "size_is_meant = true",
        10,
        "take size_is_meant out",
    ),
    "size in per cent": (
        HEAD + '[[measure]]\ninstrument = "tariff"\nsize = 25',
        9,
        "size = 25 means 2,500 %; write 0.25 for 25 %, or size_is_meant = true",
    ),
    "size in per cent, punishing": (
        HEAD + EMBARGO + CUSHION + SECONDARY.replace("0.3", "30"),
        17,
        "size = 30 means 3,000 %; write 0.3 for 30 %",
    ),
    "size not meant": (
        HEAD + '[[measure]]\ninstrument = "iceberg"\nsize = 3.01\nsize_is_meant = false',
        9,
        "means 301 %",
    ),
    "size meant in words": (
        HEAD + '[[measure]]\ninstrument = "iceberg"\nsize = 4\nsize_is_meant = "yes"',
        10,
        "write true or false",
    ),
    "by nobody": (HEAD + EMBARGO + 'by = "R2"', 10, "'R2' is no sender; there are R0, R1"),
    "against itself": (HEAD + EMBARGO + 'against = "R0"', 8, "'R0' acts against itself"),
    "share over 1": (
        HEAD + EMBARGO + CUSHION.replace("0.2", "1.2"),
        13,
        "replaces = 1.2; write a number from 0 to 1",
    ),
    "cushion free of cost": (
        HEAD + EMBARGO + '[[cushion]]\nby = "R2"\ncost_cut = 1.0',
        12,
        "goods that cost nothing",
    ),
    "cushion of no size": (HEAD + EMBARGO + '[[cushion]]\nby = "R2"', 10, "in one way"),
    "cushion of two sizes": (
        HEAD + EMBARGO + CUSHION + "cost_cut = 0.1",
        11,
        "say by how much in one way",
    ),
    "sender cushions": (
        HEAD + EMBARGO + CUSHION.replace("R2", "R1"),
        12,
        "'R1' is a sender too; who sanctions cannot cushion",
    ),
    "target cushions": (
        HEAD + EMBARGO + CUSHION.replace("R2", "R3"),
        12,
        "'R3' is the target; name who helps it",
    ),
    "paying sales": (
        HEAD + EMBARGO + '[[cushion]]\nby = "R2"\npays = 0.1\ndirection = "exports"',
        13,
        "pays is for what the cushioner buys",
    ),
    "punishing nobody": (HEAD + EMBARGO + SECONDARY, 11, "there is no [[cushion]]"),
    "published of whom": (
        HEAD + EMBARGO + '[[published]]\nof = "R4"\nvalue = 1.0\nsource = "s"\n'
        'quantity = "real income"',
        11,
        "'R4' is no party of this file; there are R3, R0, R1",
    ),
    "published of what": (
        HEAD + EMBARGO + '[[published]]\nof = "R3"\nvalue = 1.0\nsource = "s"\nquantity = "gdp"',
        14,
        "'gdp' is no quantity",
    ),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_told_by_line_with_a_cure(name: str, tmp_path: Path) -> None:
    text, line, told = BAD_FILES[name]
    path = tmp_path / "scenario.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_plan(path)
    assert f"scenario.toml, line {line}: " in str(caught.value)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('senders = ["USA", "Britannia"]', "line 1: 'Britannia' is no region of icio2021"),
        ('senders = ["USA", "Hungary"]', "line 1: Hungary is no region of icio2021 by itself"),
        ('senders = ["USA", "Untied Kingdom"]', "did you mean United Kingdom"),
        ('senders = ["USA", "EU", "DEU", "FRA", "ITA", "POL", "EU23"]', "line 1: EU: all its"),
        ('senders = ["EU", "NATO"]', "cannot be summed in icio2021"),
        ('senders = ["America", "USA"]', "line 1: USA is in USA (sender) and in America"),
        ('senders = ["Russian Federation"]', "line 2: RUS is in RUS (target) and in Russian"),
    ],
)
def test_who_is_not_in_the_table_is_told_by_line(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text(f'{line}\ntarget = "RUS"\n[[measure]]\ninstrument = "embargo"\n')
    with pytest.raises(ScenarioError) as caught:
        cells_of(load_plan(path))
    assert told.replace("line ", f"{path}, line ") in str(caught.value)


def measure_of(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "scenario.toml"
    told = "\n".join(lines)
    path.write_text(f'senders = "USA"\ntarget = "Russia"\n[[measure]]\n{told}\n')
    return path


@pytest.mark.parametrize("size", ["3", "3.0", "2.5", "25\nsize_is_meant = true"])
def test_a_size_of_300_per_cent_or_one_that_is_meant_is_taken(tmp_path: Path, size: str) -> None:
    path = measure_of(tmp_path, 'instrument = "tariff"', f"size = {size}")
    assert load_plan(path).measures[0].size == float(size.split(maxsplit=1)[0])


@given(size=st.floats(3.001, 9000), meant=st.booleans())
def test_whatever_is_above_300_per_cent_must_be_meant(
    tmp_path_factory: pytest.TempPathFactory, size: float, *, meant: bool
) -> None:
    lines = ('instrument = "iceberg"', f"size = {size!r}", f"size_is_meant = {str(meant).lower()}")
    path = measure_of(tmp_path_factory.getbasetemp(), *lines)
    if meant:
        assert load_plan(path).measures[0].size == size
        return
    with pytest.raises(ScenarioError, match=r"line 5: size = .* means .* %; write"):
        load_plan(path)


def test_sectors_may_be_parted_by_commas_in_one_text(tmp_path: Path) -> None:
    together = measure_of(tmp_path, 'instrument = "embargo"', 'sectors = "steel, cars"')
    (word,) = load_plan(together).measures[0].sectors.words
    placed = cells_of(load_plan(together))[0][0].placed
    assert [placed.table.sectors[n] for n in placed.sectors[word]] == ["metals", "vehicles"]
    wrong = measure_of(tmp_path, 'instrument = "embargo"', 'sectors = "steel, crs"')
    with pytest.raises(ScenarioError, match=r"line 5: 'crs' is no sector .* did you mean cars"):
        cells_of(load_plan(wrong))


def test_names_of_regions_in_one_text_are_answered_with_the_list(tmp_path: Path) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text('senders = "USA, EU"\ntarget = "RUS"\n[[measure]]\ninstrument = "embargo"\n')
    with pytest.raises(ScenarioError, match=r'several names are a list: \["USA", "EU"\]'):
        cells_of(load_plan(path))


def test_a_member_that_is_the_target_by_another_word_is_told_where_it_was_said(
    tmp_path: Path,
) -> None:
    plan = load_plan(measure_of(tmp_path, 'instrument = "embargo"'))
    with pytest.raises(ScenarioError, match=r"^--members: RUS .* take RUS out of --members"):
        cells_of(with_members(plan, ("USA", "RUS")))


def test_a_misspelt_sector_is_answered_with_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text(
        'senders = "USA"\ntarget = "RUS"\n[[measure]]\ninstrument = "embargo"\n'
        'sectors = ["metalls"]\n'
    )
    with pytest.raises(
        ScenarioError, match=r"line 5: 'metalls' is no sector .* did you mean metal"
    ):
        cells_of(load_plan(path))


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ('["icio2012"]', "line 4: icio2012: no such trade table .* did you mean icio2021"),
        ('["world-2021.npz", "./world-2021.npz"]', "line 4: two tables are called made up 7"),
    ],
)
def test_tables_that_are_not_there_or_twice_are_told(
    tmp_path: Path, tables: str, told: str
) -> None:
    plan = made_up_plan(tmp_path, HEAD.replace('["world-2021.npz"]', tables), EMBARGO)
    with pytest.raises(ScenarioError, match=told):
        cells_of(plan)


ODD = (
    *("[]", "{}", "1e400", '""', "true", "-5", "nan", "inf", "[1, 2]", '["USA", 3]', "2022-03-18"),
    *('"EU"', '["RUS"]', '"ROW"', "[[1]]", '["CHN", "CHN"]', '"kept"', '"one-sector"', "0.5", "0"),
)
LINES = SAMPLE.read_text(encoding="utf-8").splitlines()
KEYS = [number for number, line in enumerate(LINES) if re.match(r"\w+ = ", line)]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(KEYS), st.sampled_from((None, *ODD)))
def test_whatever_stands_in_a_field_is_taken_or_told_by_line(
    tmp_path_factory: pytest.TempPathFactory, number: int, value: str | None
) -> None:
    path = tmp_path_factory.getbasetemp() / "odd-scenario.toml"
    lines = list(LINES)
    lines[number] = "" if value is None else f"{lines[number].split(' = ')[0]} = {value}"
    path.write_text("\n".join(lines), encoding="utf-8")
    try:
        cells, _ = cells_of(load_plan(path))
    except ScenarioError as error:
        assert re.search(r"odd-scenario\.toml, line \d+: ", str(error))  # noqa: PT017
    else:
        assert cells


def test_a_file_that_is_not_there_or_no_toml_is_told(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"missing\.toml: cannot be read"):
        load_plan(tmp_path / "missing.toml")
    (tmp_path / "odd.toml").write_text("senders = [")
    with pytest.raises(ScenarioError, match=r"odd\.toml: is not TOML"):
        load_plan(tmp_path / "odd.toml")


def test_a_state_named_beside_its_union_acts_for_itself(tmp_path: Path) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text(
        'senders = ["EU", "Germany"]\ntarget = "RUS"\n[[measure]]\ninstrument = "embargo"\n'
    )
    cells, _ = cells_of(load_plan(path))
    placed = cells[0].placed
    names = [placed.table.regions[place] for place in placed.regions["EU"]]
    assert "DEU" not in names
    assert {"FRA", "ITA", "POL", "EU23"} == set(names)


def test_a_tables_path_is_told_from_the_folder_of_the_file(tmp_path: Path) -> None:
    cells, _ = cells_of(load_plan(written(tmp_path, HEAD, EMBARGO)))
    assert {cell.key.table for cell in cells} == {"made up 7"}
    assert len(cells) == 4


def test_other_members_take_the_measures_of_all(tmp_path: Path) -> None:
    plan = made_up_plan(tmp_path, HEAD, EMBARGO + 'by = "R1"', EMBARGO, CUSHION, SECONDARY)
    changed = with_members(plan, ("R0", "R4"))
    assert changed.senders.words == ("R0", "R4")
    # The measure of R1 alone has nobody left to take it.
    assert [one.by.words for one in changed.measures] == [("R0", "R4")]
    assert [one.by.words for one in changed.secondary] == [("R0", "R4")]
    for members, told in (
        (("R0", "r0"), "--members: 'r0' stands twice"),
        (("R3",), "--members: 'R3' is the target in .*; take it out of --members"),
        (("R2",), "--members: 'R2' is the cushioner"),
    ):
        with pytest.raises(ScenarioError, match=told):
            with_members(plan, members)
    only = made_up_plan(tmp_path, HEAD, EMBARGO + 'by = "R1"')
    with pytest.raises(ScenarioError, match="none of them takes a measure"):
        with_members(only, ("R0",))
