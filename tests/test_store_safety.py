"""What a desk acknowledged it keeps, whatever ends the program; what is no desk it leaves alone."""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from legation.records import Reading
from legation.store import migrations
from legation.store.desk import DeskError, open_desk
from meetings import FIRST, meeting

TESTS = Path(__file__).parent

# Saves one reading after another and says so after each; ends by itself at N_READINGS.
N_READINGS = 400
WRITER = """
import sys
from meetings import meeting
from legation.store.desk import open_desk

with open_desk(sys.argv[1]) as desk:
    for n in range(int(sys.argv[2]), int(sys.argv[3])):
        desk.save(meeting("2022-03-18", f"Report {n}: Xi met Putin in Beijing, Moscow said."))
        print(n, flush=True)
"""


def start_writer(path: Path, first: int = 0, last: int = N_READINGS) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603  (our own program)
        [sys.executable, "-c", WRITER, str(path), str(first), str(last)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
    )


def report(n: int) -> Reading:
    return meeting("2022-03-18", f"Report {n}: Xi met Putin in Beijing, Moscow said.")


def is_sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        (told,) = connection.execute("PRAGMA integrity_check").fetchone()
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    return told == "ok" and not orphans


@pytest.mark.parametrize("n_before", [0, 1, 7, 40])
def test_a_killed_run_loses_nothing_acknowledged_and_is_taken_up_again(
    tmp_path: Path, n_before: int
) -> None:
    path = tmp_path / "desk.sqlite"
    with start_writer(path) as writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(n_before)]
        # While it is in the middle of whatever comes next.
        writer.send_signal(signal.SIGKILL)
        acknowledged += [int(line) for line in writer.stdout.read().splitlines()]
    assert writer.returncode == -signal.SIGKILL
    with open_desk(path) as desk:
        for n in acknowledged:
            assert desk.reading(report(n).document.id) == report(n)
        # At most the one that was stored but not yet told; never a part of one.
        assert len(desk.documents()) - len(acknowledged) in (0, 1)
        assert list(desk.iter_readings()) == sorted(
            (report(n) for n in range(len(desk.documents()))), key=lambda one: one.document.id
        )
    assert is_sound(path)
    last = len(acknowledged) + 20
    with start_writer(path, 0, last) as again:
        _, errors = again.communicate(timeout=120)
    assert again.returncode == 0, errors
    with open_desk(path) as desk:
        assert len(desk.documents()) == last
    assert is_sound(path)


def test_two_programs_write_to_one_desk_and_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    writers = [start_writer(path, first, first + 25) for first in (0, 25)]
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert writer.returncode == 0, errors
    with open_desk(path) as desk:
        assert len(desk.documents()) == 50
    assert is_sound(path)


def test_a_desk_that_another_holds_too_long_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("legation.store.database.BUSY_SECONDS", 0.05)
    path = tmp_path / "desk.sqlite"
    with open_desk(path) as desk, closing(sqlite3.connect(path)) as other:
        desk.save(report(0))
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DeskError, match="another program has been writing"):
            desk.save(report(1))
        assert desk.reading(report(0).document.id) == report(0)
        other.rollback()
        desk.save(report(1))
        assert len(desk.documents()) == 2


def fill(path: Path) -> tuple[int, DeskError]:
    """Save until the desk refuses; return how many were acknowledged, and the refusal."""
    with open_desk(path) as desk:
        for n in range(100_000):
            try:
                desk.save(report(n))
            except DeskError as error:
                return n, error
    pytest.fail("the disk did not fill up")


