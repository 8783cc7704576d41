"""What all tests share: no settings, desks or colours of the person who runs them."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LEGATION_DESK", "LEGATION_SETTINGS", "LEGATION_DEBUG", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
