"""A channel that keeps what it is given, and a case with a word in it to answer."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from tests.messages.arriving import Fragile

from makegood.cases.models import Case
from makegood.kernel import clock, registry
from makegood.kernel.models import Happening
from makegood.messages.actions.accounts import connect_mailbox
from makegood.messages.models import Account
from makegood.messages.ports import Outbound, Receipt, Settings
from makegood.people.models import Staff
from makegood.testing.cast import make_staff
from makegood.testing.makers import make_case, make_message, make_shop


class Tray:
    """A channel that keeps what it is given, or fails the way the test asks for."""

    kind = "tray"
    label = "Tray"
    fetches = False

    def __init__(self) -> None:
        self.sent: list[Outbound] = []
        self.settings: list[Settings] = []
        self.failure: Exception | None = None
        self.refused: dict[str, str] = {}
        self.deferred: dict[str, str] = {}
        self.knows: bool | None = None

    def send(self, settings: Settings, outbound: Outbound) -> Receipt:
        self.settings.append(settings)
        if self.failure:
            raise self.failure
        self.sent.append(outbound)
        return Receipt("250 ok", self.refused, self.deferred)

    def was_sent(self, settings: Settings, message_id: str) -> bool | None:
        return self.knows


@pytest.fixture
def tray() -> Iterator[Tray]:
    tray = Tray()
    registry.adapters("makegood.channels")["tray"] = tray
    yield tray
    del registry.adapters("makegood.channels")["tray"]


@pytest.fixture
def mailbox(tray: Tray) -> Account:
    settings = {"address": "help@shop.example", "plus_addressing": True, "smtp_secret": "other"}
    return connect_mailbox(make_shop(), None, settings, "swordfish", kind="tray")


@pytest.fixture
def ana() -> Staff:
    return make_staff()


@pytest.fixture
def case(mailbox: Account) -> Case:
    case = make_case()
    make_message(
        case,
        account=mailbox,
        from_name="Carla",
        from_address="carla@customer.example",
        message_id="one@customer.example",
        references=["zero@customer.example"],
    )
    return case


def later(seconds: float = 11) -> datetime:
    return clock.now() + timedelta(seconds=seconds)


def happened(name: str) -> int:
    return Happening.objects.filter(name=name).count()


@pytest.fixture
def fragile() -> Iterator[Fragile]:
    channel = Fragile()
    registry.adapters("makegood.channels")["fragile"] = channel
    yield channel
    del registry.adapters("makegood.channels")["fragile"]
