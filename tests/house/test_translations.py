"""Every way of marking a string for translation is one the extraction knows: what it does not find stays English unnoticed."""

import re
from pathlib import Path

import translations

import makegood

PACKAGE = Path(makegood.__file__).parent


def test_the_extraction_knows_every_gettext_in_use() -> None:
    used = set()
    for file in PACKAGE.rglob("*.py"):
        for line in re.findall(
            r"^from django\.utils\.translation import (.+)$", file.read_text(), re.M
        ):
            used |= {name.split(" as ")[0].strip() for name in line.split(",")}

    marks = {name for name in used if name.endswith(("gettext", "gettext_lazy"))}
    assert marks
    assert marks <= set(translations.KEYWORDS)
