"""Trials of drafts, and what they found."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from makegood.insight.models import Difference, Trial
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.rulebook.models import Version
from makegood.shops.models import Shop


@dataclass(frozen=True)
class DifferencePage:
    rows: tuple[Difference, ...]
    next: str | None


def trial_of(shop: Shop, draft: Version) -> Trial | None:
    """The trial of the draft as it stands now."""
    return Trial.objects.filter(shop=shop, draft=draft, changes=draft.changes).first()


def unfinished_trials() -> list[UUID]:
    return list(Trial.objects.filter(ended_at=None).values_list("pk", flat=True)[:100])


def differences_page(trial: Trial, after: str | None = None, limit: int = 50) -> DifferencePage:
    """The latest first."""
    rows = trial.differences.select_related("case").order_by("-at", "-id")
    if after:
        at, last = _cursor(after)
        rows = rows.filter(at__lte=at).filter(Q(at__lt=at) | Q(id__lt=last))
    found = list(rows[: limit + 1])
    last_row = found[limit - 1] if len(found) > limit else None
    more = f"{last_row.at.isoformat()}_{last_row.pk}" if last_row else None
    return DifferencePage(tuple(found[:limit]), more)


def _cursor(after: str) -> tuple[datetime, int]:
    at, _sep, last = after.partition("_")
    try:
        moment = datetime.fromisoformat(at)
        return moment.replace(tzinfo=moment.tzinfo or clock.now().tzinfo), int(last[:18])
    except ValueError as error:
        raise BadInput("after", "no place in this list") from error
