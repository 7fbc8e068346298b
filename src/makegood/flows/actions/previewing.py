"""A letter as its customer would read it: for the examples, or for a real order."""

from dataclasses import dataclass

from makegood.flows.actions.wording import Letter, facts_of, letter
from makegood.flows.queries.journeys import journeys, orders_with_all
from makegood.flows.rules.steps import Step
from makegood.flows.rules.texts import FIELDS
from makegood.kernel import clock
from makegood.kernel.words import said
from makegood.shops.models import Order, Shop


@dataclass(frozen=True)
class Preview:
    """A letter, and the language it is in."""

    language: str
    letter: Letter


def previews(step: Step, shop: Shop, order: Order | None = None) -> list[Preview]:
    """In each language of the shop with the examples; of an order in the one its customer reads."""
    if order is not None:
        return [_of_order(step, shop, order)]
    facts = {name: said(example) for name, example in FIELDS.items()} | {"shop": shop.name}
    return [
        Preview(language, letter(step, facts, language, shop.main_language))
        for language in shop.languages
    ]


def _of_order(step: Step, shop: Shop, order: Order) -> Preview:
    (full,) = orders_with_all([order.pk])
    journey = journeys([full])[full.pk]
    way = journey.ways[0] if journey.ways else journey.way("")
    facts = facts_of(journey, way, shop.name, clock.now())
    language = journey.reader.language
    return Preview(language, letter(step, facts, language, shop.main_language))
