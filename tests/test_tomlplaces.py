"""Every key of a TOML file is found where it stands, however it is written."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.reference.tomlplaces import Places

VALUES = (
    "1",
    "2022-03-18",
    "true",
    '"a # b [x] = {1}"',
    "'[t]'",
    '"""\n[x]\nk1 = 2\n"quoted" \\""" # no comment\n"""',
    '""""two" """',
    "'''\ncloses_on = 1\n'''",
    "[1, 2]",
    '[\n  "a = 1", # ] not the end\n  ["b"],\n  [ ],\n]',
    '{ one = 1, "t.w.o" = [ { deep = "x" }, { deep = "y" } ], dot.ted = 3 }',
    '[\n  { a = """\n[h]\n""" },\n  { a = 2 } ]',
    '"\u2028 and \x85"',
)
KEYS = ("k{n}", '"q {n}"', "'[{n}]'", "d{n}.e . f", '"a=b{n}".c')
HEADERS = ("[t{n}]", "[[many]]", "[[many.sub]]", '[ "q[{n}]" . x ]  # [[no]]', "[many.one{n}]")
BETWEEN = ("", "# a = 1 [x]", "   ", "  # '''")


@st.composite
def files(draw: st.DrawFn) -> str:
    """Draw the text of a file, any of whose parts may be hard to tell apart."""
    lines, many = [], False
    for n in range(draw(st.integers(1, 12))):
        part = draw(st.sampled_from(["key", "key", "header", "between"]))
        if part == "between":
            lines.append(draw(st.sampled_from(BETWEEN)))
        elif part == "key":
            key = draw(st.sampled_from(KEYS)).format(n=n)
            indent = draw(st.sampled_from(["", "  "]))
            lines.append(f"{indent}{key} = {draw(st.sampled_from(VALUES))} # {n} [")
        else:
            header = draw(st.sampled_from(HEADERS)).format(n=n)
            many = many or header == "[[many]]"
            lines.append(header if many or "many" not in header else "[[many]]")
            many = many or "many" in header
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines)


def paths(
    value: Any, at: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    inside: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    for name, one in inside:
        yield (*at, name), one
        yield from paths(one, (*at, name))


@given(files())
def test_what_stands_at_a_place_is_the_key_and_its_value(text: str) -> None:
    places, whole = Places(text), tomllib.loads(text)
    for path, value in paths(whole):
        if isinstance(value, dict | list):
            assert places.line(*path) >= 1
            continue
        found = places.stretch(*path)
        assert found is not None, path
        here = text[found.start : found.end]
        if isinstance(path[-1], int):
            assert tomllib.loads(f"x = {here}")["x"] == value
            continue
        told = tomllib.loads(here)
        while isinstance(told, dict):
            told = told[next(iter(told))]
        assert told == value
        assert places.line(*path) == text.count("\n", 0, found.start) + 1


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_are_told_past_all_that_looks_like_a_key(end: str) -> None:
    text = end.join(
        [
            "# [a]", 'words = [ # "', '  "a = b", "[[x]]",', "]", 'long = """', "x.y = 3", '"""',
            "x.y = 1", "[[m]]", 'part = { "p q" = 1, r = [ { s = 1 } ] }', "['m'.'n.o']", " k=1",
        ]
    )  # fmt: skip
    places = Places(text)
    asked: list[tuple[str | int, ...]] = [
        ("words",), ("x",), ("x", "y"), ("m", 0), ("m", 0, "part", "p q"),
        ("m", 0, "part", "r", 0, "s"), ("m", 0, "n.o", "k"), ("m", 0, "gone"), ("b",),
    ]  # fmt: skip
    assert [places.line(*one) for one in asked] == [2, 8, 8, 9, 10, 10, 12, 9, 1]


@given(st.text(alphabet="[]{}=\"'\\#\n.,a1 ", max_size=40))
def test_any_text_is_read_to_its_end(text: str) -> None:
    assert Places(text).line("a") >= 1
