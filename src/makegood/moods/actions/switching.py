"""Which phrases count for the shop, by its owner's word."""

from django.db import transaction

from makegood.kernel import audit, clock
from makegood.kernel.errors import BadInput
from makegood.kernel.log import record
from makegood.kernel.text import _
from makegood.kernel.words import said
from makegood.moods.events import PhraseSwitched
from makegood.moods.models import Switch
from makegood.moods.queries import forget_own_phrases
from makegood.moods.rules import is_phrase
from makegood.people.access import require
from makegood.people.models import Staff
from makegood.shops.models import Shop


@transaction.atomic
def switch(shop: Shop, name: str, by: Staff, *, is_on: bool) -> None:
    """The phrase counts from now on, however often it is refused, or no longer; what was found stays. Idempotent."""
    require(by, "settings")
    if not is_phrase(name):
        raise BadInput("phrase", said(_("There is no such phrase.")))
    before = Switch.objects.select_for_update().filter(shop=shop, phrase=name).first()
    was = before.is_on if before else None
    if was is is_on:
        return
    facts = {"is_on": is_on, "by": by, "at": clock.now()}
    row, _new = Switch.objects.update_or_create(shop=shop, phrase=name, defaults=facts)
    thing = audit.Thing("phrase", row.pk, name)
    audit.changed(thing, by.pk, {"is_on": was}, {"is_on": is_on})
    forget_own_phrases(shop.pk)
    record(PhraseSwitched(shop_id=shop.pk, name=name, is_on=is_on, by_id=by.pk))