def check_after_full(path: Path, acknowledged: int) -> None:
    with open_desk(path) as desk:
        assert len(desk.documents()) == acknowledged
        for n in (0, acknowledged - 1):
            assert desk.reading(report(n).document.id) == report(n)
    assert is_sound(path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB; only root can make one."""
    path = tmp_path / "disk"
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(path)]
    if subprocess.run(mount, check=False, capture_output=True).returncode != 0:  # noqa: S603
        pytest.skip("no small disk can be mounted here (needs root)")
    yield path
    subprocess.run(["umount", str(path)], check=True)  # noqa: S603, S607


def test_a_full_disk_is_told_and_takes_nothing_away(small_disk: Path) -> None:
    path = small_disk / "desk.sqlite"
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(200_000))
    acknowledged, error = fill(path)
    assert acknowledged > 1
    assert str(path) in str(error)
    assert "no room left" in str(error)
    # As the message says: make room and run the same again.
    ballast.unlink()
    check_after_full(path, acknowledged)
    with open_desk(path) as desk:
        desk.save(report(acknowledged))
        assert len(desk.documents()) == acknowledged + 1


def test_a_new_desk_on_a_full_disk_is_told(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(1_040_000))
    path = small_disk / "desk.sqlite"
    with pytest.raises(DeskError, match="no room left"):
        open_desk(path)
    (small_disk / "ballast").unlink()
    with open_desk(path) as desk:
        desk.save(FIRST)


LIMITED = """
import sys
from test_store_safety import fill
acknowledged, error = fill(__import__("pathlib").Path(sys.argv[1]))
print(__import__("json").dumps([acknowledged, str(error)]))
"""


def test_a_file_that_may_not_grow_is_told_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    size = 1_000_000
    ran = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-c", LIMITED, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )
    acknowledged, error = json.loads(ran.stdout)
    assert acknowledged > 1
    assert str(path) in error
    assert "what was counted before is kept" in error
    check_after_full(path, acknowledged)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"This is a letter.\n" * 400, "this is no desk"),
        (b"SQLite format 3\x00" + b"\xff" * 4000, "this is no desk|damaged"),
        (b"PK\x03\x04", "this is no desk"),
    ],
)
def test_a_file_that_is_no_desk_is_told_and_left_alone(
    tmp_path: Path, content: bytes, complaint: str
) -> None:
    path = tmp_path / "letter.sqlite"
    path.write_bytes(content)
    with pytest.raises(DeskError, match=complaint) as refusal:
        open_desk(path)
    assert str(path) in str(refusal.value)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "music.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(DeskError, match=r"another program \(it holds songs\)"):
        open_desk(path)
    assert path.read_bytes() == before


def test_a_damaged_desk_is_told(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    with open_desk(path) as desk:
        for n in range(30):
            desk.save(report(n))
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(DeskError, match="damaged"), open_desk(path) as desk:
        list(desk.iter_readings())


@pytest.mark.parametrize("create", [True, False])
def test_a_folder_is_no_desk(tmp_path: Path, create: bool) -> None:
    with pytest.raises(DeskError, match="this is no file"):
        open_desk(tmp_path, create=create)


def test_a_desk_is_made_only_when_asked_for_and_where_there_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="there is no desk here"):
        open_desk(tmp_path / "desk.sqlite", create=False)
    with pytest.raises(DeskError, match=r"the folder .* is not there"):
        open_desk(tmp_path / "nowhere" / "desk.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_a_desk_to_be_and_nothing_to_look_into(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    path.touch()
    with pytest.raises(DeskError, match="nothing was read into this desk yet"):
        open_desk(path, create=False)
    assert path.read_bytes() == b""
    with open_desk(path) as desk:
        desk.save(FIRST)
    with open_desk(path, create=False) as desk:
        assert desk.reading(FIRST.document.id) == FIRST


def test_a_desk_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    with open_desk(path) as desk:
        desk.save(FIRST)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE legation_desk SET schema_version = 99")
    with pytest.raises(DeskError, match=r"newer version of legation \(schema 99") as refusal:
        open_desk(path)
    assert str(refusal.value).startswith(str(path))
    assert "update legation" in str(refusal.value)
    with closing(sqlite3.connect(path)) as connection:
        (version,) = connection.execute("SELECT schema_version FROM legation_desk").fetchone()
        (n_documents,) = connection.execute("SELECT count(*) FROM document").fetchone()
    assert (version, n_documents) == (99, 1)


def test_an_older_desk_is_brought_forward_step_by_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "desk.sqlite"
    with open_desk(path) as desk:
        desk.save(FIRST)

    def add_place(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE document ADD COLUMN place TEXT"))

    def name_place(connection: Connection) -> None:
        connection.execute(text("UPDATE document SET place = 'Beijing'"))

    newest = migrations.current_version()
    later = {newest + 1: add_place, newest + 2: name_place}
    monkeypatch.setattr(migrations, "STEPS", {**migrations.STEPS, **later})
    with open_desk(path, create=False) as desk:
        assert desk.reading(FIRST.document.id) == FIRST
    with closing(sqlite3.connect(path)) as connection:
        told = connection.execute("SELECT place, schema_version FROM document, legation_desk")
        assert told.fetchall() == [("Beijing", newest + 2)]


def test_a_desk_of_the_first_version_keeps_its_reports_and_learns_their_sources(
    tmp_path: Path,
) -> None:
    path = tmp_path / "desk.sqlite"
    with open_desk(path) as desk:
        desk.save(FIRST, method="legation 0.1")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("ALTER TABLE document DROP COLUMN source")
        connection.execute("UPDATE legation_desk SET schema_version = 1")
    named = replace(FIRST, document=replace(FIRST.document, source="Hearing, 8 March 2022"))
    with open_desk(path, create=False) as desk:
        assert desk.reading(FIRST.document.id) == FIRST
        assert not desk.has(FIRST.document.id, "legation 0.1")  # it is read again
        desk.save(named, method="legation 0.1")
    with open_desk(path, create=False) as desk:
        assert desk.reading(FIRST.document.id) == named
    assert is_sound(path)


def test_a_step_that_fails_leaves_the_desk_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "desk.sqlite"
    with open_desk(path) as desk:
        desk.save(FIRST)

    def fail(connection: Connection) -> None:
        connection.execute(text("DELETE FROM document"))
        connection.execute(text("SELECT title FROM nowhere"))

    later = {migrations.current_version() + 1: fail}
    monkeypatch.setattr(migrations, "STEPS", {**migrations.STEPS, **later})
    with pytest.raises(DeskError, match="nowhere"):
        open_desk(path)
    monkeypatch.undo()
    with open_desk(path) as desk:
        assert desk.reading(FIRST.document.id) == FIRST


def test_a_desk_says_its_path_and_closes_twice(tmp_path: Path) -> None:
    path = tmp_path / "a desk? #1 %20.sqlite"
    desk = open_desk(str(path))
    desk.save(FIRST)
    desk.close()
    desk.close()
    assert desk.path == path
    assert list(tmp_path.iterdir()) == [path]
