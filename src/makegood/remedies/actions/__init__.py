"""Giving more than the law does, asking for it, and saying yes or no."""
