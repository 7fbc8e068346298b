"""Publishing the draft: from now on everything new is judged by it."""

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.kernel import audit, clock
from makegood.kernel.errors import BadInput, Refused
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.people.models import Staff
from makegood.rulebook.actions.comparing import refuse_below_law
from makegood.rulebook.actions.drafting import held_draft
from makegood.rulebook.events import RulesPublished
from makegood.rulebook.models import Version
from makegood.rulebook.queries import draft_of, rules_in_force
from makegood.rulebook.rules.differing import differences
from makegood.shops.actions.ruling import put_rules_in_force
from makegood.shops.models import Shop


@transaction.atomic
def publish_draft(shop: Shop, by: Staff, why: str, stamp: str) -> Version:
    """The draft becomes the next version, and there is no draft any more. Refused where there is none, where it says nothing new,
    or where a row gives less than the law, which may have changed since the row was written.
    """
    why = bounded(" ".join(why.split()), 300)
    if not why:
        raise BadInput("why", _("Say why; it stands in the history."))
    if draft_of(shop) is None:
        raise Refused("no_draft", _("There is no draft. Change a row first."))
    draft = held_draft(shop, by, stamp)
    shop.refresh_from_db()
    before, book = rules_in_force(shop), draft.book
    if not differences(before, book):
        raise Refused("nothing_new", _("The draft says what is in force already."))
    refuse_below_law(shop, book)
    draft.number = shop.rules_number + 1
    draft.published_at, draft.published_by, draft.why = clock.now(), by, why
    draft.save(update_fields=["number", "published_at", "published_by", "why"])
    put_rules_in_force(shop, draft.number)
    thing = audit.Thing("rules", shop.pk, shop.name)
    was = {"version": draft.number - 1 or None}
    audit.changed(thing, by.pk, was, {"version": draft.number, "reason": why})
    record(RulesPublished(shop_id=shop.pk, number=draft.number, by_id=by.pk))
    return draft
