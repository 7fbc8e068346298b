"""What the states of a shop mean in our words."""

from collections.abc import Collection, Mapping

from django.db import transaction

from makegood.kernel import audit
from makegood.kernel.registry import adapters
from makegood.kernel.text import bounded
from makegood.people.models import Staff
from makegood.shops.models import Connection, Order, StateMapping
from makegood.shops.models.connections import Standing
from makegood.shops.ports import ShopConnector, StateSeen


def standings_of(connection: Connection, states: Collection[str]) -> dict[str, str]:
    """The meaning of each; one never met before means what it usually does in such shops, until the owner says."""
    found = _meanings(connection, states)
    unknown = {state for state in states if state not in found}
    if unknown:
        remember_states(connection, [StateSeen(state, "") for state in sorted(unknown)])
        found |= _meanings(connection, unknown)
    return found


@transaction.atomic
def remember_states(connection: Connection, states: Collection[StateSeen]) -> None:
    """States the shop has; those known stay as they are mapped, under the name they have there now."""
    usual = usual_states(connection)
    rows = [
        StateMapping(
            connection=connection,
            state=bounded(one.code, 80),
            name=bounded(one.name, 160),
            standing=usual.get(one.code, one.usual),
        )
        for one in sorted(states, key=lambda one: one.code)
    ]
    named = [row for row in rows if row.name]
    StateMapping.objects.bulk_create([r for r in rows if not r.name], ignore_conflicts=True)
    StateMapping.objects.bulk_create(
        named,
        update_conflicts=True,
        unique_fields=["connection", "state"],
        update_fields=["name"],
    )
    _understand(connection, {row.state: row.standing for row in named})


@transaction.atomic
def choose_standings(connection: Connection, by: Staff | None, chosen: Mapping[str, str]) -> int:
    """The owner says what states mean; the orders in them go along. How many states mean something else now."""
    rows = StateMapping.objects.select_for_update().filter(connection=connection, state__in=chosen)
    changed = [row for row in rows.order_by("state") if row.standing != chosen[row.state]]
    before = {row.state: row.standing for row in changed}
    for row in changed:
        row.standing, row.is_chosen = chosen[row.state], True
        Order.objects.filter(connection=connection, state=row.state).update(standing=row.standing)
    StateMapping.objects.bulk_update(changed, ["standing", "is_chosen"])
    thing = audit.Thing("shop connection", connection.pk, connection.name)
    after = {row.state: row.standing for row in changed}
    audit.changed(thing, by.pk if by else None, {"states": before}, {"states": after})
    return len(changed)


def has_nameless_states(connection: Connection) -> bool:
    """Whether orders came in states the shop had not told of when it was asked."""
    return StateMapping.objects.filter(connection=connection, name="", is_chosen=False).exists()


def _understand(connection: Connection, usual: Mapping[str, str]) -> None:
    """What the shop now says of states that were met first with an order; what the owner chose stays."""
    rows = StateMapping.objects.filter(
        connection=connection, state__in=usual, is_chosen=False, standing=Standing.UNKNOWN
    )
    news = [row for row in rows if usual[row.state] != Standing.UNKNOWN]
    for row in news:
        row.standing = usual[row.state]
        Order.objects.filter(connection=connection, state=row.state).update(standing=row.standing)
    StateMapping.objects.bulk_update(news, ["standing"])


def usual_states(connection: Connection) -> Mapping[str, str]:
    connector: ShopConnector | None = adapters("makegood.shops").get(connection.kind)
    return dict(connector.usual_states) if connector else {}


def _meanings(connection: Connection, states: Collection[str]) -> dict[str, str]:
    asked = {bounded(state, 80): state for state in states}
    rows = StateMapping.objects.filter(connection=connection, state__in=asked)
    return {asked[row.state]: row.standing for row in rows}
