"""Score a file of forecasts and lay out what comes of it.

In: files of forecasts. Out: one object for programs, tables and a picture for people.
Not here: the scores (`assess.scoring`, `assess.calibration`), printing (`app.commands`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legation.app.tables import Column, Row
from legation.records import LegationError

if TYPE_CHECKING:
    from legation.evaluate.forecastfile import ForecastFile, Resolved

SCORE_COLUMNS = (
    Column("measure", "measure"),
    Column("value", "value", number=True),
    Column("95 % interval", "interval"),
    Column("what it is", "meaning", wide=True),
)
CURVE_COLUMNS = (
    Column("probability", "bin"),
    Column("questions", "n", number=True),
    Column("mean probability", "mean", number=True),
    Column("happened", "n_happened", number=True),
    Column("share", "share", number=True),
    Column("95 % interval", "interval"),
)


class NothingToScoreError(LegationError):
    """A file holds no question that was resolved to yes or no."""


def score_forecasts(read: ForecastFile, name: str) -> dict[str, Any]:
    """Return every score of the resolved questions of a file.

    Raises:
        NothingToScoreError: None of its questions was resolved to yes or no.
    """
    from legation.assess.calibration import calibration_curve, calibration_error, decompose
    from legation.assess.scoring import CLIP, brier, log_score, mean_score

    if not read.resolved:
        msg = (
            f"{name}: no question in it is resolved to 0 or 1, so there is nothing to score; "
            "each line needs `id`, `crowd_probability` and `resolved_to`"
        )
        raise NothingToScoreError(msg)
    p, outcomes = _arrays(read.resolved)
    curve = calibration_curve(p, outcomes)
    parts = decompose(p, outcomes)
    return {
        "n": len(read.resolved),
        "n_happened": sum(outcomes),
        "n_unresolved": read.n_unresolved,
        "fractional": list(read.fractional),
        "set_aside": list(read.bad),
        "brier": asdict(mean_score(brier(p, outcomes))),
        "log_score": {**asdict(mean_score(log_score(p, outcomes))), "clip": CLIP},
        "decomposition": {
            **asdict(parts),
            "generalised_resolution": parts.generalised_resolution,
        },
        "calibration_error": calibration_error(curve),
        "calibration": [asdict(one) for one in curve],
    }


def compare_forecasts(
    first: ForecastFile, second: ForecastFile, names: tuple[str, str]
) -> dict[str, Any]:
    """Return how two forecasters did on the questions that both files hold.

    Raises:
        NothingToScoreError: They share no question, or resolve one of them differently.
    """
    from legation.assess.scoring import brier, compare

    others = {one.id: one for one in second.resolved}
    pairs = [(one, others[one.id]) for one in first.resolved if one.id in others]
    differing = [one.id for one, other in pairs if one.outcome != other.outcome]
    if differing:
        msg = f"{names[0]} and {names[1]} resolve {differing[0]!r} differently; mend one of them"
        raise NothingToScoreError(msg)
    if not pairs:
        msg = f"{names[0]} and {names[1]} share no resolved question; compare by the same ids"
        raise NothingToScoreError(msg)
    one = brier(*_arrays([one for one, _ in pairs]))
    other = brier(*_arrays([other for _, other in pairs]))
    return {
        **asdict(compare(one, other)),
        "brier": [float(one.mean()), float(other.mean())],
        "files": list(names),
    }


def _arrays(resolved: Sequence[Resolved]) -> tuple[list[float], list[int]]:
    return [one.probability for one in resolved], [one.outcome for one in resolved]


def score_rows(told: Mapping[str, Any]) -> list[Row]:
    """Return the table of scores."""
    parts, brier, log = told["decomposition"], told["brier"], told["log_score"]
    rows = [
        _row("questions", str(told["n"]), None, f"resolved; {told['n_happened']} happened"),
        _row("Brier", _four(brier["mean"]), brier, "mean (p - o)²: 0 is perfect, always .5 is .25"),
        _row(
            "log score",
            _four(log["mean"]),
            log,
            f"mean -ln p of what happened, p clipped to {log['clip']:g} from 0 and 1",
        ),
        _row("reliability", _four(parts["reliability"]), None, "off the diagonal; less is better"),
        _row("resolution", _four(parts["resolution"]), None, "telling apart; more is better"),
        _row("uncertainty", _four(parts["uncertainty"]), None, "score of always giving the share"),
        _row(
            "within bins",
            _four(parts["variance_within"] - parts["covariance_within"]),
            None,
            "what the bins hide: Brier = reliability - resolution + uncertainty + this",
        ),
        _row("calibration error", _four(told["calibration_error"]), None, "mean distance off it"),
    ]
    if "against" in told:
        against = told["against"]
        rows.append(
            _row(
                "Brier less other's",
                f"{against['difference']:+.4f}",
                against,
                f"on {against['n']} shared questions; better in "
                f"{against['share_better']:.0%} of draws",
            )
        )
    return rows


def curve_rows(told: Mapping[str, Any]) -> list[Row]:
    """Return the calibration curve as a table; empty bins say so."""
    rows: list[Row] = []
    for one in told["calibration"]:
        last = one["high"] == 1
        row: dict[str, Any] = {
            "bin": f"{one['low']:.1f} to {'' if last else '<'}{one['high']:.1f}",
            "n": one["n"],
            "n_happened": one["n_happened"],
            "mean": "–",
            "share": "–",
            "interval": "",
        }
        if one["n"]:
            row |= {
                "mean": f"{one['mean_probability']:.3f}",
                "share": f"{one['share_happened']:.3f}",
                "interval": f"{one['share_low']:.3f} to {one['share_high']:.3f}",
            }
        rows.append(row)
    return rows


def draw_curve(told: Mapping[str, Any], name: str, path: Path) -> None:
    """Draw the calibration curve to `path`, by the end of its name.

    Raises:
        PictureNameError: The name ends in none of .svg, .png, .json.
    """
    from legation.app.drawing import save_picture
    from legation.briefing.calibrationchart import calibration_picture

    save_picture(calibration_picture(told["calibration"], name), path, "calibration")


def _row(measure: str, value: str, ends: Mapping[str, Any] | None, meaning: str) -> Row:
    interval = "" if ends is None else f"{ends['low']:.4f} to {ends['high']:.4f}"
    return {"measure": measure, "value": value, "interval": interval, "meaning": meaning}


def _four(value: float) -> str:
    return f"{value:.4f}"
