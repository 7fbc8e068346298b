"""Changing the words on the cover."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import hold
from makegood.cases.events import CaseChanged
from makegood.cases.models import Case
from makegood.cases.rules import merged
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict
from makegood.kernel.log import record
from makegood.kernel.text import LANGUAGES, bounded
from makegood.people.models import Staff

CHANGEABLE = ("subject", "kind", "order", "customer", "language")


@transaction.atomic
def change_case(
    case: Case,
    by: Staff | None,
    version: int | None = None,
    *,
    base: Mapping[str, str] | None = None,
    **changes: Any,
) -> None:
    """Change the cover; what stays the same is no change. `Conflict` if somebody changed it since `version`.

    `base` is what the writer had before them, as `cover_words` says it: then only what both changed is a conflict,
    which names its `fields`, and nothing is written.
    """
    _check(changes)
    hold(case)
    if base is not None:
        changes = _mine(case, base, changes)
    changed = {name: new for name, new in changes.items() if getattr(case, name) != new}
    if not changed:
        return
    if version is not None and version != case.version:
        raise Conflict(
            "case_changed",
            _("A colleague changed this case meanwhile. Look at it again, then save your change."),
        )
    news = [(name, _shown(getattr(case, name)), _shown(new)) for name, new in changed.items()]
    for name, new in changed.items():
        setattr(case, name, new)
    case.version, case.changed_at = case.version + 1, clock.now()
    case.save(update_fields=[*changed, "version", "changed_at"])
    by_id = by.pk if by else None
    for name, before, after in news:
        record(CaseChanged(case_id=case.pk, field=name, before=before, after=after, by_id=by_id))


def cover_words(case: Case) -> dict[str, str]:
    """What stands on the cover, as it is told and compared."""
    return {name: _shown(getattr(case, name)) for name in CHANGEABLE}


def _mine(case: Case, base: Mapping[str, str], changes: dict[str, Any]) -> dict[str, Any]:
    words = {name: _shown(new) for name, new in changes.items()}
    outcome = merged(base, words, cover_words(case))
    if outcome.clashing:
        told = _("A colleague changed the same meanwhile. Nothing is overwritten: choose.")
        raise Conflict("case_changed", told, outcome.clashing)
    return {name: changes[name] for name in outcome.taken}


def _check(changes: dict[str, Any]) -> None:
    for name in changes:
        if name not in CHANGEABLE:
            raise BadInput(name, "one of " + ", ".join(CHANGEABLE))
    if "subject" in changes:
        changes["subject"] = bounded(changes["subject"].strip(), 300)
    if "kind" in changes and changes["kind"] not in Case.Kind.values:
        raise BadInput("kind", _("Choose one of the kinds offered."))
    if "language" in changes and changes["language"] not in LANGUAGES:
        raise BadInput("language", _("Choose one of the languages offered."))


def _shown(value: object) -> str:
    return "" if value is None else str(value)
