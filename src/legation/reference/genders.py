"""Know which given names are men's and which are women's.

In: `files/genders.tsv`. Out: a gender by folded given name.
Not here: what else tells a person's gender (`resolve.wording`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from legation.reference.tables import load_table, split_list


@lru_cache(maxsize=1)
def load_genders() -> Mapping[str, str]:
    """Return "m" or "f" by folded given name; a name that is not there leaves the gender open."""
    return MappingProxyType(
        {
            name: row["gender"]
            for row in load_table("genders.tsv")
            for name in split_list(row["names"])
        }
    )
