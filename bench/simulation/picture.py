"""Bars beside bars, as SVG: a panel for each measure, in it a group for each load, in it a bar for each way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDE, HIGH, GAP = 400, 230, 24
BAR, INNER = 26, 150
COLOURS = ("#1f6f5c", "#c98a2b", "#8a8f98")
"""Told apart also without colour: dark, middle, light, in the order of the legend."""
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}.t{font-weight:600}.v{font-size:11px}"
    ".l{stroke:#999}@media(prefers-color-scheme:dark){.p{fill:#16191d}text{fill:#e6e6e6}}"
)


@dataclass(frozen=True)
class Panel:
    """`groups`: label → a value for each way."""

    title: str
    groups: list[tuple[str, list[float]]]


def drawn(panels: Sequence[Panel], names: Sequence[str]) -> str:
    """Two panels in a row, the legend above."""
    rows = (len(panels) + 1) // 2
    width, height = 2 * WIDE + 3 * GAP, 60 + rows * (HIGH + GAP)
    said = "; ".join(panel.title for panel in panels)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        f"<title>{escape(said)}</title><style>{_STYLE}</style>",
        f'<rect class="p" width="{width}" height="{height}" fill="#fff"/>',
        *_legend(names),
    ]
    for place, panel in enumerate(panels):
        left, top = GAP + place % 2 * (WIDE + GAP), 60 + place // 2 * (HIGH + GAP)
        lines += [f'<g transform="translate({left},{top})">', *_panel(panel), "</g>"]
    return "\n".join([*lines, "</svg>", ""])


def _legend(names: Sequence[str]) -> Iterator[str]:
    left = GAP
    for name, colour in zip(names, COLOURS, strict=True):
        yield f'<rect x="{left}" y="20" width="14" height="14" fill="{colour}"/>'
        yield f'<text x="{left + 20}" y="32">{escape(name)}</text>'
        left += 48 + 7 * len(name)


def _panel(panel: Panel) -> Iterator[str]:
    top = max(max(values) for _, values in panel.groups) or 1
    ground = INNER + 40
    yield f'<text class="t" x="0" y="14">{escape(panel.title)}</text>'
    yield f'<line class="l" x1="0" x2="{WIDE}" y1="{ground}" y2="{ground}"/>'
    for place, (label, values) in enumerate(panel.groups):
        left = 12 + place * (WIDE // len(panel.groups))
        for number, value in enumerate(values):
            high = round(INNER * value / top, 1)
            at = left + number * (BAR + 6)
            yield (
                f'<rect x="{at}" y="{ground - high}" width="{BAR}" height="{high}" fill="{COLOURS[number]}"/>'
                f'<text class="v" x="{at + BAR / 2}" y="{ground - high - 4}" text-anchor="middle">{value:.{int(value < 100)}f}</text>'
            )
        middle = left + len(values) * (BAR + 6) / 2
        yield f'<text x="{middle}" y="{ground + 18}" text-anchor="middle">{label}</text>'
