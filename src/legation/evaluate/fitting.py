"""Fit confidence to what was right, and choose from which confidence on to keep a finding.

In: traits of findings, and whether each was right. Out: a logistic model; a threshold.
Not here: what the traits are (`extract.claimreader`, `extract.eventreader`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def calibrate(
    traits: Sequence[Mapping[str, float]], right: Sequence[bool], n_gold: int, beta: float = 1.0
) -> tuple[dict[str, float], float, float]:
    """Return the model of confidence by trait, with its bias; the best threshold; its F.

    Args:
        traits: Of each finding.
        right: Whether each was right.
        n_gold: How many there were to find.
        beta: How much more recall counts than precision in choosing the threshold.
    """
    names = list(traits[0])
    values = np.array([[one[name] for name in names] for one in traits])
    truth = np.array(right, dtype=float)
    bias, slopes = fit_logistic(values, truth)
    confidence = 1 / (1 + np.exp(-(bias + values @ np.array(slopes))))
    threshold, f1 = best_threshold(confidence, truth, n_gold, beta)
    fitted = {"bias": bias, **dict(zip(names, slopes, strict=True))}
    rounded = {name: round(float(value), 5) for name, value in fitted.items()}
    return rounded, round(threshold, 3), f1


def fit_logistic(traits: Floats, right: Floats) -> tuple[float, list[float]]:
    """Fit a logistic model by Newton's method, lightly held back from extremes.

    Args:
        traits: Shape (finding, trait).
        right: Shape (finding,), 1 where it is right.

    Returns:
        The bias, and a slope for each trait.
    """
    with_bias = np.column_stack([np.ones(len(traits)), traits])
    weights = np.zeros(with_bias.shape[1])
    hold = np.eye(len(weights)) * 0.5
    hold[0, 0] = 0.0
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(with_bias @ weights, -30, 30)))
        slope = with_bias.T @ (p - right) + hold @ weights
        bend = (with_bias * (p * (1 - p))[:, None]).T @ with_bias + hold
        step = np.linalg.solve(bend + 1e-9 * np.eye(len(weights)), slope)
        weights = weights - step
        if np.abs(step).max() < 1e-8:
            break
    return float(weights[0]), [float(w) for w in weights[1:]]


def best_threshold(
    confidence: Floats, right: Floats, n_gold: int, beta: float = 1.0
) -> tuple[float, float]:
    """Return the confidence from which to keep findings for the best F, and that F."""
    best = (0.0, 0.0)
    for threshold in np.arange(0.05, 0.8, 0.01):
        kept = confidence >= threshold
        n_right = float(right[kept].sum())
        f = (1 + beta**2) * n_right / max(1.0, float(kept.sum()) + beta**2 * n_gold)
        if f > best[1]:
            best = (float(threshold), f)
    return best
