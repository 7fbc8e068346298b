"""Two colleagues changed the same: both values side by side, for one of them to choose. Nothing is overwritten silently."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from makegood.cases.actions.changing import cover_words
from makegood.cases.models import Case
from makegood.kernel.errors import Conflict
from makegood.ui.words import word


@dataclass(frozen=True)
class FactClash:
    """What I wrote of a fact that is another by now."""

    key: str
    value: str
    evidence: str
    because: str
    message: str


@dataclass(frozen=True)
class Choice:
    """One word on the cover: what stands there now, and what I wrote."""

    name: str
    label: str
    theirs: str
    theirs_shown: str
    mine: str
    mine_shown: str


@dataclass(frozen=True)
class CoverClash:
    """What both changed, and (`rest`) what only I did, to be saved along."""

    message: str
    choices: list[Choice]
    rest: dict[str, str]
    now: dict[str, str]


def cover_clash(case: Case, conflict: Conflict, mine: Mapping[str, str]) -> CoverClash:
    """Mine beside what stands on the cover now."""
    now = cover_words(case)
    choices = [_choice(name, now[name], mine[name]) for name in conflict.fields]
    rest = {name: new for name, new in mine.items() if name not in conflict.fields}
    return CoverClash(conflict.message, choices, rest, {name: now[name] for name in mine})


def _choice(name: str, theirs: str, mine: str) -> Choice:
    labels = {
        "subject": _("Subject"),
        "kind": _("Kind"),
        "language": _("Customer's language"),
        "order": _("Order number"),
    }
    shown = [word(name, one) if name in {"kind", "language"} else one for one in (theirs, mine)]
    return Choice(name, labels.get(name, name), theirs, shown[0] or "–", mine, shown[1] or "–")
