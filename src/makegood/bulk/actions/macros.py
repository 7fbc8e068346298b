"""Steps under a name: saved, removed, and run on one case."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from makegood.bulk.actions.carrying_out import carry_out_at_once
from makegood.bulk.actions.starting import SEEN, begin_undoing, checked, settled
from makegood.bulk.events import MacroRemoved, MacroSaved
from makegood.bulk.models import Bulk, Macro, MacroVersion, Outcome
from makegood.cases.models import Case
from makegood.kernel import audit, clock
from makegood.kernel.errors import BadInput, Conflict, NotAllowed
from makegood.kernel.log import record
from makegood.people.models import Staff


@transaction.atomic
def save_macro(
    by: Staff,
    name: str,
    steps: Sequence[Mapping[str, Any]],
    *,
    is_shared: bool = False,
    macro: Macro | None = None,
) -> Macro:
    """Make a macro, for oneself or (who leads) for everybody; or a new version of one, if it says something else.

    What was done with earlier versions stays as it was done.
    """
    name = " ".join(name.replace("\x00", "").split())
    if not name or len(name) > 60:
        raise BadInput("name", _("A macro's name has between 1 and 60 characters."))
    if is_shared and not by.may("settings"):
        raise NotAllowed
    read = checked(by, steps)
    was: dict[str, Any] = {}
    owner = None if is_shared else (macro.staff if macro and macro.staff_id else by)
    if macro is None:
        macro = Macro(staff=owner, name=name, version=0)
    else:
        macro = Macro.objects.select_for_update(of=("self",)).get(pk=macro.pk)
        last = macro.versions.get(number=macro.version)
        owner_id = owner.pk if owner else None
        if (last.name, last.steps, macro.staff_id) == (name, read, owner_id):
            return macro
        was = {"name": last.name, "steps": last.steps}
    macro.staff, macro.name, macro.version = owner, name, macro.version + 1
    try:
        with transaction.atomic():
            macro.save()
    except IntegrityError as error:
        raise Conflict("macro_exists", _("There is a macro of this name already.")) from error
    MacroVersion.objects.create(
        macro=macro, number=macro.version, name=name, steps=read, by=by, at=clock.now()
    )
    _audit(macro, by, was, {"name": name, "steps": read})
    record(MacroSaved(macro_id=macro.pk, name=name, version=macro.version, by_id=by.pk))
    return macro


@transaction.atomic
def remove_macro(macro: Macro, by: Staff) -> None:
    """Offer it no longer; idempotent. What was done with it stays."""
    if Macro.objects.filter(pk=macro.pk, is_active=True).update(is_active=False):
        audit.removed(audit.Thing("macro", macro.pk, macro.name), by.pk)
        record(MacroRemoved(macro_id=macro.pk, name=macro.name, by_id=by.pk))


@transaction.atomic
def run_macro(case: Case, by: Staff, version: MacroVersion, words: str | None = None) -> Outcome:
    """All its steps on one case, here and now, or none of them. `words`: its answer, looked over by hand.

    A refusal of a step is in the outcome; nothing was done then.
    """
    bulk = Bulk.objects.create(
        by=by,
        macro=version,
        steps=settled(by, version.steps),
        total=1,
        asked_at=clock.now(),
        begun_at=clock.now(),
    )
    seen = Case.objects.filter(pk=case.pk).order_by().values_list(SEEN, flat=True).get()
    Outcome.objects.create(bulk=bulk, place=1, case=case, number=case.number, seen=seen)
    return carry_out_at_once(bulk, words)


@transaction.atomic
def undo_at_once(by: Staff, bulk: Bulk) -> Outcome:
    """Take back what a macro did to its one case, here and now, as far as can be."""
    return carry_out_at_once(begin_undoing(by, bulk, is_at_once=True))


def _audit(macro: Macro, by: Staff, was: dict[str, Any], now: dict[str, Any]) -> None:
    thing = audit.Thing("macro", macro.pk, macro.name)
    if was:
        audit.changed(thing, by.pk, was, now)
    else:
        audit.made(thing, by.pk, **now)
