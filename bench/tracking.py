"""Where parcels are: of 250,000 parcels of 100,000 orders 50,000 are due, and their carrier tells one thing more of each.

Two workers ask at once, a hundred parcels a call; the carrier is in memory, so that nobody's server is measured. The
reference is the least that must be written: the same scans and the parcels' new states, by SQL alone.
"""

from bench.apart import measured_apart
from bench.report import Report

ORDERS = 100_000


def run(report: Report, rounds: int) -> None:
    """Events a second, by two workers."""
    found = measured_apart("tracking_round", "tracking", ORDERS, rounds)
    bare = sorted(found["bare"])[rounds // 2]
    report.add("tracking.events_per_s", found["ours"], "events/s", bare, "kept by SQL alone")
