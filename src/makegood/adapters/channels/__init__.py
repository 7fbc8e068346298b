"""Ways to write and be written to."""
