"""Know by which words states are called instead of by their names.

In: `files/regions.tsv`. Out: the states that "Andean", "kingdom" or "the Jewish state" fit.
Not here: which of them a text means (`resolve.epithets`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from legation.reference.tables import load_table, split_list


@lru_cache(maxsize=3)
def load_regions(kind: str) -> Mapping[str, frozenset[str]]:
    """Return the states (ISO 3166-1 alpha-3) by the words of one kind.

    Args:
        kind: `region` for adjectives ("Baltic"), `sort` for nouns ("kingdom"), `sole` for words
            that mean one state ("Jewish state").
    """
    return MappingProxyType(
        {
            row["word"]: frozenset(split_list(row["states"]))
            for row in load_table("regions.tsv")
            if row["kind"] == kind
        }
    )
