"""Turn records into plain JSON objects and back, without loss.

In: a record of any kind, or an object that `json.loads` made of one. Out: the other of the two.
The object has `kind` first and then the fields of the dataclass, by name: parties are ids of
mentions, as the desk keeps them.
Not here: the form that other programs read (`records.contract`); files (`store`, `app`).

`load` is strict: a field that is missing, unknown or of another type is an error that names it.
What a field may hold beyond its type (closed lists, dates) is the business of who makes it.
"""

from __future__ import annotations

import math
import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from legation.records.assessed import Estimate, Judgement, Position, Question, Signal
from legation.records.claim import Claim
from legation.records.document import Document
from legation.records.errors import RecordError, SpanError
from legation.records.event import Event, Vote
from legation.records.figure import Figure
from legation.records.joined import Contact, Dispute, Incident
from legation.records.kept import Issue, Review
from legation.records.mention import Link, Mention
from legation.records.moment import Moment

Found = Mention | Moment | Figure | Claim | Event | Vote
"""What is found in one document; each has a `span`."""
Joined = Incident | Contact | Dispute | Signal
"""What several documents tell together."""
Record = Document | Found | Joined | Position | Question | Judgement | Estimate | Review | Issue
"""Everything that has an id, and a line in the export."""
Kept = Record | Link
"""Everything that makes a line here: links are kept, but exported with their mentions."""

TYPES: dict[str, type[Kept]] = {
    "document": Document,
    "mention": Mention,
    "moment": Moment,
    "figure": Figure,
    "claim": Claim,
    "event": Event,
    "vote": Vote,
    "incident": Incident,
    "contact": Contact,
    "dispute": Dispute,
    "signal": Signal,
    "position": Position,
    "question": Question,
    "judgement": Judgement,
    "estimate": Estimate,
    "review": Review,
    "issue": Issue,
    "link": Link,
}
_KINDS: dict[type, str] = {type_: kind for kind, type_ in TYPES.items()}

_Turn = Callable[[Any, str], Any]
"""Takes a value and the name of its field (for the message) and returns the value turned."""


def kind_of(record: Kept) -> str:
    """Return the kind of a record: `claim`, `event` …, and `link` for a link.

    Raises:
        RecordError: It is no record.
    """
    try:
        return _KINDS[type(record)]
    except KeyError:
        msg = f"a {type(record).__name__} is no record; records are {', '.join(TYPES)}"
        raise RecordError(msg) from None


def dump(record: Kept) -> dict[str, Any]:
    """Return `record` as an object that `json.dumps` takes; `load` gives an equal record back.

    Raises:
        RecordError: It is no record, or a field does not hold what its type says (also NaN).
    """
    kind = kind_of(record)
    hint: Any = type(record)  # mypy takes the class of a frozen dataclass for unhashable
    return {"kind": kind, **_dumper(hint)(record, kind)}


def load(line: object) -> Kept:
    """Return the record that `line` was dumped from.

    Raises:
        RecordError: It is no object, its kind is unknown, or a field is missing, unknown or of
            another type than the record's; the message names the kind and the field.
    """
    if not isinstance(line, dict):
        msg = f"a record is a JSON object, not {_shown(line)}"
        raise RecordError(msg)
    kind = line.get("kind")
    if not isinstance(kind, str) or kind not in TYPES:
        msg = f"kind: {_shown(kind)} is no kind of record; kinds are {', '.join(TYPES)}"
        raise RecordError(msg)
    plain = {name: value for name, value in line.items() if name != "kind"}
    hint: Any = TYPES[kind]
    record: Kept = _loader(hint)(plain, kind)
    return record


@cache
def _dumper(hint: Any) -> _Turn:  # noqa: ANN401  (a type annotation has no narrower type)
    """Return what turns a value of the annotated type into plain JSON."""
    if isinstance(hint, type) and is_dataclass(hint):
        return _object_dumper(hint)
    return _compound(hint, _dumper, tuple, list) or _SCALARS[hint]


