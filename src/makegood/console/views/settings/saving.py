"""Saving a page of the shop's settings: read under a lock, merged with what others saved meanwhile, told in one line."""

from typing import TypeVar

from django.contrib import messages as flash
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from makegood.console.access import staff_of
from makegood.console.forms.shop import ShopPageForm
from makegood.shops.access import shop_to_change
from makegood.shops.actions.opening import change_shop

F = TypeVar("F", bound=ShopPageForm)


@transaction.atomic
def saved(request: HttpRequest, kind: type[F]) -> F | None:
    """Save what was posted and say so. Answers the form where something in it was refused, and nothing is saved."""
    by = staff_of(request)
    shop = shop_to_change(by)
    form = kind.received(request.POST, kind.of(shop))
    if form.is_valid():
        with form.taking_refusals():
            change_shop(shop, by, **form.changes())
            flash.success(request, _told(form))
            return None
    return form


def _told(form: ShopPageForm) -> str:
    if not form.taken_over:
        return _("Saved.")
    names = ", ".join(str(form.fields[name].label) for name in form.taken_over)
    return _("Saved. Somebody else changed %(fields)s meanwhile; that is kept.") % {"fields": names}
