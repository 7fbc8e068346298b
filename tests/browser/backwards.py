"""A language made for tests, written from right to left: our own words, each turned round by the marks of Unicode.

It lies where Django looks for Hebrew, so that everything that depends on the way one reads depends on it as in a real one.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import makegood

CODE = "he"
START, END = "\N{RIGHT-TO-LEFT OVERRIDE}", "\N{POP DIRECTIONAL FORMATTING}"
KNOWN = Path(makegood.__file__).parent / "locale/it/LC_MESSAGES/django.po"
"""A catalogue of ours, for what there is to say."""


def write_backwards(folder: Path) -> None:
    """The language into `folder`, to be named in LOCALE_PATHS."""
    with KNOWN.open("rb") as file:
        known = read_po(file)
    turned = Catalog(locale=CODE)
    for message in known:
        if message.id:
            turned.add(message.id, _turned(message.id), context=message.context)
    written = BytesIO()
    write_mo(written, turned)
    place = folder / CODE / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "django.mo").write_bytes(written.getvalue())


def _turned(words: str | tuple[str, ...] | list[str]) -> str | tuple[str, ...]:
    if isinstance(words, str):
        return f"{START}{words}{END}"
    return tuple(f"{START}{text}{END}" for text in words)
