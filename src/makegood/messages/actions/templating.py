"""Prepared answers: saving them, filling them, and the first set a new shop finds."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext

from makegood.cases.models import Case
from makegood.cases.queries import status_url
from makegood.kernel import audit
from makegood.kernel.errors import BadInput, Conflict
from makegood.kernel.log import record
from makegood.kernel.text import LANGUAGES, bounded
from makegood.messages.events import TemplateRemoved, TemplateSaved
from makegood.messages.models import Template
from makegood.messages.prepared import prepared_in
from makegood.messages.rules.filling import unknown_fields
from makegood.messages.rules.offering import ASKED, FORMAL, INFORMAL, STAGES, TONES
from makegood.people.models import Staff
from makegood.shops.models import Order, Parcel, Shop
from makegood.shops.queries import keep_parcels_at_hand, order_url

MOST_DAYS = 60
"""Working days: a promise further off is for a person to make."""


@transaction.atomic
def save_template(
    shop: Shop,
    by: Staff | None,
    *,
    name: str,
    language: str,
    body: str,
    kind: str = "",
    stage: str = "",
    tone: str = "",
    asks: str = "",
    promise_kind: str = "",
    promise_days: int | None = None,
    template: Template | None = None,
) -> Template:
    """Make or change a prepared answer. A field no case could fill is `BadInput`."""
    if not name.strip():
        raise BadInput("name", gettext("Give the template a name."))
    if language not in LANGUAGES:
        raise BadInput("language", gettext("Choose one of the languages offered."))
    if unknown := unknown_fields(body):
        raise BadInput(
            "body", gettext("There is no field %(field)s.") % {"field": ", ".join(unknown)}
        )
    if stage not in {"", *STAGES}:
        raise BadInput("stage", gettext("Choose one of the stages offered."))
    if tone not in {"", FORMAL, INFORMAL}:
        raise BadInput("tone", gettext("Choose one of the forms of address offered."))
    if asks not in {"", *ASKED}:
        raise BadInput("asks", gettext("Choose one of the things offered."))
    _check_promise(promise_kind, promise_days)
    is_new = template is None
    template = template or Template(shop=shop)
    before = _told(template)
    template.name, template.language = bounded(name.strip(), 120), language
    template.body, template.kind, template.stage = bounded(body, 50_000), kind, stage
    template.tone, template.asks = tone if language in TONES else "", asks
    template.promise_kind, template.promise_days = promise_kind, promise_days
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as error:
        raise Conflict(
            "template_exists", gettext("There is a template of this name and language already.")
        ) from error
    thing, by_id = audit.Thing("template", template.pk, template.name), by.pk if by else None
    if is_new:
        audit.made(thing, by_id, language=language)
    else:
        audit.changed(thing, by_id, before, _told(template))
    record(TemplateSaved(template_id=template.pk, name=template.name, by_id=by_id))
    return template


@transaction.atomic
def retire_template(template: Template, by: Staff | None = None) -> None:
    """Offer it no longer; what was written with it stays."""
    if Template.objects.filter(pk=template.pk, is_active=True).update(is_active=False):
        by_id = by.pk if by else None
        audit.removed(audit.Thing("template", template.pk, template.name), by_id)
        record(TemplateRemoved(template_id=template.pk, name=template.name, by_id=by_id))


def _check_promise(kind: str, days: int | None) -> None:
    if not kind and days is not None:
        raise BadInput("promise_kind", gettext("Choose what is promised."))
    if kind and (days is None or not 1 <= days <= MOST_DAYS):
        raise BadInput(
            "promise_days",
            gettext("Say within how many working days, %(most)s at most.") % {"most": MOST_DAYS},
        )


def _told(template: Template) -> dict[str, Any]:
    """What the audit keeps of a template."""
    told = ("name", "language", "kind", "stage", "tone", "asks", "promise_kind", "promise_days")
    return {name: getattr(template, name) for name in (*told, "body")}


def facts_of(case: Case, by: Staff | None = None, link: str | None = None) -> dict[str, str]:
    """Field → value for a case; see `rules.FIELDS`. `link`: the status link, where the caller has it at hand."""
    name = case.customer.name if case.customer else ""
    return {
        "customer.name": name,
        "customer.first_name": name.split(" ")[0],
        "case.number": str(case.number),
        "case.subject": case.subject,
        "case.status_url": status_url(case) if link is None else link,
        "shop.name": case.shop.name,
        "shop.email": case.shop.email,
        "shop.phone": case.shop.phone,
        "agent.name": by.name if by else "",
        **(_order_facts(case.order, case.language) if case.order else {}),
        "order.page_url": url_for_buyer(case),
    }


def url_for_buyer(case: Case) -> str:
    """Where its customer follows the case's order; empty for an order of somebody else's, which is not theirs to see."""
    order, customer_id = case.order, case.customer_id
    is_theirs = order is not None and customer_id is not None and order.customer_id == customer_id
    return order_url(order.pk) if order and is_theirs else ""


def _order_facts(order: Order, language: str) -> dict[str, str]:
    keep_parcels_at_hand(order)  # whoever shows them as well, before or after, has them then
    parcels = sorted(order.parcels.all(), key=_sent)
    parcel = parcels[-1] if parcels else None
    return {
        "order.number": order.number,
        "order.total": order.total.shown(language),
        "parcel.number": parcel.number if parcel else "",
        "parcel.carrier": parcel.carrier if parcel else "",
    }


def _sent(parcel: Parcel) -> tuple[bool, datetime, UUID]:
    """One whose day of sending nobody told yet comes last, and so first to mind; else the latest."""
    never = datetime.min.replace(tzinfo=UTC)
    return parcel.shipped_at is None, parcel.shipped_at or never, parcel.pk


@transaction.atomic
def seed_templates(shop: Shop, languages: Collection[str] | None = None) -> int:
    """The prepared set, in these languages or every one the shop speaks; what is there stays as it is. How many are new."""
    known = set(Template.objects.filter(shop=shop).values_list("language", "name", "tone"))
    rows = [
        Template(
            shop=shop,
            language=language,
            kind=one.kind,
            stage=one.stage,
            tone=one.tone,
            asks=one.asks,
            name=one.name,
            body=one.body,
        )
        for language in (shop.languages if languages is None else languages)
        for one in prepared_in(language)
        # One of that name for every tone is the shop's own, or from before there were tones.
        if not known & {(language, one.name, ""), (language, one.name, one.tone)}
    ]
    Template.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def seed_new_languages(shop: Shop) -> int:
    """The prepared set in those of the shop's languages that never had a template: what was retired stays so."""
    known = set(Template.objects.filter(shop=shop).values_list("language", flat=True))
    return seed_templates(shop, [code for code in shop.languages if code not in known])


def used(template: Template) -> None:
    """Count that it was put into an answer: those used most are offered first."""
    Template.objects.filter(pk=template.pk).update(used=F("used") + 1)
