"""The languages a customer's page can be read in."""

from typing import Any

from django.utils.translation import get_language

from makegood.kernel.text import LANGUAGES


def languages_offered() -> list[dict[str, Any]]:
    """Each with the address that shows the page in it."""
    here = get_language()
    return [
        {"code": code, "name": name, "url": f"?lang={code}", "is_here": code == here}
        for code, name in LANGUAGES.items()
    ]
