"""The program from the outside: start-up, usage, errors, exit codes."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from legation import __version__
from legation.app import main as program
from legation.app.main import COMMANDS, run
from legation.app.settings import Settings, SettingsError, load_settings

LEGATION = [sys.executable, "-c", "from legation.app.main import main; main()"]


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    told = capsys.readouterr().out
    assert [name for name in COMMANDS if f"\n  {name} " not in told] == []


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"legation, version {__version__}\n"


def test_help_is_there_at_once() -> None:
    # The bar is 0.3 s on an idle machine; the best of three, doubled for a busy one.
    best = min(_seconds([*LEGATION, "--help"]) for _ in range(3))
    assert best < 0.6


def _seconds(words: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(words, check=True, capture_output=True)  # noqa: S603  (ourselves)
    return time.perf_counter() - start


def test_help_loads_nothing_heavy() -> None:
    look = (
        "import sys\nfrom legation.app.main import run\nrun(['--help'])\n"
        "print([one for one in ('spacy', 'numpy', 'sqlalchemy', 'rich', 'trafilatura',"
        " 'vl_convert', 'multiprocessing') if one in sys.modules])"
    )
    ran = subprocess.run(  # noqa: S603  (ourselves)
        [sys.executable, "-c", look], check=True, capture_output=True, text=True
    )
    assert ran.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nonsense"], "No such command 'nonsense'"),
        (["read"], "Missing argument"),
        (["show", "wars"], "'wars' is not one of"),
        (["show", "claims", "--as-of", "18 March"], "'18 March' is not a day"),
        (["show", "claims", "--act", "shout"], "'shout' is not one of"),
        (["show", "claims", "--limit", "-1"], "-1 is not in the range"),
        (["export", "--kind", "claim,war"], "there is no kind 'war'"),
        (["export", "--format", "xml"], "'xml' is not"),
    ],
)
def test_wrong_usage_is_explained(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["show", "claims"], ["search", "x"], ["brief"], ["export"], ["verify", __file__]]
)
def test_a_missing_desk_is_named_with_its_cure(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = tmp_path / "none.sqlite"
    assert run(["--desk", str(desk), *words]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"legation: there is no desk at {desk}; make one with `legation read`")
    assert len(told.splitlines()) == 1
    assert not desk.exists()


def test_the_desk_may_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEGATION_DESK", str(tmp_path / "from-environment.sqlite"))
    assert run(["show", "claims"]) == 1
    assert "from-environment.sqlite" in capsys.readouterr().err


def test_the_keyboard_stops_it_without_a_trace(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(program.legation, "invoke", interrupted)
    assert run(["show", "claims"]) == 130
    assert capsys.readouterr().err.strip().splitlines()[-1].startswith("legation: stopped")


def test_an_error_of_the_program_itself_is_one_message_and_asks_for_a_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("nothing left")  # noqa: EM101  (the message is the test)

    monkeypatch.setattr(program.legation, "invoke", broken)
    assert run(["show", "claims"]) == 1
    told = capsys.readouterr().err
    assert "ZeroDivisionError: nothing left" in told
    assert "LEGATION_DEBUG=1" in told
    assert "Traceback" not in told
    monkeypatch.setenv("LEGATION_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run(["show", "claims"])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", Settings()),
        ('desk = "a.sqlite"', Settings(desk="a.sqlite")),
        ("workers = 4\nlimit = 0", Settings(workers=4, limit=0)),
        ('pipeline = "en_core_web_trf"', Settings(pipeline="en_core_web_trf")),
    ],
)
def test_settings_are_read(tmp_path: Path, written: str, expected: Settings) -> None:
    path = tmp_path / "legation.toml"
    path.write_text(written, encoding="utf-8")
    assert load_settings(path) == expected


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("colour = 1", "there is no setting 'colour'; there are desk, pipeline"),
        ('workers = "two"', "workers = 'two', but it must be a whole number"),
        ("workers = true", "workers = True, but it must be a whole number"),
        ("workers = -1", "workers = -1, but it cannot be less than 0"),
        ("desk = 3", "desk = 3, but it must be text"),
        ("desk = ", "is not TOML"),
    ],
)
def test_settings_that_are_none_are_named(tmp_path: Path, written: str, told: str) -> None:
    path = tmp_path / "legation.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        load_settings(path)
    assert told in str(error.value)
    assert str(path) in str(error.value)


def test_a_settings_file_that_is_named_must_be_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--settings", str(tmp_path / "none.toml"), "show", "claims"]) == 1
    assert "cannot be read (No such file or directory)" in capsys.readouterr().err


def test_settings_of_the_current_folder_are_found_and_options_win(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("legation.toml").write_text('desk = "set.sqlite"', encoding="utf-8")
    run(["show", "claims"])
    run(["--desk", "named.sqlite", "show", "claims"])
    first, second = capsys.readouterr().err.splitlines()
    assert "set.sqlite" in first
    assert "named.sqlite" in second
