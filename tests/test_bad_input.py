"""Bad input on the command line: a clear message, exit code 3, the rest of the run unharmed."""

from __future__ import annotations

import gzip
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from legation.app.main import run

GOOD = "Moscow denies asking Beijing for drones. Beijing says it is not supplying any."
ALSO_GOOD = "President Joe Biden spoke with Xi Jinping on Friday for nearly two hours."
NOISE = random.Random(3).randbytes(4_000)  # noqa: S311  (no secret hangs on it)
NOBODY = 65534

Make = Callable[[Path], None]


def words(content: bytes) -> Make:
    def make(path: Path) -> None:
        path.write_bytes(content)

    return make


def long_line(path: Path) -> None:
    with path.open("wb") as stream:
        for _ in range(50):
            stream.write(b"x" * 1_000_000)


def release(text: str, **fields: object) -> bytes:
    return json.dumps({"text": text, "date": "2022-03-18", **fields}).encode() + b"\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk that holds one document, which no bad input may harm."""
    path = tmp_path / "desk.sqlite"
    (tmp_path / "kept.txt").write_text(GOOD)
    assert legation(path, "read", tmp_path / "kept.txt") == 0
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds one good document; the bad one comes beside it."""
    path = tmp_path / "new"
    path.mkdir()
    (path / "m.txt").write_text(ALSO_GOOD)
    return path


def legation(desk: Path, command: str, *rest: object) -> int:
    dated = ["--published", "2022-03-18"] if command == "read" else []
    return run(["--desk", str(desk), command, *map(str, rest), *dated])


def texts(desk: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the texts on the desk, as the export tells them."""
    capsys.readouterr()
    assert legation(desk, "export", "--kind", "document", "--with-text") == 0
    return sorted(json.loads(line)["text"] for line in capsys.readouterr().out.splitlines())


def records(desk: Path, capsys: pytest.CaptureFixture[str], text: str) -> list[str]:
    """Return all lines of the export that belong to the document with `text`."""
    capsys.readouterr()
    assert legation(desk, "export", "--with-text") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    owner = next(one["id"] for one in lines if one["kind"] == "document" and one["text"] == text)
    return sorted(json.dumps(one) for one in lines if one.get("document") == owner)


CASES: list[tuple[str, Make, str]] = [
    ("empty.txt", words(b""), "it is empty"),
    ("binary.txt", words(NOISE), "is binary, not text (byte "),
    ("wrong.txt", words(bytes(range(128, 256)) * 20), "byte 0 is not UTF-8"),
    ("cut.txt", words(f"{GOOD} “é”".encode()[:-1]), "is not UTF-8, though the rest is"),
    ("line.txt", long_line, "one document of 50.0 MB is too long (at most 2,000,000 characters)"),
    ("line.jsonl", long_line, "line.jsonl:1: one document of 50.0 MB is too long"),
    ("blank.html", words(b"<html><body><img src=a></body></html>"), "holds no text of an article"),
    ("cut.txt.gz", words(gzip.compress(GOOD.encode())[:-9]), "the gzip file ends in the middle"),
    ("late.jsonl", words(release(GOOD, date="2999-01-01")), "its date 2999-01-01 lies in the fut"),
    ("photo.jpg", words(b"\xff\xd8\xff"), "unknown kind of file (ending .jpg)"),
    ("lost.txt", lambda path: path.symlink_to("gone"), "leads nowhere"),
]


@pytest.mark.parametrize(("name", "make", "message"), CASES, ids=[one[0] for one in CASES])
def test_a_bad_document_is_set_aside_and_all_others_are_kept(
    desk: Path,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    make: Make,
    message: str,
) -> None:
    before = records(desk, capsys, GOOD)
    make(folder / name)
    # A date in the future is mended by --published, so that run goes without it
    code = run(["--desk", str(desk), "read", str(folder)])
    told = capsys.readouterr()
    assert code == 3
    assert f"set aside: {folder / name}" in told.err
    assert message in told.err
    assert "Traceback" not in told.err
    assert "1 read, 0 already known, 1 set aside" in told.out
    assert texts(desk, capsys) == sorted([GOOD, ALSO_GOOD])
    assert records(desk, capsys, GOOD) == before
    issues = issue_reasons(desk, capsys)
    assert any(message in reason for reason in issues)


