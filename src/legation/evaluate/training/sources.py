"""Where the texts lie that a recipe learns from.

In: nothing. Out: `Sources`, `Tell`.
Not here: reading them (`claimrecipe`, `eventrecipe`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Tell = Callable[[str], None]
"""Told of progress, a line at a time."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the texts lie that a recipe learns from."""

    corpora: Path
    releases: tuple[Path, ...]
    """Files of releases that the corpora label."""
    polnear: Path | None = None
    """PolNeAR's train part, for the benchmark's recipe only: nothing shipped learns from it."""
