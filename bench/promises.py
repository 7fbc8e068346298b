"""A minute in which ten thousand promises want something, among as many open ones and among a million.

Two workers as processes of their own sweep as they do every minute: 4,500 promises break, as many are about to, and
1,000 open cases owe nothing and are to owe news. Each of the ten thousand is handled, none of them twice. The reference is the
least that must be written for them (marks, happenings, notices) in SQL alone, by the same batches, by one process.
"""

from bench.apart import measured_apart
from bench.report import Report

FEW, MANY = 10_000, 1_000_000


def run(report: Report, rounds: int) -> None:
    """Seconds on the clock and of processor until all is done, and what a hundred times as many open ones add."""
    few, many = _round(FEW, rounds), _round(MANY, rounds)
    bare = sorted(many["bare"])[rounds // 2]
    report.add("promises.due_10k_s.10k_open", few["ours"], "s")
    report.add("promises.due_10k_s.1m_open", many["ours"], "s", bare, "SQL alone")
    report.add("promises.due_10k_cpu_s.1m_open", many["cpu"], "s")
    growth = [large / small for large, small in zip(many["ours"], few["ours"], strict=True)]
    report.add("promises.growth", growth, "", 1.0, "cost of what is due only")
    cpu = [large / small for large, small in zip(many["cpu"], few["cpu"], strict=True)]
    report.add("promises.growth_cpu", cpu, "", 1.0, "cost of what is due only")


def _round(count: int, rounds: int) -> dict[str, list[float]]:
    return measured_apart("promises_round", f"promises-{count}", count, rounds)