def issue_reasons(desk: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert legation(desk, "export", "--kind", "issue") == 0
    return [json.loads(line)["reason"] for line in capsys.readouterr().out.splitlines()]


def test_good_lines_around_broken_ones_and_before_a_break_are_read(
    desk: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "broken.jsonl").write_bytes(
        release(GOOD + " One.") + b'{"text": \n[]\n' + release(GOOD + " Two.")
    )
    noisy = [release(f"{GOOD} {n}.", id=NOISE[n * 90 : n * 90 + 90].hex()) for n in range(40)]
    whole = gzip.compress(b"".join(noisy))
    (folder / "cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    assert legation(desk, "read", folder) == 3
    told = capsys.readouterr().err
    assert f"{folder / 'broken.jsonl'}:2: it is not JSON" in told
    assert f"{folder / 'broken.jsonl'}:3: it holds a list, not an object" in told
    assert f"{folder / 'cut.jsonl.gz'}: the gzip file ends in the middle" in told
    kept = texts(desk, capsys)
    assert {f"{GOOD} One.", f"{GOOD} Two.", f"{GOOD} 0.", f"{GOOD} 9."} < set(kept)
    assert f"{GOOD} 39." not in kept


def test_a_date_in_the_future_is_mended_by_published(
    desk: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "late.jsonl").write_bytes(release(GOOD + " Late.", date="2999-01-01"))
    assert legation(desk, "read", folder) == 0
    assert "2022-03-18 is taken instead" in capsys.readouterr().err
    assert f"{GOOD} Late." in texts(desk, capsys)


def test_a_given_date_in_the_future_is_refused(
    desk: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["--desk", str(desk), "read", str(folder), "--published", "2999-01-01"])
    assert code in (1, 2)
    assert "lies in the future" in capsys.readouterr().err
    assert texts(desk, capsys) == [GOOD]


def test_nothing_to_read_is_told(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert legation(desk, "read", tmp_path / "nowhere") == 3
    assert "no such file or folder" in capsys.readouterr().err


@contextmanager
def powerless() -> Iterator[None]:
    """Run as nobody, whom permissions bind; as anyone else than root they bind anyway."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_folder_without_permission_is_set_aside(
    desk: Path,  # noqa: ARG001  (reading once loads what nobody may not load)
    capsys: pytest.CaptureFixture[str],
) -> None:
    # pytest's own folders are closed to nobody
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        home.chmod(0o777)
        (home / "closed").mkdir()
        (home / "closed" / "a.txt").write_text(GOOD)
        (home / "closed").chmod(0o000)
        (home / "open.txt").write_text(ALSO_GOOD)
        (home / "open.txt").chmod(0o644)
        with powerless():
            code = legation(home / "desk.sqlite", "read", home / "closed", home / "open.txt")
        told = capsys.readouterr().err
        kept = texts(home / "desk.sqlite", capsys)
    assert code == 3
    assert f"set aside: {home / 'closed'}: no permission to read it" in told
    assert kept == [ALSO_GOOD]


@pytest.mark.parametrize("content", [b"This is a letter, no desk.\n" * 40, NOISE])
def test_a_desk_file_that_is_not_one_is_left_alone(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    path = tmp_path / "letter.sqlite"
    path.write_bytes(content)
    assert legation(path, "read", folder) == 1
    told = capsys.readouterr().err
    assert str(path) in told
    assert "no desk" in told
    assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "music.sqlite"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE songs (name TEXT)")
    assert legation(path, "read", folder) == 1
    assert "songs" in capsys.readouterr().err
    with closing(sqlite3.connect(path)) as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master")]
    assert names == ["songs"]


def test_a_desk_from_a_newer_version_is_left_alone(
    desk: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(desk)) as database, database:
        (version,) = database.execute("SELECT schema_version FROM legation_desk").fetchone()
        database.execute("UPDATE legation_desk SET schema_version = 99")
    assert legation(desk, "read", folder) == 1
    told = capsys.readouterr().err
    assert "newer version of legation" in told
    assert "update legation" in told
    with closing(sqlite3.connect(desk)) as database, database:
        database.execute("UPDATE legation_desk SET schema_version = ?", (version,))
    assert texts(desk, capsys) == [GOOD]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 700 kB; only root can make one."""
    path = tmp_path / "disk"
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(path)]
    if subprocess.run(mount, check=False, capture_output=True).returncode != 0:  # noqa: S603
        pytest.skip("no small disk can be mounted here (needs root)")
    yield path
    subprocess.run(["umount", str(path)], check=True)  # noqa: S603, S607


def test_a_full_disk_ends_the_run_with_what_was_kept_before(
    small_disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = small_disk / "desk.sqlite"
    (tmp_path / "kept.txt").write_text(GOOD)
    assert legation(path, "read", tmp_path / "kept.txt") == 0
    before = records(path, capsys, GOOD)
    many = tmp_path / "many.jsonl"
    # long words fill a disk sooner than they keep the parser busy
    filler = f"{'x' * 500} " * 40
    many.write_bytes(b"".join(release(f"{GOOD}\n\n{filler}{n}", language="en") for n in range(60)))
    assert legation(path, "read", many, "--workers", 1) == 1
    told = capsys.readouterr().err
    assert str(path) in told
    assert "there is no room left on its disk" in told
    assert "Traceback" not in told
    assert GOOD in texts(path, capsys)
    assert records(path, capsys, GOOD) == before


def test_the_program_itself_leaves_with_these_codes(folder: Path) -> None:
    """Once from outside: what a shell sees."""
    (folder / "empty.txt").write_bytes(b"")
    command = [str(Path(sys.executable).with_name("legation")), "--desk", str(folder / "d.sqlite")]
    done = subprocess.run(  # noqa: S603
        [*command, "read", str(folder)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 3
    assert f"set aside: {folder / 'empty.txt'}: it is empty" in done.stderr
    assert "Traceback" not in done.stderr
