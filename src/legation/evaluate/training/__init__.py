"""Recipes that train what `extract` ships; they need the extra `train`."""
