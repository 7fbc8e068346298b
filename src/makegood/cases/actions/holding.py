"""Holding a case while it is changed, so that two people change it one after the other."""

from uuid import UUID

from makegood.cases.models import Case


def hold(case: Case) -> None:
    """Lock the case's row until the transaction ends, and bring `case` up to date.

    FOR NO KEY UPDATE: rows that only point at the case (a notice, a message) are still written meanwhile.
    """
    case.refresh_from_db(from_queryset=Case.objects.select_for_update(no_key=True))


def held(case_id: UUID) -> Case:
    """The case with its shop, locked likewise."""
    cases = Case.objects.select_for_update(no_key=True, of=("self",))
    return cases.select_related("shop").get(pk=case_id)
