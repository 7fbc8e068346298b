"""Two thousand mixed mails through the real intake: stored, parsed, threaded, promised, acknowledged.

The reference is what nobody can do without: the standard library's parser over the same bytes, and the INSERTs
of the rows an intake must leave, committed as often as ours.
"""

from bench.apart import measured_apart
from bench.report import Report

MAILS = 2_000


def run(report: Report, rounds: int) -> None:
    """Mails a second with one worker and with two, and the share of the limit."""
    limits, one, two = [], [], []
    for _ in range(rounds):
        found = measured_apart("intake_round", "intake", MAILS)
        limits.append(found["limit"])
        one.append(found["1"])
        two.append(found["2"])
    limit = sorted(limits)[len(limits) // 2]
    report.add("intake.mails_per_s.1", one, "mails/s", limit, "parser + INSERTs")
    report.add("intake.mails_per_s.2", two, "mails/s", limit, "parser + INSERTs")
    report.add(
        "intake.share_of_limit",
        [a / b for a, b in zip(one, limits, strict=True)],
        "",
        1.0,
        "the limit",
    )
