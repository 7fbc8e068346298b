"""The tokens of the design system, read from the style sheet itself: its page and its tests say what is really there."""

import re
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static" / "ui"
READ_ON = (
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "sunken"),
    ("ink", "note"),
    ("muted", "paper"),
    ("muted", "surface"),
    ("muted", "sunken"),
    ("accent-ink", "accent"),
    ("accent-text", "surface"),
    ("accent-text", "accent-weak"),
    ("bad", "surface"),
    ("bad", "bad-weak"),
    ("surface", "bad"),
    ("warn", "warn-weak"),
    ("good", "good-weak"),
    ("info", "info-weak"),
    ("rail-ink", "rail"),
    ("rail-strong", "rail-here"),
)
"""Which colour is read on which."""
_TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")
_BLOCKS = {
    "light": r"^:root \{(.*?)^\}",
    "dark": r'^:root\[data-theme="dark"\] \{(.*?)^\}',
    "dark by wish": r'^  :root:not\(\[data-theme="light"\]\) \{(.*?)^  \}',
}


@cache
def tokens(theme: str) -> dict[str, str]:
    """Every token of `light`, `dark` or `dark by wish` (what the browser asks for) as it is written; what the dark leaves
    out is as in the light.
    """
    sheet = (STATIC / "makegood.css").read_text()
    found = {name: _in(sheet, block) for name, block in _BLOCKS.items()}
    return found["light"] | found[theme]


@cache
def icons() -> tuple[str, ...]:
    """The names of all icons."""
    return tuple(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))


def _in(sheet: str, block: str) -> dict[str, str]:
    found = re.search(block, sheet, re.S | re.M)
    assert found, "the style sheet has its blocks of tokens"
    return dict(_TOKEN.findall(found[1]))
