"""Guides: writing them, and noting what their advice did."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from makegood.cases.models import Case
from makegood.kernel import audit, clock
from makegood.kernel.errors import BadInput
from makegood.kernel.log import record
from makegood.kernel.text import LANGUAGES, bounded
from makegood.kernel.words import said
from makegood.people.models import Staff
from makegood.playbooks.events import GuideRemoved, GuideSaved, GuideTried
from makegood.playbooks.models import Attempt, Guide
from makegood.playbooks.rules import GuideTrouble, advice_in, read_guide
from makegood.shops.models import Product, Shop

LONGEST = 20_000
_FIELDS = ("name", "language", "match", "text")


@transaction.atomic
def save_guide(
    shop: Shop,
    by: Staff | None,
    *,
    name: str,
    language: str,
    text: str,
    sku: str = "",
    match: str = "",
    guide: Guide | None = None,
) -> Guide:
    """Make or change a guide: for the product with this number (`sku`), or for all whose name or number holds `match`."""
    name, match, text = bounded(name.strip(), 120), bounded(match.strip(), 80), text.strip()
    if not name:
        raise BadInput("name", gettext("Give the guide a name."))
    if language not in LANGUAGES:
        raise BadInput("language", gettext("Choose one of the languages offered."))
    if not sku.strip() and not match:
        raise BadInput("match", gettext("Say which products it is for."))
    _check(text)
    is_new = guide is None
    guide = guide or Guide(shop=shop)
    before = _told(guide)
    guide.name, guide.language, guide.match, guide.text = (
        name,
        language,
        match,
        bounded(text, LONGEST),
    )
    guide.product = _product(shop, sku)
    guide.save()
    thing, by_id = audit.Thing("guide", guide.pk, guide.name), by.pk if by else None
    if is_new:
        audit.made(thing, by_id, language=language)
    else:
        audit.changed(thing, by_id, before, _told(guide))
    record(GuideSaved(guide_id=guide.pk, name=guide.name, by_id=by_id))
    return guide


@transaction.atomic
def retire_guide(guide: Guide, by: Staff | None = None) -> None:
    """Offer it no longer; what was tried with it stays counted. Idempotent."""
    if Guide.objects.filter(pk=guide.pk, is_active=True).update(is_active=False):
        by_id = by.pk if by else None
        audit.removed(audit.Thing("guide", guide.pk, guide.name), by_id)
        record(GuideRemoved(guide_id=guide.pk, name=guide.name, by_id=by_id))


@transaction.atomic
def note_attempt(case: Case, guide: Guide, advice: str, *, solved: bool, by: Staff | None) -> None:
    """The advice was tried; the last word on whether it helped counts. The same word again changes nothing."""
    if advice not in advice_in(read_guide(guide.text)):
        raise BadInput("advice", gettext("The guide was changed meanwhile; read it again."))
    given = {"solved": solved, "by": by, "at": clock.now()}
    attempt, is_new = Attempt.objects.select_for_update().get_or_create(
        case=case, guide=guide, advice=advice, defaults=given
    )
    if not is_new and attempt.solved == solved:
        return
    if not is_new:
        Attempt.objects.filter(pk=attempt.pk).update(**given)
    record(
        GuideTried(
            case_id=case.pk,
            guide_id=guide.pk,
            name=guide.name,
            advice=advice,
            solved=solved,
            by_id=by.pk if by else None,
        )
    )


def _check(text: str) -> None:
    try:
        read_guide(text)
    except GuideTrouble as trouble:
        where = gettext("Line %(number)s:") % {"number": trouble.line}
        raise BadInput("text", f"{where} {said(trouble.words)}") from trouble


def _product(shop: Shop, sku: str) -> Product | None:
    if not sku.strip():
        return None
    product = Product.objects.filter(shop=shop, sku__iexact=sku.strip()).first()
    if product is None:
        raise BadInput("sku", gettext("There is no product with this number."))
    return product


def _told(guide: Guide) -> dict[str, Any]:
    return {name: getattr(guide, name) for name in _FIELDS} | {
        "sku": guide.product.sku if guide.product else ""
    }
