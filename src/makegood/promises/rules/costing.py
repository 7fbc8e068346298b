"""What broken promises cost, counted so that everybody can count it again.

Once a promise broke, each word of the customer until it is kept or let go of is a contact nobody would have needed: a
message takes the minutes the shop says, a call as long as it took. To that comes what the law adds for being late. What
was given or refunded afterwards is not counted: nobody knows yet which of it the lateness brought about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from makegood.kernel.money import Money


@dataclass(frozen=True)
class Work:
    """What a shop says of its work: minutes a message takes, and what an hour costs, in minor units; None: it does not say."""

    contact_minutes: int
    hour_cost: int | None
    currency: str


@dataclass(frozen=True)
class Cost:
    """Of some promises: contacts after they broke, the minutes these took, and sums by currency, of work and by law."""

    contacts: int = 0
    minutes: int = 0
    work: tuple[Money, ...] = ()
    penalties: tuple[Money, ...] = ()

    @property
    def sums(self) -> tuple[Money, ...]:
        """All of it, one for each currency."""
        return added((*self.work, *self.penalties))


NO_COST = Cost()


def cost_of(messages: int, call_seconds: Iterable[int], work: Work, penalty: Money | None) -> Cost:
    """Of one promise. A call begun is a minute begun; half a cent is one."""
    calls = list(call_seconds)
    minutes = messages * work.contact_minutes + sum(ceil(max(one, 1) / 60) for one in calls)
    paid = -(-minutes * work.hour_cost // 60) if work.hour_cost else 0
    return Cost(
        contacts=messages + len(calls),
        minutes=minutes,
        work=(Money(paid, work.currency),) if paid else (),
        penalties=(penalty,) if penalty else (),
    )


def together(costs: Iterable[Cost]) -> Cost:
    """Of all of them."""
    costs = list(costs)
    return Cost(
        contacts=sum(one.contacts for one in costs),
        minutes=sum(one.minutes for one in costs),
        work=added(sum_ for one in costs for sum_ in one.work),
        penalties=added(sum_ for one in costs for sum_ in one.penalties),
    )


def added(sums: Iterable[Money]) -> tuple[Money, ...]:
    """One sum for each currency, in the order of their codes."""
    total: dict[str, int] = {}
    for one in sums:
        total[one.currency] = total.get(one.currency, 0) + one.minor
    return tuple(Money(total[currency], currency) for currency in sorted(total))
