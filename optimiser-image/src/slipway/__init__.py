"""Slipway in the container: the container contract (runner) and the first algorithm (optimiser)."""
