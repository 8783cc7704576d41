"""From reports to a desk and out again, through the command line."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from legation.app.main import run
from legation.records import Reading, RecordError
from legation.store.desk import Desk

LEGATION = [sys.executable, "-c", "from legation.app.main import main; main()"]

Ask = Callable[..., str]

# Our own words on public facts; each with a header as `samples/` has it.
CALL = (
    "President Xi Jinping spoke with President Joe Biden by video on Friday. "
    "White House officials said the United States warned China against sending weapons to Russia."
)
DENIAL = (
    "Russia denied that it had asked China for military equipment. "
    "Dmitry Peskov said Russia had enough resources of its own."
)
SANCTIONS = (
    "The United States imposed sanctions on Russian officials on Friday. "
    "Trade between the two countries was worth 35 billion dollars last year."
)
REPORTS = {
    "call.md": ("2022-03-18", CALL),
    "denial.md": ("2022-03-14", DENIAL),
    "sanctions.md": ("2022-03-11", SANCTIONS),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name, (day, text) in REPORTS.items():
        (folder / name).write_text(
            f"---\ntitle: {name}\ndate: {day}\n---\n\n{text}\n", encoding="utf-8"
        )
    return folder


@pytest.fixture(scope="module")
def desk(folder: Path) -> str:
    desk = folder.parent / "desk.sqlite"
    assert run(["--desk", str(desk), "read", str(folder)]) == 0
    return str(desk)


@pytest.fixture
def ask(desk: str, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Return what runs a command on the desk and gives back what it printed."""

    def run_and_read(*words: str) -> str:
        capsys.readouterr()
        assert run(["--desk", desk, *words]) == 0
        return capsys.readouterr().out

    return run_and_read


