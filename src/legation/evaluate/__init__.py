"""Gold readers and scorers."""

from legation.evaluate.gold import GoldScore, score_gold
from legation.evaluate.goldfile import GoldError

__all__ = ["GoldError", "GoldScore", "score_gold"]
