"""The worker's own threads, with a channel that answers from memory."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from makegood.kernel import registry
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.log import latest
from makegood.messages import listening
from makegood.messages.actions.accounts import change_account, connect_mailbox, disconnect
from makegood.messages.actions.sending import send_notice
from makegood.messages.models import Account, Arrival, Dispatch
from makegood.messages.ports import Fetched, Inbound, Outbound, Receipt, Settings
from makegood.testing.makers import make_shop

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Loft:
    """Pigeons with letters: `letters` is the mailbox, the cursor counts how many were taken."""

    kind = "loft"
    label = "Loft"
    fetches = True

    def __init__(self) -> None:
        self.letters: list[bytes] = []
        self.sent: list[str] = []
        self.failure: ProviderFailed | None = None
        self.secrets: list[str] = []

    def understand(self, raw: bytes) -> Inbound:
        understood: Inbound = registry.adapters("makegood.channels")["email"].understand(raw)
        return understood

    def begin(self, settings: Settings, cursor: Mapping[str, Any]) -> dict[str, Any]:
        return {"taken": 0, **cursor}

    def fetch(self, settings: Settings, cursor: Mapping[str, Any]) -> Iterator[Fetched]:
        self.secrets.append(settings["secret"])
        if self.failure:
            raise self.failure
        for number, raw in list(enumerate(self.letters))[cursor["taken"] :]:
            left = len(self.letters) - number - 1
            yield Fetched(f"loft/{number}", raw, NOW, {"taken": number + 1}, left=left)

    def wait(
        self, settings: Settings, cursor: Mapping[str, Any], stopped: Callable[[], bool]
    ) -> bool:
        while not stopped():
            if len(self.letters) > cursor["taken"]:
                return True
            time.sleep(0.02)
        return False

    def send(self, settings: Settings, outbound: Outbound) -> Receipt:
        self.sent.append(outbound.to[0].address)
        return Receipt("250 flown")

    def was_sent(self, settings: Settings, message_id: str) -> bool | None:
        return None


@pytest.fixture
def loft() -> Iterator[Loft]:
    loft = Loft()
    registry.adapters("makegood.channels")["loft"] = loft
    yield loft
    del registry.adapters("makegood.channels")["loft"]


@pytest.fixture
def account(loft: Loft) -> Account:
    return connect_mailbox(make_shop(), None, {"address": "help@shop.example"}, "one", kind="loft")


@pytest.fixture
def running(account: Account, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(listening, "LOOK_EVERY", 0.2)
    monkeypatch.setattr(listening, "POLL_EVERY", 0.2)
    stop = threading.Event()
    thread = threading.Thread(target=listening.run, args=(stop.is_set,))
    thread.start()
    yield
    stop.set()
    thread.join(timeout=20)
    assert not thread.is_alive()


def letter(number: int) -> bytes:
    return (
        f"From: c{number}@customer.example\nTo: help@shop.example\nSubject: Letter {number}\n"
        f"Message-ID: <{number}@customer.example>\n\nWhere is my parcel number {number}?\n"
    ).encode()


def eventually(is_so: Callable[[], bool], within: float = 10) -> None:
    until = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < until, "it did not come true in time"
        time.sleep(0.05)


def settled() -> int:
    return Arrival.objects.filter(outcome="opened").count()


def test_what_arrives_becomes_cases_and_goes_on_where_it_stopped(
    running: None, loft: Loft, account: Account
) -> None:
    loft.letters += [letter(1), letter(2)]
    eventually(lambda: settled() == 2)

    loft.letters.append(letter(3))

    eventually(lambda: settled() == 3)
    account.refresh_from_db()
    assert account.cursor == {"taken": 3}


def test_what_is_due_is_sent(running: None, loft: Loft, account: Account) -> None:
    send_notice(make_shop(), "new@shop.example", "Come in", "Here is your seat", "en")

    eventually(lambda: Dispatch.objects.filter(state="sent").count() == 1)
    assert loft.sent == ["new@shop.example"]


def test_a_mailbox_that_fails_shows_it_and_catches_up_once_it_is_put_right(
    running: None, loft: Loft, account: Account
) -> None:
    loft.failure = ProviderFailed("no", permanent=True, step="imap.login", code="wrong_password")
    loft.letters.append(letter(1))
    change_account(account, None, secret="two")
    eventually(lambda: Account.objects.get().receiving_error.get("code") == "wrong_password")
    assert Account.objects.get().receiving_failed_at is not None

    loft.failure = None
    change_account(account, None, secret="three")

    eventually(lambda: settled() == 1)
    assert loft.secrets[-1] == "three"
    eventually(lambda: Account.objects.get().receiving_failed_at is None)


def test_a_disconnected_mailbox_is_left_alone(running: None, loft: Loft, account: Account) -> None:
    loft.letters.append(letter(1))
    eventually(lambda: settled() == 1)

    disconnect(account, None)
    time.sleep(0.6)
    loft.letters.append(letter(2))

    time.sleep(0.6)
    assert settled() == 1


def test_a_long_catching_up_is_told_while_it_lasts_and_at_its_end(
    running: None, loft: Loft, account: Account
) -> None:
    loft.letters += [letter(number) for number in range(130)]

    eventually(lambda: Arrival.objects.count() == 130)

    eventually(lambda: Account.objects.get(pk=account.pk).catching_up == {})
    told = [one.facts for one in latest(["AccountCaughtUp"])]
    assert (told[0]["done"], told[0]["of"]) == (130, 130)
    assert (told[-1]["done"], told[-1]["of"]) == (50, 130)
