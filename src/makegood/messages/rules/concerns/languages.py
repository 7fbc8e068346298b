"""Whether the customer can read it."""

from collections.abc import Set

from makegood.kernel.text import _
from makegood.messages.rules.concerns.words import Concern

_SAME = {"sr-latn": "sr", "hr": "sr", "bs": "sr", "me": "sr"}
"""One language to its readers, whatever it is called or written in."""


_UNLIKELY = {"eo", "ia", "ie", "io", "jbo", "la", "vo"}
"""Hardly anybody writes to a shop in these; a few words of another language are taken for them."""


def other_language(found: str, wanted: Set[str]) -> Concern | None:
    """`found`: the language the answer is in, "" when that can't be told; `wanted`: those the customer wrote in."""
    wanted = {one for one in wanted if one}
    if (
        not found
        or found in _UNLIKELY
        or not wanted
        or _plain(found) in {_plain(one) for one in wanted}
    ):
        return None
    return Concern(
        "other_language",
        _(
            "The answer looks %(found)s; the customer writes %(wanted)s.",
            found=found,
            wanted=sorted(wanted)[0],
        ),
    )


def _plain(language: str) -> str:
    return _SAME.get(language, language)
