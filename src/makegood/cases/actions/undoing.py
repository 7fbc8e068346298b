"""Taking back one change of a case, while it still stands as that change left it."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.cases.actions.assigning import give_back
from makegood.cases.actions.changing import change_case
from makegood.cases.actions.closing import reopen_case
from makegood.cases.actions.facts import remove_fact, set_fact
from makegood.cases.actions.holding import hold
from makegood.cases.actions.snoozing import wake
from makegood.cases.actions.tagging import tag, untag
from makegood.cases.models import Case
from makegood.cases.queries import standing_of
from makegood.cases.rules import may_undo
from makegood.kernel.errors import Conflict
from makegood.kernel.models import Happening
from makegood.kernel.text import order_key
from makegood.people.models import Staff
from makegood.shops.queries import orders_by_key


@transaction.atomic
def undo(case: Case, happening: Happening, by: Staff) -> None:
    """Put back what it changed; `Conflict` when somebody has changed it again since."""
    hold(case)
    if not may_undo(happening.name, happening.facts, standing_of(case)):
        words = _("This was changed again meanwhile, so it can't be undone. Look at the history.")
        raise Conflict("changed_since", words)
    facts = happening.facts
    match happening.name:
        case "CaseAssigned":
            give_back(case, by, _id(facts["before_id"]), _id(facts["before_team_id"]))
        case "CaseSnoozed":
            wake(case, by)
        case "CaseClosed":
            reopen_case(case, by)
        case _:
            _put_back(case, facts, by)


def _put_back(case: Case, facts: dict[str, Any], by: Staff) -> None:
    field, before = facts["field"], facts["before"]
    if field == "tags":
        if facts["after"]:
            untag(case, by, facts["after"])
        else:
            tag(case, by, before)
    elif field.startswith("fact:"):
        _put_fact_back(case, field.removeprefix("fact:"), facts, by)
    elif field == "order":
        key = order_key(before)
        change_case(case, by, order=orders_by_key(case.shop, [key]).get(key) if before else None)
    else:
        change_case(case, by, **{field: before})


def _put_fact_back(case: Case, key: str, facts: dict[str, Any], by: Staff) -> None:
    if not facts["before"]:
        remove_fact(case, key, by)
        return
    set_fact(
        case,
        key,
        facts["before"],
        facts.get("source_before") or "staff",
        by,
        evidence=facts.get("evidence_before", ""),
        because=facts.get("because_before", ""),
    )


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None
