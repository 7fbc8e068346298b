"""Telling the customer: each station once, and several letters that are due at once as one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from makegood.flows.actions.wording import Letter, digest
from makegood.flows.events import CustomerTold
from makegood.flows.models import Entry, Run, Told
from makegood.flows.rules.deciding import Scene
from makegood.flows.rules.journey import Journey
from makegood.flows.rules.stations import OF_ORDER
from makegood.kernel.log import record
from makegood.messages.actions.sending import send_notice
from makegood.messages.models import Account, Message

_TAKE = """
    INSERT INTO flows_told (order_id, parcel_id, station, at) VALUES (%s, %s, %s, %s)
    ON CONFLICT (order_id, parcel_id, station) DO NOTHING
"""


@dataclass(frozen=True)
class Due:
    """A letter to one customer that is due now, and the log's line of it."""

    run: Run
    entry: Entry
    station: str
    journey: Journey
    letter: Letter


def take_station(run: Run, station: str, scene: Scene) -> bool:
    """Whether it is this run that tells of it: another worker may be telling at this very moment, and one of both does."""
    parcel_id = None if station in OF_ORDER else run.parcel_id
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [run.order_id, parcel_id, station, scene.now])
        is_ours = bool(cursor.rowcount)
    if is_ours and isinstance(scene.told, dict):
        scene.told[(str(parcel_id or ""), station)] = scene.now
    return is_ours


def leave_station(run: Run, station: str, scene: Scene) -> None:
    """It was not told after all: another flow, or the next moment, may."""
    parcel_id = None if station in OF_ORDER else run.parcel_id
    Told.objects.filter(order=run.order_id, parcel=parcel_id, station=station).delete()
    if isinstance(scene.told, dict):
        scene.told.pop((str(parcel_id or ""), station), None)


def send_letters(due: list[Due], now: datetime, account: Account) -> None:
    """Put what one customer is to be told into the outbox: one letter as it is, several as a digest."""
    first = due[0]
    reader, shop = first.journey.reader, first.run.flow.shop
    letter = first.letter
    if len(due) > 1:
        parts = [(one.journey.number, one.letter) for one in due]
        letter = digest(parts, reader.language, reader)
        entries = [one.entry.pk for one in due]
        Entry.objects.filter(pk__in=entries).update(reason="in_digest")
    message = send_notice(
        shop, reader.address, letter.subject, letter.text, reader.language, account=account
    )
    Entry.objects.filter(pk__in=[one.entry.pk for one in due]).update(message=message)
    for order_id in dict.fromkeys(one.run.order_id for one in due):
        stations = [one.station for one in due if one.run.order_id == order_id]
        _note_told(order_id, stations, message, now)


def _note_told(order_id: UUID | None, stations: list[str], message: Message, now: datetime) -> None:
    if order_id is None:
        return
    told = Told.objects.filter(order=order_id, station__in=stations, message=None, at=now)
    told.update(message=message)
    record(CustomerTold(order_id=order_id, message_id=message.pk, stations=tuple(stations)))
