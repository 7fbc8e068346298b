"""Pure comparisons: rows of the past in, differences out."""
