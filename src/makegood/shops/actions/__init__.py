"""The verbs of the mirror."""
