"""Whatever is wrong with the outside, it is said with its place and cure, and the rest is read."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.ingest import iter_documents, streams
from legation.ingest.limits import MAX_CHARACTERS, in_words
from legation.records import Document, Issue, LegationError

GOOD = "The minister met his colleague on Friday. They spoke for nearly two hours."
ON = date(2022, 3, 18)
NOBODY = 65534


def read(*sources: Path | str, stdin: bytes = b"") -> tuple[list[str], list[Issue]]:
    """Return the texts that were read, and the issues."""
    found = list(iter_documents(map(str, sources), published=ON, stdin=io.BytesIO(stdin)))
    texts = [one.text for one in found if isinstance(one, Document)]
    return texts, [one for one in found if isinstance(one, Issue)]


def line(text: str, **fields: object) -> bytes:
    return json.dumps({"text": text, **fields}).encode() + b"\n"


RANDOM = random.Random(7)  # noqa: S311  (no secret hangs on it)
NOISE = RANDOM.randbytes(5_000)


def noise(n_bytes: int) -> str:
    """Return letters that do not compress."""
    return RANDOM.randbytes(n_bytes).hex()


BAD_FILES = [
    ("empty.txt", b"", "it is empty"),
    ("blank.txt", b" \n\t\n", "it is empty"),
    ("header.txt", b"Title: A\nPublished: 2022-03-18\n\n", "it is empty"),
    ("empty.html", b"", "holds no text of an article"),
    ("empty.jsonl", b"", "it is empty"),
    ("empty.txt.gz", gzip.compress(b""), "it is empty"),
    ("noise.txt", NOISE, "is binary, not text (byte "),
    ("noise.html", NOISE, "is binary, not text"),
    ("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + NOISE, "is binary, not text"),
    ("paper.txt", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n", "is a PDF"),
    ("wide.txt", GOOD.encode("utf-16-le"), "UTF-16 without a byte-order mark"),
    ("cut.txt", ("é“”" + GOOD).encode() + b"\xe2\x80", "byte 82 is not UTF-8, though the rest is"),
    ("cut16.txt", GOOD.encode("utf-16")[:-1], "is not UTF-16-LE, though the file starts with"),
    ("unknown.txt", bytes(range(128, 256)) * 20, "is not UTF-8"),
    ("huge.txt", b"word " * 1_700_000, "one document of 8.5 MB is too long"),
    ("long.txt", b"word " * 500_000, "one document of 2,500,000 characters is too long"),
    ("huge.txt.gz", gzip.compress(b"word " * 1_700_000), "more than 8.0 MB is too long"),
    ("blank.html", b"<html><body><img src=a.png></body></html>", "holds no text of an article"),
    ("script.html", b"<html><body><script>let a = 1</script></body></html>", "holds no text"),
    ("deep.html", b"<html><body>" + b"<div>" * 20_000 + b"x", "holds no text of an article"),
    ("cut.txt.gz", gzip.compress(GOOD.encode())[:-12], "ends in the middle"),
    ("bad.txt.gz", gzip.compress(GOOD.encode())[:-8] + b"\0" * 8, "the gzip file is damaged"),
    ("photo.jpg", b"\xff\xd8\xff", "unknown kind of file (ending .jpg)"),
    ("README", b"words", "unknown kind of file (ending none)"),
    ("french.txt", "Le président a parlé hier soir avec son collègue russe.".encode(), "'fr'"),
]


@pytest.mark.parametrize(
    ("name", "content", "message"), BAD_FILES, ids=[one[0] for one in BAD_FILES]
)
def test_a_bad_file_is_set_aside_and_its_neighbours_are_read(
    tmp_path: Path, name: str, content: bytes, message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / name).write_bytes(content)
    (tmp_path / "z.txt").write_text(GOOD + " All was calm.")
    started = time.monotonic()
    texts, issues = read(tmp_path)
    assert len(texts) == 2
    assert [(one.place, one.document, one.stage) for one in issues] == [
        (str(tmp_path / name), None, "ingest")
    ]
    assert issues[0].reason.startswith(f"{tmp_path / name}: ")
    assert message in issues[0].reason
    assert time.monotonic() - started < 5
    assert capfd.readouterr() == ("", "")


BAD_LINES = [
    (b"{", "it is not JSON"),
    (b'{"text": "cut off', "it is not JSON"),
    (b"[" * 100_000, "it is not JSON"),
    (b"[1, 2]", "it holds a list, not an object"),
    (b"null", "it holds null, not an object"),
    (b'{"title": "x"}', "it has no field text"),
    (b'{"text": null}', "it has no field text"),
    (b'{"text": ["x"]}', "its field text holds a list, not text"),
    (b'{"text": "x", "title": 7}', "its field title holds a number, not text"),
    (b'{"text": "caf\xe9"}', "byte 13 of the line is not UTF-8"),
    (b'{"text": "  "}', "it is empty"),
    (b'{"text": "x", "date": "2999-01-01"}', None),
    (b'{"text": "' + b"x" * 2_000_001 + b'"}', "2,000,001 characters is too long"),
    (b'{"n": ' + b"9" * 5_000 + b"}", "it is not JSON that can be read"),
]


@pytest.mark.parametrize(("bad", "message"), BAD_LINES)
def test_a_broken_line_is_named_and_the_rest_is_read(
    tmp_path: Path, bad: bytes, message: str | None
) -> None:
    file = tmp_path / "releases.jsonl"
    file.write_bytes(line(GOOD) + b"\n" + bad + b"\n" + line(GOOD + " All was calm."))
    texts, issues = read(file)
    assert texts[0] == GOOD
    assert texts[-1] == GOOD + " All was calm."
    assert [one.place for one in issues] == [f"{file}:3"]
    assert message is None or message in issues[0].reason


def test_a_date_in_the_future_sets_the_document_aside_and_names_the_cure(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(line(GOOD, date="2999-01-01") + line(GOOD, date="2022-03-18"))
    found = list(iter_documents([str(file)]))
    assert isinstance(found[0], Issue)
    assert found[0].document is None
    assert "its date 2999-01-01 lies in the future" in found[0].reason
    assert "--published" in found[0].reason
    assert isinstance(found[1], Document)


def test_a_line_of_50_megabytes_is_passed_over_without_being_held(tmp_path: Path) -> None:
    file = tmp_path / "releases.jsonl"
    with file.open("wb") as stream:
        stream.write(line(GOOD))
        for _ in range(50):
            stream.write(b"x" * 1_000_000)
        stream.write(b"\n" + line(GOOD + " All was calm."))
    started = time.monotonic()
    tracemalloc.start()
    try:
        texts, issues = read(file)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(texts) == 2
    assert f"{file}:2: one document of 50.0 MB is too long" in issues[0].reason
    # the limit of a line is 12 MB, and reading it may hold it twice
    assert peak < 40_000_000
    assert time.monotonic() - started < 5


def test_documents_before_the_break_of_an_archive_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "releases.jsonl.gz"
    whole = gzip.compress(b"".join(line(f"{GOOD} {n}", id=noise(90)) for n in range(200)))
    file.write_bytes(whole[: len(whole) // 2])
    texts, issues = read(file)
    assert 50 < len(texts) < 150
    assert texts == [f"{GOOD} {n}" for n in range(len(texts))]
    assert issues[0].reason == f"{file}: the gzip file ends in the middle; fetch it again"


def test_a_file_that_is_no_jsonl_says_so_once(tmp_path: Path) -> None:
    file = tmp_path / "releases.jsonl"
    file.write_text("{\n" * 10_000)
    texts, issues = read(file)
    assert texts == []
    assert len(issues) == 51
    assert "none of its first 50 lines is a document" in issues[-1].reason


def test_an_exploding_archive_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "EXPANSION_FREE_BYTES", 1_000_000)
    file = tmp_path / "bomb.jsonl.gz"
    file.write_bytes(gzip.compress(line(GOOD) + b"\n" * 5_000_000))
    texts, issues = read(file)
    assert texts == [GOOD]
    assert "expands more than 200 times" in issues[0].reason


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("/nowhere/at/all.txt", "no such file or folder"),
        ("ftp://example.org/a.txt", "only http and https addresses"),
        ("a\0b.txt", "no such file or folder"),
        ("x" * 5_000, "cannot be read"),
    ],
)
def test_a_source_that_is_not_there_is_named(tmp_path: Path, source: str, message: str) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    texts, issues = read(source, tmp_path)
    assert texts == [GOOD]
    assert message in issues[0].reason


def test_links_to_nowhere_sockets_and_empty_folders_are_named(tmp_path: Path) -> None:
    (tmp_path / "lost.txt").symlink_to(tmp_path / "gone.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "void").mkdir()
    texts, issues = read(tmp_path)
    assert texts == []
    assert [Path(one.place or "").name for one in issues] == ["lost.txt", "pipe.txt", "void"]


def test_a_name_that_is_not_utf8_can_be_told(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "wb") as file:  # noqa: PTH123
        file.write(NOISE)
    _, issues = read(tmp_path)
    assert "caf\\udce9.txt" in issues[0].reason
    issues[0].reason.encode("utf-8")


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


def test_what_may_not_be_read_is_named_and_the_rest_is_read() -> None:
    # pytest's own folders are closed to nobody
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "closed").mkdir()
        (folder / "closed" / "a.txt").write_text(GOOD)
        (folder / "closed").chmod(0o000)
        (folder / "dim").mkdir()
        (folder / "dim" / "a.txt").write_text(GOOD)
        (folder / "dim").chmod(0o444)  # names can be listed, nothing opened
        (folder / "locked.txt").write_text(GOOD)
        (folder / "locked.txt").chmod(0o000)
        (folder / "open.txt").write_text(GOOD)
        (folder / "open.txt").chmod(0o644)
        read(folder / "open.txt")  # load what is loaded late while we still may
        try:
            with powerless():
                texts, issues = read(folder)
                alone = read(folder / "closed")[1]
        finally:
            for inner in ("closed", "dim"):
                (folder / inner).chmod(0o755)
    assert texts == [GOOD]
    assert [Path(one.place or "").name for one in issues] == ["closed", "a.txt", "locked.txt"]
    assert all("no permission to read it" in one.reason for one in (*issues, *alone))
    assert len(alone) == 1


def test_a_directory_that_goes_away_while_it_is_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "scandir", fail)
    _, issues = read(tmp_path)
    assert "cannot be read (Input/output error)" in issues[0].reason


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "standard input: it is empty"),
        (NOISE, "standard input: is binary"),
        (gzip.compress(line(GOOD) * 3)[:-9], "the gzip file ends in the middle"),
        (b'{"text": 3}\n', "standard input:1: its field text"),
    ],
)
def test_bad_standard_input_is_named(content: bytes, message: str) -> None:
    assert message in read("-", stdin=content)[1][0].reason


@given(st.binary(max_size=2_000))
def test_no_bytes_stop_a_run(content: bytes) -> None:
    for found in iter_documents(["-"], published=ON, stdin=io.BytesIO(content)):
        words = found.text if isinstance(found, Document) else found.reason
        assert words.encode("utf-8")


@given(st.dictionaries(st.sampled_from(["text", "title", "url", "date", "language"]), st.text()))
def test_no_fields_stop_a_run(fields: dict[str, str]) -> None:
    content = b" " + json.dumps({"id": "x", **fields}).encode()
    for found in iter_documents(["-"], published=ON, stdin=io.BytesIO(content)):
        assert isinstance(found, Document | Issue)


def test_issues_are_the_same_when_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"{\n[\n")
    first, second = read(tmp_path)[1], read(tmp_path)[1]
    assert first == second
    assert len({one.id for one in first}) == 2


@pytest.mark.parametrize(
    ("n_bytes", "words"), [(12, "12 bytes"), (1_200, "1.2 kB"), (50_000_000, "50.0 MB")]
)
def test_sizes_are_told_in_words(n_bytes: int, words: str) -> None:
    assert in_words(n_bytes) == words


def test_a_text_at_the_limit_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(("word " * MAX_CHARACTERS)[:MAX_CHARACTERS])
    assert len(read(file)[0][0]) == MAX_CHARACTERS


def test_all_refusals_are_of_the_one_root() -> None:
    from legation.ingest import FetchError, RefusedError

    assert issubclass(RefusedError, LegationError)
    assert issubclass(FetchError, RefusedError)