@cache
def _loader(hint: Any) -> _Turn:  # noqa: ANN401  (as above)
    """Return what turns plain JSON into a value of the annotated type."""
    if isinstance(hint, type) and is_dataclass(hint):
        return _object_loader(hint)
    return _compound(hint, _loader, list, tuple) or _SCALARS[hint]


def _compound(
    hint: Any,  # noqa: ANN401  (as above)
    inner: Callable[[Any], _Turn],
    taken: type[list[Any]] | type[tuple[Any, ...]],
    given: type[list[Any]] | type[tuple[Any, ...]],
) -> _Turn | None:
    """Return what turns `X | None` or a tuple; None for any other annotation."""
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        (kept,) = (argument for argument in arguments if argument is not type(None))
        turn = inner(kept)
        return lambda value, name: None if value is None else turn(value, name)
    if typing.get_origin(hint) is not tuple:
        return None
    turn = inner(arguments[0])
    length = None if arguments[-1] is Ellipsis else len(arguments)

    def turn_list(value: Any, name: str) -> Any:  # noqa: ANN401
        if not isinstance(value, taken):
            raise _ill_typed(name, value, f"a {taken.__name__}")
        if length is not None and len(value) != length:
            raise _ill_typed(name, value, f"a list of {length}")
        return given([turn(one, name) for one in value])

    return turn_list


def _object_dumper(type_: type) -> _Turn:
    parts = [(name, _dumper(hint)) for name, hint in _hints(type_).items()]

    def turn(value: Any, name: str) -> dict[str, Any]:  # noqa: ANN401
        if type(value) is not type_:
            raise _ill_typed(name, value, f"a {type_.__name__}")
        return {part: dump_part(getattr(value, part), part) for part, dump_part in parts}

    return turn


def _object_loader(type_: type) -> _Turn:
    parts = [(name, _loader(hint)) for name, hint in _hints(type_).items()]
    known = {part for part, _ in parts}

    def turn(value: Any, name: str) -> Any:  # noqa: ANN401
        if type(value) is not dict:
            raise _ill_typed(name, value, "an object")
        try:
            values = [load_part(value[part], part) for part, load_part in parts]
        except KeyError as error:
            msg = f"{name}: the field {error.args[0]!r} is missing"
            raise RecordError(msg) from None
        except RecordError as error:
            msg = f"{name}.{error}"
            raise RecordError(msg) from None
        if len(value) != len(known):
            extra = ", ".join(repr(one) for one in sorted(map(str, value.keys() - known)))
            msg = f"{name}: unknown field {extra}; the fields are {', '.join(_hints(type_))}"
            raise RecordError(msg)
        try:
            return type_(*values)
        except SpanError as error:
            msg = f"{name}: {error}"
            raise RecordError(msg) from error

    return turn


@cache
def _hints(type_: type) -> dict[str, Any]:
    """Return the fields of a dataclass in order, with their types."""
    hints = typing.get_type_hints(type_)
    return {one.name: hints[one.name] for one in fields(type_)}


def _string(value: Any, name: str) -> Any:  # noqa: ANN401
    if type(value) is not str:
        raise _ill_typed(name, value, "a string")
    return value


def _boolean(value: Any, name: str) -> Any:  # noqa: ANN401
    if type(value) is not bool:
        raise _ill_typed(name, value, "true or false")
    return value


def _integer(value: Any, name: str) -> Any:  # noqa: ANN401
    if type(value) is not int:
        raise _ill_typed(name, value, "a whole number")
    return value


def _number(value: Any, name: str) -> Any:  # noqa: ANN401
    # JSON has one type of number: other programs write 1 where we write 1.0.
    try:
        if type(value) in (float, int) and math.isfinite(value):
            return float(value)
    except OverflowError:  # a whole number that no float holds
        pass
    raise _ill_typed(name, value, "a finite number")


_SCALARS: dict[type, _Turn] = {str: _string, bool: _boolean, int: _integer, float: _number}


def _ill_typed(name: str, value: object, wanted: str) -> RecordError:
    return RecordError(f"{name}: {_shown(value)} is not {wanted}")


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"
