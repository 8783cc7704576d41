"""Build frames and pieces for the tests of weighing; strategies that draw any."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from legation.assess.questions.pieces import Doubts, Frame, Piece

OPENED = date(2022, 2, 24)
N_DAYS = 40
DAYS = [OPENED + timedelta(n) for n in range(N_DAYS)]
CERTAIN = Doubts(garbled_share=0.0, misjoined_share=0.0, missed_share=0.0)
"""A desk that reads and joins without fault."""


def frame(*prior: float, **other: Any) -> Frame:
    return Frame(prior or (0.5, 0.5), OPENED, DAYS[-1], **other)


def piece(name: str, *likelihoods: float, day: int = 0, **other: Any) -> Piece:
    """Return a piece that shares nothing with others but what is said."""
    fields: dict[str, Any] = {
        "id": name,
        "indicator": f"indicator of {name}",
        "origin": f"origin of {name}",
        "on": OPENED + timedelta(day),
        "likelihoods": likelihoods or (2.0, 1.0),
        "reliability": 0.8,
    }
    return Piece(**(fields | other))


@st.composite
def cases(draw: st.DrawFn, least: int = 0, most: int = 12) -> tuple[Frame, list[Piece]]:
    """Draw a question of two to five hypotheses and pieces that repeat and copy each other."""
    n = draw(st.integers(2, 5))
    shares = draw(st.lists(st.integers(1, 50), min_size=n, max_size=n))
    prior = [one / sum(shares) for one in shares]
    drift = draw(st.sampled_from((0.0, 0.004, 0.1)))
    logs = st.lists(st.floats(-6, 6), min_size=n, max_size=n)
    indicators = [[2.718281828**one for one in draw(logs)] for _ in range(3)]
    pieces = []
    for number in range(draw(st.integers(least, most))):
        indicator = draw(st.integers(0, 2))
        origin = draw(st.integers(0, 5))
        pieces.append(
            piece(
                f"p{number}",
                *indicators[indicator],
                # The pieces of one report are known on one day.
                day=(origin * 7) % N_DAYS,
                indicator=f"i{indicator}",
                origin=f"o{origin}",
                side=draw(st.sampled_from((None, "CHN", "USA"))),
                reliability=draw(st.sampled_from((0.0, 0.3, 0.7, 0.9, 0.99))),
                kind=draw(st.sampled_from(("seen", "seen", "seen", "absent"))),
            )
        )
    return frame(*prior, drift=drift), pieces
