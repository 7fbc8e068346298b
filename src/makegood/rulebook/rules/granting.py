"""What an incident is worth to the shop, and who may give it without asking."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from makegood.rulebook.rules.tables import ROLES, Book, CompensationRow


@dataclass(frozen=True, slots=True)
class Incident:
    """What went wrong: `value` of the order in minor units, `times`: the so-manieth of this customer within a year. None, or
    empty: nobody knows.
    """

    late_days: int = 0
    value: int | None = None
    times: int = 1
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Compensation:
    """`amount` in minor units; without a row nothing."""

    row: CompensationRow | None
    amount: int


def judge_compensation(book: Book, incident: Incident, role: str) -> Compensation:
    """What the table has somebody of `role` give: the first row that fits."""
    row = next((row for row in book.compensation if _is_so_big(row, incident, role)), None)
    return Compensation(row, _amount(row, incident) if row else 0)


def limit_of(book: Book, role: str) -> int | None:
    """How much somebody of `role` gives on one case without asking; None: as much as they find right. Owners always; everybody
    where no limit was set for anybody; a role no row names then gives nothing by itself.
    """
    if role == "owner" or not book.limits:
        return None
    return next((row.most for row in book.limits if row.role == role), 0)


def roles_above(book: Book, limit: int) -> tuple[str, ...]:
    """The roles that give more than `limit` without asking: they could have granted what they gave."""
    limits = ((role, limit_of(book, role)) for role in ROLES)
    return tuple(role for role, most in limits if most is None or most > limit)


def rank_of(role: str, may: AbstractSet[str]) -> str:
    """The role a seat counts as: one of the shop's own gives what an agent may where it answers customers, else what those who
    look on may. It never grants what others ask for: whoever sets limits names the roles they are for.
    """
    if role in ROLES:
        return role
    return "agent" if "answer" in may else "light"


def _is_so_big(row: CompensationRow, incident: Incident, role: str) -> bool:
    """What nobody knows does not make an incident bigger."""
    return (
        (not row.fault or incident.fault in row.fault)
        and row.late_days <= incident.late_days
        and row.value_from <= (incident.value or 0)
        and row.times <= incident.times
        and (not row.roles or role in row.roles)
    )


def _amount(row: CompensationRow, incident: Incident) -> int:
    return row.amount + (incident.value or 0) * row.percent // 100
