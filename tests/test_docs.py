"""The manual tells of everything there is, and what it shows runs as shown."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from legation.app.commands.show import SHOWN
from legation.app.main import COMMANDS, legation
from legation.app.settings import Settings
from legation.records import ACTS, KINDS, MEANS, STATUSES

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def section(page: str, heading: str) -> str:
    """Return the part of a Markdown page under `heading`, up to the next of its level."""
    text = (DOCS / page).read_text(encoding="utf-8")
    found = re.search(
        rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE
    )
    assert found, f"docs/{page} has no section {heading!r}"
    return found[1]


def iter_commands(
    command: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            yield from iter_commands(child, (*path, name))
    else:
        yield " ".join(path), command


def option_names(command: click.Command) -> list[str]:
    return [
        name
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for name in parameter.opts
    ]


ALL_COMMANDS = dict(iter_commands(legation))


@pytest.mark.parametrize("name", ALL_COMMANDS)
def test_every_command_and_option_is_in_the_manual(name: str) -> None:
    told = section("commands.md", f"legation {name}")
    missing = [
        option
        for option in option_names(ALL_COMMANDS[name])
        if not re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", told)
    ]
    assert not missing


def test_the_options_of_the_program_are_in_the_manual() -> None:
    opening = (DOCS / "commands.md").read_text(encoding="utf-8").split("\n## ")[0]
    assert [name for name in option_names(legation) if name not in opening] == []


def test_the_manual_tells_of_no_option_that_is_not_there() -> None:
    told = set(re.findall(r"`(--[a-z-]+)", (DOCS / "commands.md").read_text(encoding="utf-8")))
    known = {name for one in (legation, *ALL_COMMANDS.values()) for name in option_names(one)}
    assert told - known - {"--help"} == set()


@pytest.mark.parametrize("kind", SHOWN)
def test_every_list_of_show_is_in_the_manual(kind: str) -> None:
    assert f"`{kind}`" in section("commands.md", "legation show")


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda one: one.name)
def test_every_setting_is_in_the_manual_with_its_default_and_meaning(setting: object) -> None:
    name, default = setting.name, setting.default  # type: ignore[attr-defined]
    meaning = setting.metadata["meaning"]  # type: ignore[attr-defined]
    shown = f'"{default}"' if isinstance(default, str) else str(default)
    row = f"| `{name}` | `{shown}` | {meaning} |"
    assert row in (DOCS / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_record_is_in_the_manual(kind: str) -> None:
    assert f"\n| `{kind}` |" in (DOCS / "records.md").read_text(encoding="utf-8")


def test_the_closed_lists_of_the_records_are_in_the_manual() -> None:
    text = (DOCS / "records.md").read_text(encoding="utf-8")
    assert [word for word in (*ACTS, *MEANS, *STATUSES) if word not in text] == []


def test_the_pages_of_the_manual_link_to_files_that_are_there() -> None:
    pages = [*DOCS.glob("*.md"), *ROOT.glob("*.md")]
    dead = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if not target.startswith("http") and not (page.parent / target).exists()
    ]
    assert dead == []


def tracked_files() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(  # noqa: S603  (git, on our own folder)
        [git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_tracked_file_names_a_machine_or_a_registry() -> None:
    # Written apart, so that this file does not find itself.
    machine = "|".join(("/ro" + "ot/", "/wo" + "rk/", "/home/" + r"\w", "/opt/" + "pypi"))
    registry = "|".join(
        (
            "files.python" + "hosted",
            "pypi" + r"\.org/simple",
            "--index" + "-url",
            "--find" + "-links",
        )
    )
    alarm = re.compile(rf"(?:{machine}|{registry})")
    found = []
    for path in tracked_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.name}: {match[0]}" for match in alarm.finditer(text)]
    assert found == []


def readme_commands() -> list[str]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```console\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines()]
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ legation")]


def test_the_readme_shows_every_command() -> None:
    shown = {shlex.split(line)[1] for line in readme_commands()}
    assert shown == set(COMMANDS)


@pytest.mark.slow
def test_the_commands_of_the_readme_run_in_order(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    bash = shutil.which("bash")
    assert bash is not None
    for line in readme_commands():
        ran = subprocess.run(  # noqa: S603  (our own README)
            [bash, "-o", "pipefail", "-c", line],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, f"{line}\n{ran.stdout}\n{ran.stderr}"
        assert ran.stdout or "-o" in line, f"{line}: says nothing"


def test_every_page_of_the_manual_is_in_its_index() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    pages = {page.name for page in DOCS.glob("*.md")} - {"README.md"}
    assert {name for name in pages if f"]({name})" not in index} == set()
