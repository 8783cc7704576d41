"""docs/desk.md tells what the desk says and holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from legation.store.desk import open_desk
from legation.store.errors import CURES
from legation.store.schema import METADATA
from meetings import FIRST, LATER

MANUAL = (Path(__file__).resolve().parents[1] / "docs" / "desk.md").read_text(encoding="utf-8")
REFUSALS = re.findall(r"^\| ([a-z][^|`]+) \|", MANUAL.split("## When it refuses")[1], re.MULTILINE)
STORE = Path(__file__).resolve().parents[1] / "src" / "legation" / "store"


@pytest.mark.parametrize("table", METADATA.tables)
def test_every_table_is_in_the_manual(table: str) -> None:
    assert f"| `{table}` |" in MANUAL


@pytest.mark.parametrize("refusal", REFUSALS[1:])
def test_the_desk_says_what_the_manual_explains(refusal: str) -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in STORE.glob("*.py"))
    assert refusal in re.sub(r'"\s*f?"', "", source)


@pytest.mark.parametrize("cure", CURES.values())
def test_every_refusal_names_a_cure(cure: str) -> None:
    trouble, _, remedy = re.split("(; |: )", cure, maxsplit=1)
    assert trouble
    assert remedy


def test_the_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_desk("desk.sqlite") as desk:
        desk.save(FIRST)
        desk.save(LATER)
    example = re.search(r"```python\n(.*?)```", MANUAL, re.DOTALL)
    assert example
    exec(example[1], {})  # noqa: S102  (our own manual)
    assert capsys.readouterr().out == f"2022-03-18 {LATER.claims[0].span.text}\n"
