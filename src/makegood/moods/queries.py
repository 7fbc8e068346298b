"""Reads: what was found on a case, and how the phrases fare."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import JSONObject

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.asking import Question, all_of
from makegood.kernel.written import written
from makegood.messages.models import Message
from makegood.moods.models import Finding, Switch
from makegood.moods.rules import CHOSEN, REFUSALS
from makegood.shops.models import Shop


def findings_of(case: Case) -> QuerySet[Finding]:
    """Everything found on the case, the oldest first: in the messages that are in it now, and what stays with it."""
    return _findings_of(case.pk)


def _findings_of(case_id: UUID) -> QuerySet[Finding]:
    said = Finding.objects.filter(message__case=case_id).values("pk")
    stays = Finding.objects.filter(message=None, case=case_id).values("pk")
    # Not one condition with "or": over two tables no index answers it, and every finding there is would be read.
    theirs = Finding.objects.filter(pk__in=said.union(stays, all=True))
    return theirs.order_by("at", "start", "id")


def last_word_of(case: Case) -> Message | None:
    """The customer's last message."""
    theirs = Message.objects.filter(case=case, direction=Message.Direction.IN, auto="none")
    return theirs.filter(thread__side="customer").order_by("-at", "-id").first()


MOST_OWN = 200


@dataclass(frozen=True)
class Use:
    """How one phrase fares in a shop. `is_off`: it does not count, `by_hand` because the owner says so."""

    name: str
    kind: str
    weight: int
    found: int
    refused: int
    is_off: bool
    by_hand: bool

    @property
    def line(self) -> str:
        """As it is written in the list."""
        return self.name.split(":", 2)[-1]


def uses_of(shop: Shop, phrases: Iterable[tuple[str, str, int]]) -> list[Use]:
    """How phrases (name, kind, weight) fare; two statements."""
    known = list(phrases)
    names = [name for name, _kind, _weight in known]
    refused = Count("pk", filter=Q(refused_at__isnull=False))
    rows = Finding.objects.filter(phrase__in=names, case__shop=shop).values_list("phrase")
    counts = {
        phrase: (found, gone)
        for phrase, found, gone in rows.annotate(found=Count("pk"), gone=refused).order_by()
    }
    switches = Switch.objects.filter(shop=shop, phrase__in=names)
    by_hand = dict(switches.values_list("phrase", "is_on"))
    uses = []
    for name, kind, weight in known:
        found, gone = counts.get(name, (0, 0))
        is_on = by_hand.get(name, gone < REFUSALS)
        uses.append(Use(name, kind, weight, found, gone, not is_on, name in by_hand))
    return uses


_known: dict[UUID, tuple[datetime, tuple[str, ...]]] = {}


def own_phrases(shop_id: UUID) -> tuple[str, ...]:
    """The names of the phrases a shop has added; asked once a minute in each process, for every mail needs them."""
    minute = clock.now().replace(second=0, microsecond=0)
    kept = _known.get(shop_id)
    if kept is None or kept[0] != minute:
        rows = Switch.objects.filter(shop=shop_id, is_on=True, phrase__startswith="own:")
        names = tuple(rows.order_by("phrase").values_list("phrase", flat=True)[:MOST_OWN])
        kept = _known[shop_id] = minute, names
    return kept[1]


def forget_own_phrases(shop_id: UUID) -> None:
    """They were changed in this process; another one sees it within a minute."""
    _known.pop(shop_id, None)


def own_uses(shop: Shop) -> list[Use]:
    """How the phrases the shop has added fare, also those put off again."""
    names = Switch.objects.filter(shop=shop, phrase__startswith="own:").order_by("phrase")
    told = [
        (name, name.split(":")[1]) for name in names.values_list("phrase", flat=True)[:MOST_OWN]
    ]
    return uses_of(shop, [(name, kind, CHOSEN[kind]) for name, kind in told])


def missed_words(shop: Shop, limit: int = 50) -> list[tuple[str, str, int]]:
    """What colleagues noticed and the lists had not: kind, words, how often; the commonest first."""
    rows = Finding.objects.filter(case__shop=shop, phrase="", refused_at=None).exclude(words="")
    counted = rows.values_list("kind", "words").annotate(times=Count("pk"))
    return list(counted.order_by("-times", "kind", "words")[:limit])


def findings_told(case: Case) -> Question:
    """The same as JSON, for `findings_read` to read."""
    return _findings_told(case.pk)


@written
def _findings_told(case_id: UUID) -> Question:
    columns = {field.attname: field.attname for field in Finding._meta.concrete_fields}
    return all_of(_findings_of(case_id).values_list(JSONObject(**columns)))


def findings_read(told: Iterable[str | dict[str, Any]]) -> list[Finding]:
    """The answer to `findings_told`."""
    rows = [json.loads(one) if isinstance(one, str) else one for one in told]
    fields = {field.attname: field for field in Finding._meta.concrete_fields}
    return [Finding(**{n: fields[n].to_python(v) for n, v in row.items()}) for row in rows]
