"""A file of an exchange: what is in it, whatever it is called, and when 1C wrote it."""

from collections.abc import Iterator
from datetime import datetime
from typing import IO, Literal
from xml.etree.ElementTree import Element, tostring
from zoneinfo import ZoneInfo

from makegood.adapters.shops.onec.offers import OFFER, read_all
from makegood.adapters.shops.onec.orders import DOCUMENT, grounds, is_order, read
from makegood.adapters.shops.onec.unpacking import documents, elements
from makegood.adapters.shops.onec.words import moment, text
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import HandedOver, OrderSeen, ProductSeen, Unread
from makegood.shops.reading import NOT_UNDERSTOOD

Said = OrderSeen | ProductSeen | tuple[Literal["order", "product"], Unread]

_ROOT = "КоммерческаяИнформация"


def takes(name: str) -> bool:
    """Pictures and descriptions come the same way, and say nothing of an order."""
    return name.lower().endswith((".xml", ".zip"))


def understand(file: HandedOver) -> Iterator[Said]:
    for _name, stream in documents(file.name, file.body):
        yield from _understood(file, stream)


def no_orders(now: datetime) -> bytes:
    """What 1C asks the site's own orders with. The desk sells nothing, so there are none: the shop gives them itself."""
    head = '<?xml version="1.0" encoding="windows-1251"?>\r\n'
    root = f'<{_ROOT} ВерсияСхемы="2.08" ДатаФормирования="{now:%Y-%m-%dT%H:%M:%S}"></{_ROOT}>'
    return (head + root + "\r\n").encode("cp1251")


def _understood(file: HandedOver, stream: IO[bytes]) -> Iterator[Said]:
    """The root comes first: what is no CommerceML is refused before anything else of it is looked at."""
    zone = ZoneInfo(file.zone)
    root = next(iter(elements(stream, OFFER, DOCUMENT)), None)
    if root is None or root.tag != _ROOT:
        raise ProviderFailed("no CommerceML", permanent=True, code="protocol", step="read")
    at = _written_at(root, zone) or file.received_at
    stream.seek(0)
    yield from _orders(file, stream, at, zone)
    stream.seek(0)
    for one in read_all(stream, at, file.currency):
        yield ("product", one) if isinstance(one, Unread) else one


def _orders(file: HandedOver, stream: IO[bytes], at: datetime, zone: ZoneInfo) -> Iterator[Said]:
    """Twice through it: first for what hangs on orders, then for them."""
    below = grounds(stream)
    stream.seek(0)
    for one in elements(stream, DOCUMENT):
        if one.tag != DOCUMENT or not is_order(one):
            continue
        own = below.pop(text(one, "Ид"), [])
        try:
            yield read(one, own, at, zone, file.currency)
        except NOT_UNDERSTOOD as error:
            yield "order", _odd(one, repr(error))
    for document in (document for left in below.values() for document in left):
        yield "order", _odd(document, "its order is not in this file")


def _odd(document: Element, why: str) -> Unread:
    named = text(document, "Ид") or text(document, "Номер")
    return Unread(named, why[:300], tostring(document, encoding="unicode"))


def _written_at(root: Element, zone: ZoneInfo) -> datetime | None:
    said = root.get("ДатаФормирования", "")
    try:
        return moment(said, zone) if said else None
    except ValueError:
        return None
