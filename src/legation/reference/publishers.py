"""Tell for which state a publisher speaks, by its name or by the host of its address.

In: a publisher as a document names it. Out: a state's code, None for the press.
Not here: which actors are news agencies and papers (`outlets`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from legation.reference.shelf import Shelf, load_shelf
from legation.reference.tables import load_table

# Second-level names under which states register their own bodies: gov.uk, gouv.fr, go.jp, gc.ca.
_OFFICIAL = frozenset({"gov", "gob", "gouv", "govt", "gub", "go", "gc", "mil", "mfa"})
# The top-level names that the United States keeps for itself.
_AMERICAN = frozenset({"gov", "mil"})
_TOP_LEVEL = {"UK": "GBR", "EU": None}


def state_of_publisher(publisher: str) -> str | None:
    """Return the ISO 3166-1 alpha-3 code of the state for which a publisher speaks, or None.

    Args:
        publisher: A name (`The White House`) or a host (`www.kremlin.ru`).
    """
    return home_of(publisher, load_shelf())


@lru_cache(maxsize=4096)
def home_of(publisher: str, shelf: Shelf) -> str | None:
    """Return the state for which a publisher speaks, by one shelf."""
    found = shelf.state_of(publisher)
    if found is not None or "." not in publisher or " " in publisher:
        return found
    labels = publisher.casefold().strip(".").split(".")
    if (known := _known_host(labels)) is not None:
        return known["state"]
    if labels[-1] in _AMERICAN:
        return "USA"
    if len(labels) > 2 and labels[-2] in _OFFICIAL:
        return _by_top_level().get(labels[-1].upper())
    return None


@lru_cache(maxsize=4096)
def speaks_for_head(publisher: str, shelf: Shelf) -> bool:
    """Tell whether a publisher is a head of state or government's own house.

    By a name that is a seat of power (`The White House`), or by its host.
    """
    if "." not in publisher or " " in publisher:
        return any(name.kind == "seat" for name in shelf.find(publisher))
    known = _known_host(publisher.casefold().strip(".").split("."))
    return known is not None and known["head"] == "yes"


def _known_host(labels: Sequence[str]) -> Mapping[str, str] | None:
    hosts = _hosts()
    found = (hosts.get(".".join(labels[n:])) for n in range(len(labels) - 1))
    return next((one for one in found if one is not None), None)


@lru_cache(maxsize=1)
def _hosts() -> dict[str, Mapping[str, str]]:
    return {row["host"]: row for row in load_table("publishers.tsv")}


@lru_cache(maxsize=1)
def _by_top_level() -> dict[str, str | None]:
    rows = load_table("states.tsv")
    return {row["alpha2"]: row["id"] for row in rows if row["alpha2"] and not row["until"]} | (
        _TOP_LEVEL
    )
