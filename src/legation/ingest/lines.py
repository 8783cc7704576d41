"""Read JSONL: one document a line.

In: a line of bytes. Out: `Fields`.
Not here: cutting a stream into lines (`streams`).
"""

from __future__ import annotations

import json

from legation.ingest.header import Fields, find_title
from legation.ingest.refused import RefusedError

_CURE = "each line holds one object with id, date, title, url and text"


def read_line(line: bytes) -> Fields:
    """Return what one line says of one document.

    Read are `text` (needed), `title`, `date` (or `published_on`), `url`, `publisher`,
    `language` and, where it is text, `source`; other fields (`id`, `section`, `place` …) are
    passed over: an id of the archive is none of ours.

    Raises:
        RefusedError: It is not UTF-8, not a JSON object, or a field does not hold text.
    """
    known = _load_object(line)
    text = _words(known, "text")
    if text is None:
        msg = f"it has no field text; {_CURE}"
        raise RefusedError(msg)
    return Fields(
        text,
        (_words(known, "title") or "").strip() or find_title(text),
        _words(known, "publisher"),
        _words(known, "url"),
        _words(known, "date") or _words(known, "published_on"),
        _words(known, "language"),
        # Some archives hold an object here, of their own form: no reason to refuse the text
        source=source if isinstance(source := known.get("source"), str) else None,
    )


def _load_object(line: bytes) -> dict[str, object]:
    try:
        words = line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        msg = (
            f"byte {error.start} of the line is not UTF-8, which JSON is in; "
            "convert the file first, e.g. with iconv -t UTF-8"
        )
        raise RefusedError(msg) from error
    try:
        value = json.loads(words)
    except json.JSONDecodeError as error:
        msg = f"it is not JSON ({error.msg} at character {error.pos}); {_CURE}"
        raise RefusedError(msg) from error
    except (ValueError, RecursionError) as error:
        # numbers of thousands of digits, brackets thousands deep
        msg = f"it is not JSON that can be read ({error}); {_CURE}"
        raise RefusedError(msg) from error
    if not isinstance(value, dict):
        msg = f"it holds {_json_type(value)}, not an object; {_CURE}"
        raise RefusedError(msg)
    return value


def _words(known: dict[str, object], field: str) -> str | None:
    value = known.get(field)
    if value is None or isinstance(value, str):
        return value
    msg = f"its field {field} holds {_json_type(value)}, not text; {_CURE}"
    raise RefusedError(msg)


def _json_type(value: object) -> str:
    if value is None:
        return "null"
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list"}
    return names.get(type(value), "an object")