def contents(desk: str | Path) -> list[str]:
    """Return everything a desk holds, as lines of text."""
    connection = sqlite3.connect(desk)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_reading_tells_what_was_read_found_and_kept(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = tmp_path / "new.sqlite"
    assert run(["--desk", str(desk), "read", str(folder)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "documents: 3 read, 0 already known, 0 set aside"
    assert told[1].startswith("found: ")
    assert told[2].startswith("on the desk: 3 documents (0 of them copies)")
    assert told[3] == f"kept in: {desk}"


def test_reading_again_changes_nothing(
    desk: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(desk)
    assert run(["--desk", desk, "read", str(folder)]) == 0
    assert contents(desk) == before
    assert "0 read, 3 already known" in capsys.readouterr().out


def test_two_processes_read_what_one_reads(
    folder: Path, tmp_path: Path, ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    other = str(tmp_path / "two.sqlite")
    assert run(["--desk", other, "read", "--workers", "2", str(folder)]) == 0
    capsys.readouterr()
    assert run(["--desk", other, "export"]) == 0
    assert capsys.readouterr().out == ask("export")


def test_bad_sources_are_set_aside_and_the_rest_is_read(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    words = ["read", str(empty), str(tmp_path / "missing.txt"), str(folder)]
    desk = str(tmp_path / "desk.sqlite")
    assert run(["--desk", desk, *words]) == 3
    told = capsys.readouterr()
    assert "3 read, 0 already known, 2 set aside" in told.out
    assert f"set aside: {empty}: " in told.err
    run(["--desk", desk, "show", "issues", "--jsonl"])
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_date_that_comes_later_dates_what_was_undated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Russia attacked Ukraine on Thursday, officials said.", encoding="utf-8")
    desk = str(tmp_path / "desk.sqlite")
    assert run(["--desk", desk, "read", str(report)]) == 0
    assert "warning" in capsys.readouterr().err
    assert run(["--desk", desk, "read", str(report), "--published", "2022-02-25"]) == 0
    capsys.readouterr()
    run(["--desk", desk, "show", "moments", "--jsonl"])
    moments = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["value"] for one in moments] == ["2022-02-24"]
    run(["--desk", desk, "show", "documents", "--jsonl"])
    (document,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert document["published_on"] == "2022-02-25"


def test_the_export_is_the_contract(ask: Ask) -> None:
    lines = [json.loads(line) for line in ask("export", "--with-text").splitlines()]
    assert all(list(line)[:2] == ["kind", "id"] for line in lines)
    texts = {line["id"]: line["text"] for line in lines if line["kind"] == "document"}
    assert len(texts) == 3
    placed = [line for line in lines if line.get("start") is not None]
    assert placed
    for line in placed:
        assert texts[line["document"]][line["start"] : line["end"]] == line["text"]
    assert len({line["id"] for line in lines}) == len(lines)


def test_kinds_are_chosen_with_commas_or_one_by_one(ask: Ask) -> None:
    one = ask("export", "--kind", "claim,event")
    assert one == ask("export", "--kind", "claim", "--kind", "event")
    assert {json.loads(line)["kind"] for line in one.splitlines()} == {"claim", "event"}


@pytest.mark.parametrize(("day", "n_documents"), [("2022-03-10", 0), ("2022-03-14", 2)])
def test_nothing_later_leaks_into_a_view(ask: Ask, day: str, n_documents: int) -> None:
    lines = [json.loads(line) for line in ask("export", "--as-of", day).splitlines()]
    documents = {line["id"] for line in lines if line["kind"] == "document"}
    assert len(documents) == n_documents
    assert all(line["document"] in documents for line in lines if "document" in line)
    assert all(set(line["origins"]) <= documents for line in lines if line["kind"] == "incident")


@pytest.mark.parametrize(
    "kind",
    ["documents", "claims", "events", "figures", "moments", "mentions", "actors", "issues"],
)
@pytest.mark.parametrize("form", ["--json", "--jsonl", "--csv", None])
def test_every_list_comes_in_every_form(ask: Ask, kind: str, form: str | None) -> None:
    printed = ask("show", kind, *([form] if form else []))
    if form == "--json":
        json.loads(printed)
    assert kind == "issues" or printed.strip()


def test_lists_are_filtered(ask: Ask) -> None:
    speakers = [
        json.loads(line)
        for line in ask("show", "claims", "--actor", "Russia", "--jsonl").splitlines()
    ]
    assert speakers
    assert all(any(one["state"] == "RUS" for one in line["speakers"]) for line in speakers)
    assert ask("show", "events", "--type", "SANCTION", "--about", "RUS", "--jsonl")


def test_search_finds_words_and_nothing_where_there_are_none(ask: Ask) -> None:
    (hit,) = json.loads(ask("search", "equipment", "--json"))
    assert "equipment" in hit["snippet"]
    assert ask("search", "zeppelin") == ""


def test_a_brief_verifies_and_a_changed_one_does_not(ask: Ask, desk: str, tmp_path: Path) -> None:
    for name in ("brief.md", "brief.html"):
        brief = tmp_path / name
        ask("brief", "-o", str(brief))
        ask("verify", str(brief))
        text = brief.read_text(encoding="utf-8")
        brief.write_text(text.replace("Russia", "Iceland"), encoding="utf-8")
        assert run(["--desk", desk, "verify", str(brief)]) == 1


def test_the_export_scores_full_marks_against_itself(ask: Ask, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    ask("export", "--with-text", "--kind", "document,mention,claim,figure,moment", "-o", str(gold))
    score = json.loads(ask("evaluate", "gold", str(gold), "--json"))
    assert score["n_documents"] == 3
    assert {kind["overlap"]["f1"] for kind in score["kinds"]} == {1.0}


def test_output_into_a_closed_pipe_is_quiet(desk: str) -> None:
    ran = subprocess.run(  # noqa: S602  (ourselves)
        f'"{sys.executable}" -c "from legation.app.main import main; main()" '
        f'--desk "{desk}" export | head -c 1 >/dev/null',
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""


@pytest.mark.slow
def test_a_killed_run_keeps_what_it_counted_and_is_taken_up_again(tmp_path: Path) -> None:
    source = tmp_path / "many.jsonl"
    lines = [
        {"title": f"report {n}", "date": "2022-03-18", "text": CALL * 8 + str(n)} for n in range(40)
    ]
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    desk = tmp_path / "desk.sqlite"
    words = [*LEGATION, "--desk", str(desk), "read", "--workers", "2", str(source)]
    killed = subprocess.Popen(words, start_new_session=True)  # noqa: S603  (ourselves)
    kept = _wait_for_documents(desk, 3)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert _wait_until_alone(killed.pid), "a worker outlived the run"
    kept = max(kept, _n_documents(desk))
    ran = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603
    assert f"{40 - kept} read, {kept} already known, 0 set aside" in ran.stdout
    whole = tmp_path / "whole.sqlite"
    words[words.index(str(desk))] = str(whole)
    subprocess.run(words, check=True, capture_output=True)  # noqa: S603
    assert _exported(desk) == _exported(whole)


def _n_documents(desk: Path) -> int:
    try:
        connection = sqlite3.connect(f"file:{desk}?mode=ro", uri=True)
        try:
            return int(connection.execute("select count(*) from document").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return 0  # not made yet


def _wait_for_documents(desk: Path, count: int) -> int:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        if (found := _n_documents(desk)) >= count:
            return found
        time.sleep(0.05)
    msg = "nothing was stored in two minutes"
    raise AssertionError(msg)


def _wait_until_alone(session: int) -> bool:
    """Tell whether every process of a session ends within ten seconds."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if not _alive(session):
            return True
        time.sleep(0.1)
    return False


def _alive(session: int) -> bool:
    try:
        os.killpg(session, 0)
    except ProcessLookupError:
        return False
    return True


def _exported(desk: Path) -> str:
    ran = subprocess.run(  # noqa: S603  (ourselves)
        [*LEGATION, "--desk", str(desk), "export"], check=True, capture_output=True, text=True
    )
    return ran.stdout


def test_what_cannot_be_kept_sets_only_its_document_aside(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "desk.sqlite"
    desk = ["--desk", str(path)]
    save = Desk.save

    def save_all_but_one(self: Desk, reading: Reading, **told: Any) -> None:
        if reading.document.title == "denial.md":
            msg = "mom-1: 'Friday' is no date"
            raise RecordError(msg)
        save(self, reading, **told)

    monkeypatch.setattr(Desk, "save", save_all_but_one)
    assert run([*desk, "read", str(folder)]) == 3
    told = capsys.readouterr()
    assert "documents: 2 read, 0 already known, 1 set aside" in told.out
    assert "denial.md: could not be read, mom-1: 'Friday' is no date" in told.err
    assert run([*desk, "show", "issues", "--json"]) == 0
    (issue,) = json.loads(capsys.readouterr().out)
    assert (issue["stage"], issue["place"]) == ("store", "denial.md")
    monkeypatch.undo()
    # Once it can be kept, reading again takes it in and the issue is gone.
    assert run([*desk, "read", str(folder)]) == 0
    assert "1 read, 2 already known, 0 set aside" in capsys.readouterr().out
    assert run([*desk, "show", "issues", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_figures_are_told_as_people_say_them(ask: Ask) -> None:
    head, *rows = ask("show", "figures").splitlines()
    assert head.split()[:2] == ["amount", "about"]
    assert any(row.startswith("$35 billion") for row in rows)


def test_a_brief_tells_where_a_report_says_it_has_it_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report, brief = tmp_path / "report.txt", tmp_path / "brief.md"
    report.write_text(
        "Title: A denial\nPublisher: Legation sample\nPublished: 2022-03-14\n"
        f"Source: https://example.org/a\nFurther source: Hearing of 8 March\n\n{DENIAL}\n",
        encoding="utf-8",
    )
    desk = ["--desk", str(tmp_path / "desk.sqlite")]
    assert run([*desk, "read", str(report)]) == 0
    assert run([*desk, "brief", "--format", "md", "-o", str(brief)]) == 0
    told = brief.read_text(encoding="utf-8")
    line = "https://example.org/a; as its source it also names: Hearing of 8 March."
    assert line in told
    assert run([*desk, "verify", str(brief)]) == 0
    brief.write_text(told.replace("Hearing of 8 March", "Hearing of 9 March"), encoding="utf-8")
    capsys.readouterr()
    assert run([*desk, "verify", str(brief)]) != 0
    assert "changed words: the records say: “A denial”" in capsys.readouterr().out
