"""Know how reporting calls those who head international bodies.

In: `files/body_titles.tsv`. Out: the office by body and title: "NATO chief".
Not here: who held it (`reference.shelf`).
"""

from __future__ import annotations

from functools import lru_cache

from legation.reference.tables import load_table, split_list


@lru_cache(maxsize=1)
def _titles() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    by_body: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in load_table("body_titles.tsv"):
        titles = tuple(split_list(row["titles"]))
        by_body.setdefault(row["organisation"], []).append((titles, row["office"]))
    return by_body


def office_of_body(body: str, title: str) -> str | None:
    """Return the office at a body (by its id) that a lower-case title names, None if none."""
    for titles, office in _titles().get(body, ()):
        if any(title == one or title.endswith(f" {one}") for one in titles):
            return office
    return None
