"""Tell how far apart the clocks of two capitals are.

In: `zones.tsv`. Out: hours. Not here: dates written in a text (`extract.moments`).
"""

from __future__ import annotations

from functools import cache

from legation.reference.tables import load_table


@cache
def _hours() -> dict[str, float]:
    return {row["state"]: float(row["hours"]) for row in load_table("zones.tsv")}


def hours_ahead(state: str, other: str) -> float | None:
    """Return how many hours the clock of a state's capital is ahead of another's; negative: behind.

    Standard time without summer time, between -24 and 26. None where one is no state of today.

    Args:
        state: ISO 3166-1 alpha-3.
        other: ISO 3166-1 alpha-3.
    """
    hours = _hours()
    if state not in hours or other not in hours:
        return None
    return hours[state] - hours[other]
