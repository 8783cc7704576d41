"""Open files and cut them into bytes, bounded.

In: a path or a binary stream, plain or gzip. Out: bytes, never more than a limit.
Not here: what the bytes mean (`decoding`, `lines`, `pages`).
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from legation.ingest.limits import EXPANSION_FREE_BYTES, MAX_BYTES, MAX_EXPANSION, in_words
from legation.ingest.refused import RefusedError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP_MAGIC = b"\x1f\x8b"
_CHUNK = 1 << 16


class _Counted(io.RawIOBase):
    """A stream that counts the bytes read from it."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self.n_read = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        chunk = self._inner.read(size)
        self.n_read += len(chunk)
        return chunk


class _Inflated(io.RawIOBase):
    """The content of a gzip stream; a broken or exploding stream raises `RefusedError`."""

    def __init__(self, inner: BinaryIO) -> None:
        self._packed = _Counted(inner)
        self._content = gzip.GzipFile(fileobj=cast("BinaryIO", self._packed), mode="rb")
        self._n_content = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        try:
            chunk = self._content.read1(len(view))
        except EOFError as error:
            msg = "the gzip file ends in the middle; fetch it again"
            raise RefusedError(msg) from error
        except (zlib.error, gzip.BadGzipFile) as error:
            msg = f"the gzip file is damaged ({error}); fetch it again"
            raise RefusedError(msg) from error
        self._n_content += len(chunk)
        if self._n_content > max(EXPANSION_FREE_BYTES, MAX_EXPANSION * self._packed.n_read):
            msg = (
                f"the gzip file expands more than {MAX_EXPANSION} times; "
                "unpack it and look at it before reading it"
            )
            raise RefusedError(msg)
        view[: len(chunk)] = chunk
        return len(chunk)


@contextmanager
def opened(path: Path) -> Iterator[io.BufferedReader]:
    """Open `path` as a stream of bytes, unpacked where it is gzip.

    Raises:
        OSError: It cannot be opened.
        RefusedError: While reading, when the gzip is broken.
    """
    with path.open("rb") as file:
        yield unpacked(file)


def unpacked(stream: BinaryIO) -> io.BufferedReader:
    """Return `stream`, or its content when it starts as gzip does."""
    buffered = (
        stream
        if isinstance(stream, io.BufferedReader)
        else io.BufferedReader(cast("io.RawIOBase", stream), _CHUNK)
    )
    if buffered.peek(2)[:2] == GZIP_MAGIC:
        return io.BufferedReader(_Inflated(buffered), _CHUNK)
    return buffered


def read_whole(stream: BinaryIO, limit: int = MAX_BYTES) -> bytes:
    """Return all bytes of `stream`.

    Raises:
        RefusedError: It holds more than `limit` bytes; no more than that were read.
    """
    content = stream.read(limit + 1)
    if len(content) > limit:
        size = f"more than {in_words(limit)}"
        raise too_long(size)
    return content


def too_long(size: str) -> RefusedError:
    """Return the refusal of one document of `size`."""
    return RefusedError(
        f"one document of {size} is too long (at most 2,000,000 characters); "
        "split it, or give one document a line as JSONL"
    )


def iter_lines(stream: BinaryIO, limit: int) -> Iterator[bytes | int]:
    """Yield the lines of `stream`; of one longer than `limit` bytes, only how long it is."""
    while line := stream.readline(limit + 1):
        if len(line) > limit and not line.endswith(b"\n"):
            yield len(line) + _skip_line(stream)
        else:
            yield line


def _skip_line(stream: BinaryIO) -> int:
    n_skipped = 0
    while chunk := stream.readline(_CHUNK):
        n_skipped += len(chunk)
        if chunk.endswith(b"\n"):
            break
    return n_skipped
