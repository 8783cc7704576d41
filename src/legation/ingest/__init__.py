"""The outside world to `Document`s."""
