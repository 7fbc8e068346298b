"""Agreeing to a repair: by when, as the house's rules say, and never later than the law."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import hold
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import Refused
from makegood.people.models import Staff
from makegood.promises.actions.making import make_promise
from makegood.promises.models import Promise
from makegood.promises.queries import calendar_of
from makegood.promises.rules import after_working_days
from makegood.remedies.queries import repair_on


@transaction.atomic
def agree_repair(case: Case, by: Staff) -> Promise:
    """It is promised by the day the house's rules say, or the law's where that is sooner; with it a substitute where one is lent.
    Refused (`no_repair_rule`) where no row surely fits: then a person says by when; and (`promised_already`) where one is owed
    by our own word, so that a button pressed twice promises once.
    """
    hold(case)
    owed = case.promises.filter(kind=Promise.Kind.REPAIR, end=Promise.End.OPEN)
    if owed.exclude(source=Promise.Source.LAW).exists():
        raise Refused(
            "promised_already",
            _("A repair is promised already. For another one choose a day yourself."),
        )
    row, by_law = repair_on(case)
    if row is None:
        raise Refused(
            "no_repair_rule",
            _("No row of your house rules fits this repair. Choose a day yourself."),
        )
    calendar, source = calendar_of(case.shop), Promise.Source.PERSON
    due_at = after_working_days(row.days, clock.now(), calendar)
    if row.lends_within:
        with translation.override(case.language):
            lent = _("A substitute while yours is repaired")
        lent_by = after_working_days(row.lends_within, clock.now(), calendar)
        make_promise(case, Promise.Kind.OTHER, lent_by, source, text=lent, owner=by, by=by)
    due_at = min((due_at, *by_law))
    basis = f"rules:{case.shop.rules_number}"
    return make_promise(case, Promise.Kind.REPAIR, due_at, source, basis=basis, owner=by, by=by)
