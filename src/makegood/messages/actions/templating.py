"""Prepared answers: saving them, filling them, and the first set a new shop finds."""

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext

from makegood.cases.models import Case
from makegood.cases.queries import status_url
from makegood.kernel.errors import BadInput, Conflict
from makegood.kernel.log import record
from makegood.kernel.text import LANGUAGES, Phrase, _, bounded
from makegood.kernel.words import said
from makegood.messages.events import TemplateRemoved, TemplateSaved
from makegood.messages.models import Template
from makegood.messages.rules import Filled, fill_template
from makegood.messages.rules.filling import unknown_fields
from makegood.people.models import Staff
from makegood.shops.models import Order, Shop


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
    template = template or Template(shop=shop)
    template.name, template.language = bounded(name.strip(), 120), language
    template.body, template.kind, template.stage = bounded(body, 50_000), kind, stage
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as error:
        raise Conflict(
            "template_exists", gettext("There is a template of this name and language already.")
        ) from error
    record(TemplateSaved(template_id=template.pk, name=template.name, by_id=by.pk if by else None))
    return template


@transaction.atomic
def retire_template(template: Template, by: Staff | None = None) -> None:
    """Offer it no longer; what was written with it stays."""
    if Template.objects.filter(pk=template.pk, is_active=True).update(is_active=False):
        record(
            TemplateRemoved(
                template_id=template.pk, name=template.name, by_id=by.pk if by else None
            )
        )


def filled_for(template: Template, case: Case, by: Staff | None = None) -> Filled:
    """The template's words with the case's facts in them, and the fields nothing is known for."""
    return fill_template(template.body, facts_of(case, by))


def facts_of(case: Case, by: Staff | None = None) -> dict[str, str]:
    """Field → value for a case; see `rules.FIELDS`."""
    name = case.customer.name if case.customer else ""
    return {
        "customer.name": name,
        "customer.first_name": name.split(" ")[0],
        "case.number": str(case.number),
        "case.subject": case.subject,
        "case.status_url": status_url(case),
        "shop.name": case.shop.name,
        "shop.email": case.shop.email,
        "shop.phone": case.shop.phone,
        "agent.name": by.name if by else "",
        **(_order_facts(case.order, case.language) if case.order else {}),
    }


def _order_facts(order: Order, language: str) -> dict[str, str]:
    parcel = order.parcels.order_by("-shipped_at", "-pk").first()
    return {
        "order.number": order.number,
        "order.total": order.total.shown(language),
        "parcel.number": parcel.number if parcel else "",
        "parcel.carrier": parcel.carrier if parcel else "",
    }


@transaction.atomic
def seed_templates(shop: Shop) -> None:
    """The first set, in every language the shop speaks; what is there already stays as it is."""
    rows = [
        _seeded(shop, language, kind, name, body)
        for language in shop.languages
        for kind, name, body in _FIRST_SET
    ]
    Template.objects.bulk_create(rows, ignore_conflicts=True)


def _seeded(shop: Shop, language: str, kind: str, name: Phrase, body: Phrase) -> Template:
    with translation.override(language):
        return Template(shop=shop, language=language, kind=kind, name=said(name), body=said(body))


_FIRST_SET: list[tuple[str, Phrase, Phrase]] = [
    (
        "where_is_it",
        _("Where the parcel is"),
        _(
            "Hello {{ customer.first_name }},\n\nyour order {{ order.number }} is on its way with "
            "{{ parcel.carrier }}. The parcel's number is {{ parcel.number }}.\n\nIf it has not arrived "
            "in three working days, please write to us; we will then ask the carrier for you."
        ),
    ),
    (
        "lost",
        _("We ask the carrier"),
        _(
            "Hello {{ customer.first_name }},\n\nI am sorry that your parcel is not there yet. We have "
            "asked {{ parcel.carrier }} to look for parcel {{ parcel.number }} and will tell you what they "
            "found. If it stays lost, you choose between a new parcel and your money back."
        ),
    ),
    (
        "damaged",
        _("Arrived damaged: photos, please"),
        _(
            "Hello {{ customer.first_name }},\n\nI am sorry that it arrived damaged. Please send us two or "
            "three photos: the damage, the whole article, and the box with its label. You can add them "
            "here: {{ case.status_url }}\n\nPlease keep the box until we have solved this."
        ),
    ),
    (
        "wrong_item",
        _("Wrong article sent"),
        _(
            "Hello {{ customer.first_name }},\n\nwe are sorry: that was not what you ordered. Please tell us "
            "what the label on the article says, or send a photo of it. We will send the right one and have "
            "the wrong one collected, at our cost."
        ),
    ),
    (
        "return",
        _("How to send it back"),
        _(
            "Hello {{ customer.first_name }},\n\nof course you can send it back. Please tell us which "
            "articles of order {{ order.number }} you return; we will then write to you how and where to."
        ),
    ),
    (
        "",
        _("We need a little longer"),
        _(
            "Hello {{ customer.first_name }},\n\nthank you for your patience. We have not forgotten you: we "
            "are still waiting for an answer ourselves, and will write to you again as soon as we have it.\n\n"
            "Where your case stands: {{ case.status_url }}"
        ),
    ),
]
