"""Turn bytes into text.

In: the bytes of one document. Out: its text, with line ends as LF, and the encoding where
it was guessed.
Not here: markup (`pages`), headers (`header`).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from legation.ingest.refused import RefusedError

# UTF-32 first: its little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Control characters that no text file holds; form feed and escape do occur.
_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\v\f\r\x1b"})

# Random bytes hold 10 % of them, compressed PDF streams 3 to 10 %, prose none; a stray one
# (an old word processor's mark) does not make a file binary.
_BINARY_SHARE = 0.01

# English outside UTF-8 is nearly always Windows-1252, but a few accents fit half a dozen
# code pages equally well: it is taken unless it reads this much messier
# (charset-normalizer's mess ratio, 0 to 1) than the best.
_WESTERN = "cp1252"
_MESS_MARGIN = 0.02

# Its curly quotes, dashes, dots, euro and pound. Where most bytes beyond ASCII are these,
# nobody need be asked: in a text of a few lines charset-normalizer takes them for letters.
_WESTERN_MARKS = bytes({0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0xA3})
_ASCII = bytes(range(128))

# `make_id` parts fields by the unit separator, so a text may not hold it.
_DROPPED = re.compile("[\x00\x1f]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n?")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what was doubtful about reading it."""

    text: str
    doubt: str | None
    """What was guessed, as a sentence for the user; None when nothing was."""


def decode(content: bytes) -> Decoded:
    """Return the text of one document.

    A byte-order mark is believed, then UTF-8 tried, then charset-normalizer asked.

    Raises:
        RefusedError: It is no text, or in no encoding that fits.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode_marked(content[len(mark) :], encoding)
    refuse_binary(content)
    try:
        return Decoded(clean(content.decode("utf-8")), None)
    except UnicodeDecodeError as error:
        return _decode_guessed(content, error.start)


def clean(text: str) -> str:
    """Return `text` with LF line ends and without marks that nobody sees.

    A byte-order mark at the start, NUL and unit separators go; a lone surrogate (JSON can
    hold one, UTF-8 cannot) becomes U+FFFD. All else, blanks at the ends too, stays.
    """
    text = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
    return _LONE_SURROGATE.sub("\ufffd", _DROPPED.sub("", text))


def refuse_binary(content: bytes) -> None:
    """Raise `RefusedError` when `content` is a picture, an archive or the like, not a text."""
    if content.startswith(b"%PDF-"):
        msg = "is a PDF; save its text as .txt first, e.g. with pdftotext"
        raise RefusedError(msg)
    n_controls = len(content) - len(content.translate(None, delete=_CONTROLS))
    if n_controls <= _BINARY_SHARE * len(content):
        return
    if _has_every_other_byte_nul(content):
        msg = (
            "looks like UTF-16 without a byte-order mark; "
            "convert it first, e.g. iconv -f UTF-16LE -t UTF-8"
        )
        raise RefusedError(msg)
    first = next(place for place, byte in enumerate(content) if byte in _CONTROLS)
    msg = f"is binary, not text (byte {first} is 0x{content[first]:02x}); export it as text first"
    raise RefusedError(msg)


def _has_every_other_byte_nul(content: bytes) -> bool:
    even, odd = content[0:2000:2], content[1:2000:2]
    shares = sorted(half.count(0) / max(len(half), 1) for half in (even, odd))
    return shares[0] < 0.1 and shares[1] > 0.6


def _decode_marked(content: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(clean(content.decode(encoding)), None)
    except UnicodeDecodeError as error:
        msg = (
            f"byte {error.start} is not {encoding.upper()}, though the file starts with its "
            "mark; it is damaged or cut off: fetch it again"
        )
        raise RefusedError(msg) from error


def _decode_guessed(content: bytes, first_bad: int) -> Decoded:
    _refuse_damaged_utf8(content, first_bad)
    encoding = _guess(content)
    if encoding is None:
        msg = (
            f"byte {first_bad} is not UTF-8 and no other encoding fits; "
            "convert it first, e.g. with iconv -t UTF-8"
        )
        raise RefusedError(msg)
    doubt = (
        f"byte {first_bad} is not UTF-8; read as {encoding}. "
        "Convert the file to UTF-8 if letters look wrong"
    )
    return Decoded(clean(content.decode(encoding)), doubt)


def _refuse_damaged_utf8(content: bytes, first_bad: int) -> None:
    lenient = content.decode("utf-8", "replace")
    n_bad = lenient.count("\ufffd")
    # Letters beyond ASCII that are valid UTF-8 do not come about by chance: where they
    # outnumber the bad ones, another encoding would turn them into "â€™".
    n_good = sum(character > "\x7f" for character in lenient) - n_bad
    if n_good > n_bad:
        msg = (
            f"byte {first_bad} is not UTF-8, though the rest is; the file is damaged: "
            "fetch it again, or drop the byte with iconv -c -f UTF-8 -t UTF-8"
        )
        raise RefusedError(msg)


def _guess(content: bytes) -> str | None:
    beyond_ascii = content.translate(None, delete=_ASCII)
    others = beyond_ascii.translate(None, delete=_WESTERN_MARKS)
    if 2 * len(others) < len(beyond_ascii) and _decodes(content, _WESTERN):
        return _WESTERN
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    western = from_bytes(content, cp_isolation=[_WESTERN], enable_fallback=False).best()
    if western is not None and (best is None or western.chaos <= best.chaos + _MESS_MARGIN):
        return _WESTERN
    return None if best is None else best.encoding


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
