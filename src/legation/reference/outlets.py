"""Tell which actors of the shelf are news agencies, papers and broadcasters.

In: the list of organisations. Out: their ids. Not here: their names (`shelf`).
"""

from __future__ import annotations

from functools import lru_cache

from legation.reference.tables import load_table


@lru_cache(maxsize=1)
def outlet_ids() -> frozenset[str]:
    """Return the ids of the actors that publish news."""
    return frozenset(
        row["id"] for row in load_table("organisations.tsv") if row["sort"] == "publisher"
    )
