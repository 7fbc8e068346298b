"""Orders that are under way, looked at again: shops change some things without changing the order's date."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import OuterRef, Subquery

from makegood.kernel import clock
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.web import Web
from makegood.shops.actions.connecting import connector_of
from makegood.shops.actions.hinting import read_again
from makegood.shops.actions.syncing import fail
from makegood.shops.models import Connection, Document, Order
from makegood.shops.models.connections import Standing
from makegood.shops.ports import Pushed

AT_ONCE = 200
"""Orders an hour of one shop, those first that were read longest ago."""
UNTIL = timedelta(days=45)
"""After its day an order is left alone: by then its parcels are known, or a customer has asked."""
_UNDER_WAY = (
    Standing.UNPAID,
    Standing.PREPARING,
    Standing.WAITING,
    Standing.SENT,
    Standing.UNKNOWN,
)


def look_again(connection_id: UUID, web: Caller | None = None) -> int:
    """Read again what is under way: a parcel in WooCommerce, a refund that is settled in Vendure leave no other trace
    where no webhook tells of them. How many were read."""
    connection = Connection.objects.select_related("shop").get(pk=connection_id)
    is_read = connection.is_active and connection.imported_at is not None
    if not is_read or connection.failing_since or settings.MAKEGOOD_TRAINING:
        return 0
    try:
        if isinstance(connector_of(connection.kind), Pushed):  # it can't be asked
            return 0
        if web is not None:
            return _look(connection, web)
        with Web() as own:
            return _look(connection, own)
    except ProviderFailed as error:
        fail(connection, error)
        return 0


def _look(connection: Connection, web: Caller) -> int:
    ids = _longest_ago(connection)
    for external_id in ids:
        began = clock.now()
        read_again(connection, web, external_id)
        # Also when it says the same as before: its turn has been.
        Document.objects.filter(
            connection=connection,
            kind=Document.Kind.ORDER,
            external_id=external_id,
            read_at__lt=began,
        ).update(read_at=began)
    return len(ids)


def _longest_ago(connection: Connection) -> list[str]:
    documents = Document.objects.filter(
        connection=connection, kind=Document.Kind.ORDER, external_id=OuterRef("external_id")
    )
    now = clock.now()
    orders = Order.objects.filter(
        connection=connection,
        standing__in=_UNDER_WAY,
        gone_at=None,
        placed_at__gt=now - UNTIL,
    )
    read_at = Subquery(documents.values("read_at")[:1])
    due = orders.annotate(read_at=read_at).filter(read_at__lt=now - timedelta(hours=1))
    return list(due.order_by("read_at", "pk").values_list("external_id", flat=True)[:AT_ONCE])
