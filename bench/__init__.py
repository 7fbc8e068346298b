"""Benchmarks: `make bench`, or `make bench ONLY=intake` for one group. See `bench/__main__.py`."""
