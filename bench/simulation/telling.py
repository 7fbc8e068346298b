"""The simulation's figures: as a table, on the page that explains them, and as `make bench` takes them."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from statistics import mean

from bench.report import Report
from bench.simulation.assumptions import AGENTS, LOADS, scripts, working_minutes
from bench.simulation.desk import DIARY, MAKEGOOD, WAYS, Desk, Tally, Way
from bench.simulation.picture import Panel, drawn

SEEDS = (1, 2)
DOCS = Path(__file__).parents[2] / "docs"
PAGE, PICTURE = DOCS / "simulation.md", DOCS / "pictures" / "simulation.svg"
_BEGIN, _END = "<!-- figures -->\n", "<!-- /figures -->"
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
Figures = dict[tuple[int, str], list[Tally]]
"""Load and way → a tally for each seed."""


@dataclass(frozen=True)
class Measure:
    """What is told of a tally."""

    label: str
    of: Callable[[Tally], float]
    digits: int = 1


BROKEN = Measure("promises broken, %", lambda t: 100 * t.broken / t.promises)
REPEATS = Measure("repeat contacts for 100 cases", lambda t: 100 * t.repeats / t.cases)
SILENT = Measure("silent for over a week, % of cases", lambda t: 100 * mean(g > _WEEK for g in t.gaps))  # fmt: skip
GAP = Measure("longest silence, days", lambda t: mean(g / _DAY for g in t.gaps))
MINUTES = Measure("work for a case, minutes", lambda t: t.minutes / t.cases)
LASTED = Measure("from first word to end, days", lambda t: mean(one / _DAY for one in t.lasted))
ENDED = Measure("cases at their end, %", lambda t: 100 * t.ended / t.cases)
MEASURES = (BROKEN, REPEATS, GAP, SILENT, MINUTES, LASTED, ENDED)


def run(report: Report) -> None:
    """How much of what breaks, and of what is asked again, is left with Makegood's order and rule of silence."""
    figures = played()
    print(table(figures))
    write(figures)
    for name, measure in (("broken", BROKEN), ("repeat", REPEATS)):
        ours, theirs = (_each(figures, 95, way.name, measure) for way in (MAKEGOOD, DIARY))
        ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
        report.add(f"simulation.{name}_ratio.95", ratios, "", 1.0, "first come, with a diary")


def played() -> Figures:
    """Every load, way and seed; two at a time."""
    games = [(load, way, seed) for load in LOADS for way in WAYS for seed in SEEDS]
    with ProcessPoolExecutor(2) as pool:
        tallies = list(pool.map(_play, *zip(*games, strict=True)))
    figures: Figures = {}
    for (load, way, _seed), tally in zip(games, tallies, strict=True):
        figures.setdefault((load, way.name), []).append(tally)
    return figures


def _play(load: int, way: Way, seed: int) -> Tally:
    cases = load / 100 * AGENTS * working_minutes() / _minutes_a_case()
    return Desk(way, scripts(cases, seed), seed).run()


@cache
def _minutes_a_case() -> float:
    """Of work, where nobody ever waits for an agent: first come, first served, with more agents than cases."""
    calm = Desk(DIARY, scripts(1_000, seed=0), seed=0, agents=1_000).run()
    return MINUTES.of(calm)


def table(figures: Figures) -> str:
    """Rows: a load and a way; columns: the measures, each the mean of the seeds. Markdown, aligned."""
    rows = [["load", "order", *(measure.label for measure in MEASURES)]]
    for (load, way), _tallies in figures.items():
        cells = [f"{mean(_each(figures, load, way, m)):.{m.digits}f}" for m in MEASURES]
        rows.append([f"{load} %", way, *cells])
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    rows.insert(1, ["-" * width for width in widths])
    return "\n".join(
        "| " + " | ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) + " |"
        for row in rows
    )


def write(figures: Figures) -> None:
    """The same run writes the same: dice with seeds, and no clock."""
    text = PAGE.read_text()
    before, _, rest = text.partition(_BEGIN)
    _old, _, after = rest.partition(_END)
    PAGE.write_text(f"{before}{_BEGIN}{table(figures)}\n{_END}{after}")
    names = [way.name for way in WAYS]
    panels = [
        Panel(
            measure.label,
            [(f"{load} %", [mean(_each(figures, load, name, measure)) for name in names]) for load in LOADS],
        )
        for measure in (BROKEN, REPEATS, SILENT, MINUTES)
    ]  # fmt: skip
    PICTURE.write_text(drawn(panels, names))


def _each(figures: Figures, load: int, way: str, measure: Measure) -> list[float]:
    return [measure.of(tally) for tally in figures[load, way]]
