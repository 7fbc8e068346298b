"""How long things are kept is set."""

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.kernel import audit, clock
from makegood.kernel.errors import BadInput, NotAllowed
from makegood.kernel.log import record
from makegood.people.models import Staff
from makegood.retention.events import RetentionSet
from makegood.retention.models import Retention, Sweep
from makegood.retention.queries import terms_of
from makegood.retention.rules import Terms
from makegood.shops.models import Shop


@transaction.atomic
def set_retention(shop: Shop, by: Staff, terms: Terms) -> None:
    """Nothing goes by this itself: the next sweep finds what is old enough. One under way, by other terms, ends here.

    Saving the same again changes nothing.
    """
    if not (by.may("settings") and by.may("delete")):
        raise NotAllowed
    if not terms.are_sound:
        raise BadInput("cases_months", _("Give a number of months from 1 to 240, or nothing."))
    before = terms_of(shop)
    thing = audit.Thing("retention", shop.pk, shop.name)
    if audit.changed(thing, by.pk, _told(before), _told(terms)):
        kept = {**_told(terms), "set_at": clock.now()}
        Retention.objects.update_or_create(shop=shop, defaults=kept)
        Sweep.objects.filter(shop=shop, ended_at=None).update(ended_at=clock.now())
        record(RetentionSet(shop_id=shop.pk, cases=terms.cases, mails=terms.mails, by_id=by.pk))


def _told(terms: Terms) -> dict[str, int | None]:
    return {"cases_months": terms.cases, "mails_months": terms.mails}
