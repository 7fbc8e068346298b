"""What is held back, and what need not be decided, because of news from the rooms below."""

from datetime import date

from django.utils.translation import gettext as _

from makegood.cases.events import CaseClosed
from makegood.cases.models import Case
from makegood.kernel.errors import Refused
from makegood.kernel.events import reacts_to
from makegood.kernel.money import Money
from makegood.people.models import Staff
from makegood.promises.events import PromiseMade
from makegood.promises.models import Promise
from makegood.remedies.actions.deciding import withdraw_all
from makegood.remedies.queries import given_beyond, is_above
from makegood.rights.wording import Beyond, gives_beyond


@reacts_to(PromiseMade)
def hold_back_what_is_above_the_limit(event: PromiseMade) -> None:
    """Nobody promises more money than they may give, or somebody granted: the answer that does is not sent. However it was
    promised, in words, by hand or by a program, it comes through here; other promises cost nothing.
    """
    if event.amount_minor is None or event.source == Promise.Source.LAW or event.by_id is None:
        return
    case = Case.objects.select_related("shop", "order", "customer").get(pk=event.case_id)
    by = Staff.objects.select_related("custom_role").get(pk=event.by_id)
    if is_above(case, by, 0, event.replaces):
        amount = Money(event.amount_minor, event.currency)
        words = _(
            "%(amount)s is more than your role gives on one case without asking. Ask for it under “Goodwill” on the case, or promise less."
        )
        raise Refused("above_limit", words % {"amount": f"{amount.amount} {amount.currency}"})


@gives_beyond
def what_colleagues_give(case: Case, today: date) -> list[Beyond]:
    """Told in the fields of templates, as on the case and on the customer's page."""
    return [Beyond(one.right, one.line, one.until) for one in given_beyond(case, today)]


@reacts_to(CaseClosed)
def forget_what_was_asked(event: CaseClosed) -> None:
    """On a closed case nothing is given any more."""
    withdraw_all(Case.objects.get(pk=event.case_id))
