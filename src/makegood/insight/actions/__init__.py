"""Trying a draft."""
