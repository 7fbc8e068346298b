"""A carrier on this machine with a clock of its own: its parcels go the ways parcels go, the bad ones included.

It speaks the interface of `adapters/carriers/generic`. What it tells of a parcel is what has happened by `now`; an event
may be told later than it happened (`told`), twice, or without a zone.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import httpx
from standardwebhooks import Webhook

from makegood.shops.ports import Call
from makegood.testing.sockets import LoopbackServer

TOKEN, SECRET = "parcels-1", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
URL = "http://127.0.0.1:8090"
SETTINGS = {"url": URL, "token": TOKEN, "webhook_secret": SECRET, "shapes": "FC########*"}

Day = float
Step = tuple[Day, str]
"""Days after the parcel is born, and its state from then on."""


@dataclass(frozen=True)
class Way:
    """A journey: what happens, what is told late or twice, and which day is promised when."""

    steps: tuple[Step, ...]
    late: dict[int, Day] = field(default_factory=dict)
    """Which step is told only on that day."""
    doubled: frozenset[int] = frozenset()
    promised: tuple[tuple[Day, Day], ...] = ()
    """From this day on it is expected on that."""
    zoned: bool = True
    backwards: bool = False
    cause: str = ""
    collect_until: Day | None = None


NORMAL = (
    (0.1, "not_handed_over"),
    (0.5, "in_transit"),
    (1, "sorting"),
    (2, "out_for_delivery"),
    (2.3, "delivered"),
)
WAYS: dict[str, Way] = {
    "normal": Way(NORMAL, promised=((0, 2),)),
    "never_handed_over": Way(NORMAL[:1]),
    "silent": Way(NORMAL[:3], promised=((0, 2),)),
    "out_of_order": Way(NORMAL, backwards=True),
    "doubled": Way(NORMAL, doubled=frozenset(range(5))),
    "backdated": Way(NORMAL, late={2: 2.2}),
    "no_time_zone": Way(NORMAL, zoned=False),
    "delivered_then_returned": Way((*NORMAL, (4, "returning"), (7, "delivered")), cause="refused"),
    "not_collected": Way(
        (*NORMAL[:3], (2, "ready"), (9, "returning"), (12, "delivered")),
        cause="not_collected",
        collect_until=9,
    ),
    "number_reused": Way(((-50, "in_transit"), (-48, "delivered"), *NORMAL)),
    "sliding_dates": Way((*NORMAL[:3], (9, "delivered")), promised=((0, 2), (2, 4), (4, 9))),
    "lost": Way((*NORMAL[:2], (8, "lost")), cause="missing"),
    "failed_once": Way((*NORMAL[:4], (2.2, "failed"), (3, "out_for_delivery"), (3.2, "delivered")), cause="nobody_home"),
}  # fmt: skip


@dataclass(frozen=True)
class Box:
    number: str
    way: Way
    born_at: datetime


class FakeCarrier:
    """`now` is its clock; `fails` is answered instead of everything while it is set."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.boxes: dict[str, Box] = {}
        self.asked: list[list[str]] = []
        self.fails: httpx.Response | BaseException | None = None

    def take(self, number: str, way: str) -> str:
        """A parcel is announced now."""
        self.boxes[number] = Box(number, WAYS[way], self.now)
        return number

    def pass_on(self, days: Day) -> datetime:
        self.now += timedelta(days=days)
        return self.now

    def tell(self, *numbers: str) -> dict[str, Any]:
        """What is known of these now."""
        return {"parcels": [_told(self.boxes[n], self.now) for n in numbers if n in self.boxes]}

    def call(self, *numbers: str, secret: str = SECRET) -> Call:
        """The webhook that tells of these, signed."""
        body = json.dumps({"type": "parcels.told", "data": self.tell(*numbers)})
        at = datetime.now().astimezone()  # its reader takes none that is older than minutes
        signed = Webhook(secret).sign("call-1", at, body)
        heads = {
            "webhook-id": "call-1",
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": signed,
        }
        return Call(heads, body.encode())

    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self.answer)

    def answer(self, request: httpx.Request) -> httpx.Response:
        if isinstance(self.fails, BaseException):
            raise self.fails
        if self.fails is not None:
            return self.fails
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return httpx.Response(401, json={"message": "no such token"})
        numbers = request.url.params.get("numbers", "").split(",")
        self.asked.append(numbers)
        return httpx.Response(200, json=self.tell(*numbers))

    @contextmanager
    def serving(self) -> Iterator[dict[str, str]]:
        """The same over a socket of this machine; the settings to ask it with."""
        carrier = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                asked = httpx.Request("GET", URL + self.path, headers=dict(self.headers))
                reply = carrier.answer(asked)
                self.send_response(reply.status_code)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.content)

            def log_message(self, *_args: object) -> None:
                """What it was asked is in `asked`."""

        with LoopbackServer(Handler) as server:
            yield SETTINGS | {"url": f"http://127.0.0.1:{server.port}"}


def _told(box: Box, now: datetime) -> dict[str, Any]:
    way, days = box.way, (now - box.born_at) / timedelta(days=1)
    events = []
    for place, (day, state) in enumerate(way.steps):
        if day <= days and way.late.get(place, day) <= days:
            event = _event(box, day, state)
            events += [event, event] if place in way.doubled else [event]
    promised = [then for since, then in way.promised if since <= days]
    return {
        "number": box.number,
        "expected_at": _said(box, promised[-1]) if promised else None,
        "collect_until": _said(box, way.collect_until) if way.collect_until else None,
        "events": events[::-1] if way.backwards else events,
    }


def _event(box: Box, day: Day, state: str) -> dict[str, Any]:
    bad = {"failed", "returning", "lost", "delayed"}
    return {
        "at": _said(box, day),
        "state": state,
        "cause": box.way.cause if state in bad else "",
        "place": "Milano",
        "words": state.replace("_", " ").capitalize(),
    }


def _said(box: Box, day: Day) -> str:
    at = box.born_at + timedelta(days=day)
    return at.isoformat() if box.way.zoned else at.replace(tzinfo=None).isoformat()
