"""The first import of a connected shop of 20,000 orders: read, compared, landed with lines, money and buyers.

The shop is in memory and speaks WooCommerce's REST, so that nobody's server is measured. The reference is the least
that must be kept of it: the same pages parsed, and the words of each order written by SQL alone.
"""

from bench.apart import measured_apart
from bench.report import Report

ORDERS = 20_000


def run(report: Report, rounds: int) -> None:
    """Orders a second, by one job on one core."""
    found = measured_apart("sync_round", "sync", ORDERS, rounds)
    bare = sorted(found["bare"])[rounds // 2]
    report.add(
        "sync.orders_per_s", found["ours"], "orders/s", bare, "parsed, and kept by SQL alone"
    )
    report.add(
        "sync.unchanged_per_s", found["again"], "orders/s", bare, "parsed, and kept by SQL alone"
    )
