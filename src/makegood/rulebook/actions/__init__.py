"""Drafting and publishing the shop's own rules."""
