"""Colours as `#rrggbb`, and how far apart they are to the eye (WCAG 2.2)."""

READABLE = 4.5
"""1.4.3 (AA): what text and its ground must differ by."""
SEEN = 3
"""1.4.11 (AA): what a button, a line or a mark and its ground must differ by."""
WHITE, BLACK = "#ffffff", "#000000"


def contrast(one: str, other: str) -> float:
    """How much two colours differ in brightness, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def apart(colour: str, ground: str, least: float) -> str:
    """`colour` itself where it differs enough from `ground`, else mixed with as little black or white as makes it."""
    towards = ink_on(ground)
    mixes = (mixed(colour, towards, share / 100) for share in range(0, 101, 5))
    return next((mix for mix in mixes if contrast(mix, ground) >= least), towards)


def ink_on(ground: str) -> str:
    """Black or white, whichever is read better on it: at least 4.58 on any colour there is."""
    return WHITE if contrast(ground, WHITE) >= contrast(ground, BLACK) else BLACK


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with this share of the `other`."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
