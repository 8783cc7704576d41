"""Recipes that train what `extract` ships; PyTorch and the base model come with the extra `train`."""
