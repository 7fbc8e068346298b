"""Runs the benchmarks and prints one table; also writes `bench/last.json`.

Every figure stands beside a reference measured in the same run on the same machine: what raw SQL, the standard
library's parser or a bare view reach. Each group is repeated, and the table shows the median and the spread.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from bench import (
    catchup,
    intake,
    pages,
    parsing,
    policy,
    promises,
    starting,
    streams,
    sync,
    tracking,
)
from bench.desks import Desk
from bench.report import Report, machine
from bench.simulation import telling

GROUPS = (
    "parse",
    "policy",
    "simulation",
    "promises",
    "sync",
    "tracking",
    "intake",
    "catchup",
    "start",
    "pages",
    "sse",
    "memory",
)
WITHOUT_DESKS = {
    "parse",
    "policy",
    "simulation",
    "promises",
    "sync",
    "tracking",
    "intake",
    "catchup",
    "start",
}
OF_PAGES = ("queue", "case", "search", "action", "order_page", "fresh", "page")
SMALL, LARGE = 2_000, 100_000


def main() -> int:
    arguments = _arguments()
    only = arguments.only
    report = Report()
    print(machine())
    if only in {"", "parse"}:
        _run(report, "parse", lambda: parsing.run(report, arguments.rounds))
    if only in {"", "policy"}:
        _run(report, "policy", lambda: policy.run(report, arguments.rounds))
    if only in {"", "simulation"}:
        _run(report, "simulation", lambda: telling.run(report))
    if only in {"", "promises"}:
        _run(report, "promises", lambda: promises.run(report, arguments.rounds))
    if only in {"", "sync"}:
        _run(report, "sync", lambda: sync.run(report, arguments.rounds))
    if only in {"", "tracking"}:
        _run(report, "tracking", lambda: tracking.run(report, arguments.rounds))
    if only in {"", "intake"}:
        _run(report, "intake", lambda: intake.run(report, arguments.rounds))
    if only in {"", "catchup"}:
        _run(report, "catchup", lambda: catchup.run(report, arguments.rounds))
    if only in {"", "start"}:
        _run(report, "start", lambda: starting.run(report, Desk(arguments.small), arguments.rounds))
    if only not in WITHOUT_DESKS:
        _with_desks(report, only, arguments)
    print(report.table())
    report.write(Path(__file__).parent / "last.json")
    return 0


def _with_desks(report: Report, only: str, arguments: argparse.Namespace) -> None:
    groups = (only,) if only in OF_PAGES else OF_PAGES
    large = Desk(arguments.large)
    with large.running():
        memory = pages.Memory(large)
        if only in {"", "pages", "memory", *OF_PAGES}:
            with Desk(arguments.small).running() as small:
                _run(
                    report,
                    f"pages at {arguments.small} and {arguments.large} cases",
                    lambda: pages.run(report, small, large, groups, arguments.rounds),
                )
        if only in {"", "sse"}:
            _run(report, "sse", lambda: streams.run(report, large, arguments.rounds))
        if only in {"", "memory", "pages"}:
            memory.tell(report)


def _run(report: Report, name: str, group: Callable[[], None]) -> None:
    print(f"  {name} …", file=sys.stderr, flush=True)
    group()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("only", nargs="?", default="", choices=["", *GROUPS, *OF_PAGES])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--small", type=int, default=SMALL, help="cases in the small desk")
    parser.add_argument("--large", type=int, default=LARGE, help="cases in the large desk")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
