"""Whom a title names."""

from __future__ import annotations

from datetime import date

import pytest

from legation.reference.shelf import load_shelf
from legation.resolve.directory import Directory
from legation.resolve.titles import named_in_title


@pytest.mark.parametrize(
    ("title", "publisher", "expected"),
    [
        (
            "Call with President of Argentina Alberto Fernandez",
            "The Kremlin",
            ["Vladimir Putin", "Alberto Fernández"],
        ),
        ("Vice President Harris meets the press", "The White House", ["Kamala Harris"]),
        ("Russia and Turkmenistan: talks", "The Kremlin", ["Vladimir Putin", "Turkmenistan"]),
        ("Macron calls Scholz", "A newspaper", ["Emmanuel Macron", "Olaf Scholz"]),
        ("A quiet week for the markets", "A newspaper", []),
        ("", None, []),
    ],
)
def test_a_title_names_persons_in_office_then_states(
    title: str, publisher: str | None, expected: list[str]
) -> None:
    found = named_in_title(title, publisher, Directory.of(load_shelf()), date(2022, 3, 18))
    assert [actor.name for actor in found] == expected
