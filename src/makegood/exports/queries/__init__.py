"""What is exported, kind by kind, in the order of the archive."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from makegood.exports.queries import (
    cases,
    history,
    moods,
    orders,
    people,
    practice,
    settings,
    words,
)
from makegood.exports.queries.reading import attachments_once, latest_exports, logos, unfinished
from makegood.exports.rules import Shape

__all__ = [
    "KINDS",
    "Kind",
    "attachments_once",
    "latest_exports",
    "logos",
    "unfinished",
]


@dataclass(frozen=True)
class Kind:
    """One sort of thing: its shape, and its rows. `at_once` of them are in memory together."""

    shape: Shape
    rows: Callable[[], QuerySet[Any]]
    at_once: int = 500


KINDS = (
    Kind(orders.SHOP, orders.shops),
    Kind(people.STAFF, people.staff),
    Kind(people.TEAM, people.teams),
    Kind(people.ROLE, people.roles),
    Kind(orders.SUPPLIER, orders.suppliers),
    Kind(orders.PRODUCT, orders.products),
    Kind(people.CUSTOMER, people.customers),
    Kind(orders.ORDER, orders.orders),
    Kind(cases.INCIDENT, cases.incidents),
    Kind(cases.CASE, cases.cases),
    Kind(history.HISTORY, history.histories),
    # A message may be megabytes long.
    Kind(words.MESSAGE, words.messages, at_once=50),
    Kind(words.CALL, words.calls),
    Kind(moods.FINDING, moods.findings),
    Kind(moods.PHRASE, moods.phrases),
    Kind(practice.PRACTICE, practice.practices),
    Kind(words.TEMPLATE, words.templates),
    Kind(settings.PLAYBOOK, settings.playbooks),
    Kind(settings.FLOW, settings.flows),
    Kind(settings.GUIDE, settings.guides),
    Kind(settings.RULES, settings.rules),
    Kind(settings.MACRO, settings.macros),
    Kind(settings.VIEW, settings.views),
    Kind(settings.MAILBOX, settings.mailboxes),
    Kind(settings.RETENTION, settings.retention),
    Kind(settings.CHANGE, settings.changes),
)
