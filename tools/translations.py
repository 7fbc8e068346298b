"""The catalogues: what is said in the code, what the translators wrote, and whether the two agree."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "makegood"
LOCALE = PACKAGE / "locale"
WRITTEN = ("it", "lt", "sr", "hu", "es", "ru")
"""Catalogues a translator writes; English is the source, and Latin Serbian is made from Cyrillic."""
LATIN = "sr_Latn"

METHODS = [
    ("**/tests/**", "ignore"),
    ("**/testing/**", "ignore"),
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
    ("**/templates/**.txt", "jinja2"),
]
_JINJA = {
    "trimmed": "true",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "extensions": "jinja2.ext.loopcontrols",
    "silent": "false",
    "encoding": "utf-8",
}
OPTIONS = {"**/templates/**.html": _JINJA, "**/templates/**.txt": _JINJA}
KEYWORDS: dict[str, tuple[int, ...] | tuple[tuple[int, str], int] | None] = {
    "_": None,
    "_now": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")


def source() -> Catalog:
    """Every string of the code and the pages, with where it is."""
    catalog = Catalog(project="makegood", charset="utf-8")
    found = extract_from_dir(
        PACKAGE, METHODS, OPTIONS, KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    for name, line, message, comments, context in found:
        catalog.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return catalog


def path_of(locale: str) -> Path:
    return LOCALE / locale / "LC_MESSAGES" / "django.po"


def read(locale: str) -> Catalog:
    """The catalogue as it is; empty when there is none."""
    path = path_of(locale)
    if not path.exists():
        return Catalog(locale=locale, project="makegood", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def write(locale: str, catalog: Catalog) -> None:
    path = path_of(locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        # No line numbers, no dates: a catalogue changes when its words do.
        write_po(
            file,
            catalog,
            width=100,
            no_location=True,
            omit_header=False,
            ignore_obsolete=True,
            sort_output=True,
        )


def wrong(locale: str, wanted: Catalog) -> Iterator[str]:
    """What must be put right in `locale`: untranslated, fuzzy, a placeholder lost or misspelt."""
    catalog = read(locale)
    for message in wanted:
        if not message.id:
            continue
        ours = catalog.get(message.id, message.context)
        if fault := _fault(message, ours, catalog.num_plurals):
            where = ", ".join(f"{name}:{line}" for name, line in message.locations[:2])
            yield f"{locale}: {fault}: {_shown(message)!r} ({where})"


def compile_all() -> None:
    """.po → .mo wherever the .po is newer."""
    for po in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns:
            continue
        with po.open("rb") as file:
            catalog = read_po(file, locale=po.parent.parent.name)
        with mo.open("wb") as file:
            write_mo(file, catalog)


def _fault(message: Message, ours: Message | None, plurals: int) -> str:
    if ours is None:
        return "not in the catalogue (run make messages)"
    if ours.fuzzy:
        return "fuzzy"
    texts = ours.string if isinstance(ours.string, tuple | list) else (ours.string,)
    if not all(texts) or (message.pluralizable and len(texts) != plurals):
        return "untranslated"
    asked = set(_PLACEHOLDER.findall(message.id[-1] if message.pluralizable else message.id))
    for text in texts:
        given = set(_PLACEHOLDER.findall(text))
        # A plural form may do without the number ("one day"); nothing may be invented or lost otherwise.
        if given - asked or (asked - given and not message.pluralizable):
            return f"placeholders differ: {sorted(asked ^ given)}"
    return ""


def _shown(message: Message) -> str:
    return message.id[0] if message.pluralizable else message.id
