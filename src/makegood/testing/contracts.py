"""What every adapter of a port must keep, whoever wrote it: run on each that is registered."""

import inspect
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, get_args

import httpx

from makegood.kernel import clock
from makegood.kernel.errors import BadInput, NotAllowed, ProviderFailed
from makegood.kernel.web import Web
from makegood.messages.ports import Address, Channel, Inbound, Outbound, Receipt, Step
from makegood.shops.ports import (
    AddNote,
    AddressSeen,
    Call,
    ChangeAddress,
    Command,
    GiveCoupon,
    GiveRefund,
    Hint,
    Pushed,
    ReplaceOrder,
    SetState,
    ShopConnector,
    Standing,
    SwapLines,
    Writable,
)
from makegood.shops.ports import Step as ShopStep
from makegood.shops.ports.carriers import Carrier, Tracked

ODD_BYTES = (
    b"",
    b"\x00",
    b"\xff\xfe\xfd" * 500,
    b"From:\nTo:\n\n",
    b'{"messages": null}',
    b"Content-Type: multipart/mixed; boundary=\n\n--\n",
    bytes(range(256)) * 8,
)
AUTOMATIC = {
    "none",
    "auto_reply",
    "bounce",
    "delay",
    "list",
    "read_receipt",
    "feedback_loop",
    "calendar",
}
CODES = {
    "ok", "name_not_found", "refused", "timed_out", "certificate", "certificate_expired", "certificate_name", "certificate_issuer",
    "token_refused", "consent_ended", "client_refused", "no_tls", "wrong_password", "no_such_folder", "protocol",
}  # fmt: skip


def is_a_channel(name: str, channel: Any) -> None:
    assert isinstance(channel, Channel)
    assert channel.kind == name
    assert channel.label


def explains_itself(name: str, channel: Any) -> None:
    """The README is what the console shows beside the form."""
    folder = Path(inspect.getfile(type(channel))).parent

    assert (folder / "README.md").read_text().startswith("# ")


def understands_anything(name: str, channel: Channel) -> None:
    for raw in ODD_BYTES:
        read = channel.understand(raw)

        assert isinstance(read, Inbound)
        assert read.auto in AUTOMATIC
        assert "\x00" not in read.text + read.html + read.subject
        assert channel.understand(raw) == read


def leaves_the_cursor_alone(name: str, channel: Channel) -> None:
    """Progress is told by values; a cursor somebody else holds is never changed."""
    cursor: dict[str, Any] = {"INBOX": {"uidvalidity": 1, "uid": 1}}
    with suppress(ProviderFailed):
        channel.begin({}, cursor)

    assert cursor == {"INBOX": {"uidvalidity": 1, "uid": 1}}


def fails_only_as_a_provider(name: str, channel: Channel) -> None:
    """Without settings nothing can be sent; that is a failure like any other, not a crash."""
    outbound = Outbound(
        message_id="one@shop.example",
        sender=Address("Shop", "desk@shop.example"),
        to=(Address("", "ana@example.org"),),
        subject="Hello",
        text="Hello",
        html="",
        written_at=clock.now(),
    )
    try:
        answer: object = channel.send({}, outbound)
    except ProviderFailed as error:
        answer = error
    assert isinstance(answer, Receipt) or (
        isinstance(answer, ProviderFailed) and not answer.unclear
    )


def checks_in_known_words(name: str, channel: Channel) -> None:
    steps = channel.check({})

    assert steps
    assert all(isinstance(step, Step) and step.code in CODES for step in steps)
    assert all(step.is_ok for step in steps[:-1])


CHANNEL_CONTRACT: tuple[Callable[[str, Any], None], ...] = (
    is_a_channel,
    explains_itself,
    understands_anything,
    leaves_the_cursor_alone,
    fails_only_as_a_provider,
    checks_in_known_words,
)


SHOP_CODES = {
    "ok", "no_address", "name_not_found", "refused", "timed_out", "certificate", "not_found", "key_refused", "not_allowed",
    "no_json", "busy", "down", "cut_off", "too_big", "protocol",
}  # fmt: skip
SHOP_STEPS = {"connect", "sign_in", "orders", "products"}
ODD_ANSWERS = (
    httpx.Response(200, content=b""),
    httpx.Response(200, content=b"\xff\x00<html>Back soon</html>"),
    httpx.Response(200, json=None),
    httpx.Response(200, json=[]),
    httpx.Response(200, json=[None, 1, "x", {}, {"id": None}]),
    httpx.Response(200, json={"id": 1, "data": None, "errors": [{"message": "no"}]}),
    httpx.Response(301, headers={"Location": "http://elsewhere.example/"}),
    httpx.Response(401, json={"message": "no"}),
    httpx.Response(403),
    httpx.Response(404),
    httpx.Response(429, headers={"Retry-After": "soon"}),
    httpx.Response(500, content=b"<b>Fatal error</b>"),
    httpx.Response(503, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}),
    httpx.ConnectError("refused"),
    httpx.ReadTimeout("slow"),
)

NO_ANSWERS = (
    httpx.Response(200, content=b"<html>Back soon</html>"),
    httpx.Response(200, content=b""),
    httpx.Response(302, headers={"Location": "https://elsewhere.example/login"}),
    httpx.Response(500, content=b"<b>Fatal error</b>"),
    httpx.Response(502, content=b"<html>Bad gateway</html>"),
    httpx.Response(503),
    httpx.ConnectError("refused"),
    httpx.ReadTimeout("slow"),
    httpx.RemoteProtocolError("cut"),
)
"""What a shop that is down, moved or behind a page for people says: nothing at all of its orders."""
PASSING = (
    (httpx.Response(401, json={"message": "no"}), {"key_refused", "not_allowed"}, True),
    (httpx.Response(429, headers={"Retry-After": "7"}), {"busy"}, False),
    (httpx.Response(500), {"protocol", "down"}, False),
    (httpx.Response(503), {"down"}, False),
    (httpx.ConnectError("refused"), {"refused"}, False),
    (httpx.ReadTimeout("slow"), {"timed_out"}, False),
)
LIKELY_IDS = ("1", "order_01M81X1CK13XFX58V5BS4DBFB5", "T3JkZXI6MQ==")
"""As one shop or another counts its orders."""


def is_a_connector(name: str, connector: Any) -> None:
    assert isinstance(connector, ShopConnector)
    assert connector.kind == name
    assert connector.label
    of_refunds = {"pays_out", "restock", "payments"}
    assert connector.capabilities <= {"products", "webhooks", *of_refunds}
    is_told = GiveRefund in getattr(connector, "commands", ())
    assert is_told or not connector.capabilities & of_refunds
    assert set(connector.usual_states.values()) <= set(get_args(Standing))


def names_its_settings(name: str, connector: ShopConnector) -> None:
    """Each once, and what opens the shop among the secrets."""
    names = [field.name for field in connector.fields]

    assert len(names) == len(set(names))
    assert any(field.is_secret and field.is_required for field in connector.fields)
    assert "name" not in names, "the connection has one of its own"


def fails_only_as_a_shop(name: str, connector: ShopConnector) -> None:
    """Whatever comes back, and with no settings at all: a failure we know, or an empty answer; never a crash."""
    for settings in ({}, _somewhere(connector)):
        for answer in ODD_ANSWERS:
            with Web(transport=httpx.MockTransport(_always(answer))) as web:
                with suppress(ProviderFailed):
                    connector.fetch_order(settings, web, "1")
                with suppress(ProviderFailed):
                    connector.orders_since(settings, web, {})
                with suppress(ProviderFailed):
                    connector.products_since(settings, web, {})
                with suppress(ProviderFailed):
                    connector.states(settings, web)


def tests_in_known_words(name: str, connector: ShopConnector) -> None:
    """What calls us can't be tried."""
    if isinstance(connector, Pushed):
        assert connector.test({}, Web()) == []
        return
    for settings in ({}, _somewhere(connector)):
        for answer in ODD_ANSWERS:
            with Web(transport=httpx.MockTransport(_always(answer))) as web:
                steps = connector.test(settings, web)

            assert steps
            assert all(isinstance(s, ShopStep) and s.name in SHOP_STEPS for s in steps)
            assert {step.code for step in steps} <= SHOP_CODES
            assert all(step.is_ok for step in steps[:-1])
            assert not steps[-1].is_ok, "nothing of this is a shop"


def believes_no_stranger(name: str, connector: ShopConnector) -> None:
    """Unsigned, whatever stands in it: refused, or taken for a ping that names no order."""
    for body in (*ODD_BYTES, b'{"id": 15}', b"webhook_id=3"):
        try:
            hint: object = connector.recognise(_somewhere(connector), Call({}, body))
        except (NotAllowed, BadInput):
            continue
        assert isinstance(hint, Hint)
        assert hint.order_id == ""


def leaves_the_shops_cursor_alone(name: str, connector: ShopConnector) -> None:
    cursor: dict[str, Any] = {}
    with (
        Web(transport=httpx.MockTransport(_always(ODD_ANSWERS[3]))) as web,
        suppress(ProviderFailed),
    ):
        connector.orders_since(_somewhere(connector), web, cursor)

    assert cursor == {}


def takes_no_silence_for_news(name: str, connector: ShopConnector) -> None:
    """A shop that is down, or answers with a page for people, has not said that nothing changed, nor that an order is
    gone: what is taken for gone is gone here, too."""
    if isinstance(connector, Pushed):
        return
    for answer in NO_ANSWERS:
        with Web(transport=httpx.MockTransport(_always(answer))) as web:
            _fails(connector.orders_since, _somewhere(connector), web, {})
            for order_id in LIKELY_IDS:
                if _asks(connector, order_id):
                    _fails(connector.fetch_order, _somewhere(connector), web, order_id)


def knows_what_passes(name: str, connector: ShopConnector) -> None:
    """A refused key stays refused until somebody does something; a shop that is down comes back, and one that is busy says
    when. The tile tells the owner which it is."""
    if isinstance(connector, Pushed):
        return
    for answer, code, is_permanent in PASSING:
        with Web(transport=httpx.MockTransport(_always(answer))) as web:
            failed = _fails(connector.orders_since, _somewhere(connector), web, {})

        assert failed.permanent == is_permanent, (answer, failed.code)
        assert failed.code in code, (answer, failed.code)
        if failed.code == "busy":
            assert failed.retry_after == 7


def never_claims_what_nobody_said(name: str, connector: ShopConnector) -> None:
    """Of what it is told, and of what it finds out afterwards: done is what the shop has said is done. And not done, after
    which it is told once more, is what the shop has said is not."""
    if not isinstance(connector, Writable):
        return
    for command in _commands(connector):
        for answer in NO_ANSWERS:
            with Web(transport=httpx.MockTransport(_always(answer))) as web:
                with suppress(ProviderFailed):
                    told = connector.carry_out(_somewhere(connector), web, command)
                    assert told.outcome != "done", (command, answer)
                with suppress(ProviderFailed):
                    found = connector.read_back(_somewhere(connector), web, command)
                    is_asked = _asks(connector, command.order_id)
                    assert found.outcome == "unknown" or not is_asked, (command, answer, found)


def _fails(read: Callable[..., object], *given: object) -> ProviderFailed:
    try:
        answer = read(*given)
    except ProviderFailed as error:
        return error
    raise AssertionError(f"no failure, but {answer!r}")


def _asks(connector: ShopConnector, order_id: str) -> bool:
    """Whether it asks for an order of this id: of one that such a shop can't have it need not."""
    asked: list[httpx.Request] = []

    def hear(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(500)

    with Web(transport=httpx.MockTransport(hear)) as web, suppress(ProviderFailed):
        connector.fetch_order(_somewhere(connector), web, order_id)
    return bool(asked)


def _commands(connector: Writable) -> list[Command]:
    """One of each that it can be told, of an order as it may name one."""
    own: dict[type[Command], dict[str, Any]] = {
        SetState: {"state": "1"},
        AddNote: {"text": "Hello"},
        ChangeAddress: {"address": AddressSeen(name="Ann Lee", street="1 High Street")},
        GiveRefund: {"amount_minor": 100, "currency": "EUR"},
        GiveCoupon: {
            "code": "SORRY",
            "email": "ann@example.com",
            "percent": 10,
            "expires_on": date(2030, 1, 1),
        },
        ReplaceOrder: {"pieces": {"1": 1}},
        SwapLines: {"variants": {"1": "2"}},
    }
    return [
        kind(key="k1", order_id=order_id, drafted_at=clock.now(), **own.get(kind, {}))
        for kind in connector.commands
        for order_id in LIKELY_IDS
    ]


def explains_its_set_up(name: str, connector: Any) -> None:
    explains_itself(name, connector)


def _somewhere(connector: ShopConnector) -> dict[str, str]:
    """Settings filled in with something: an address on this machine where one is asked for."""
    known = {"timezone": "Europe/Paris"}
    return {
        field.name: "https://127.0.0.1:1" if "url" in field.name else known.get(field.name, "x")
        for field in connector.fields
    }


def _always(answer: httpx.Response | Exception) -> Callable[[httpx.Request], httpx.Response]:
    def respond(_request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    return respond


def is_a_carrier(name: str, carrier: Any) -> None:
    assert isinstance(carrier, Carrier)
    assert carrier.kind == name
    assert carrier.label
    assert carrier.abilities <= {"track", "webhooks"}
    assert carrier.at_once > 0


def names_its_settings_once(name: str, carrier: Carrier) -> None:
    names = [field.name for field in carrier.fields]

    assert len(names) == len(set(names))
    assert not set(names) & {"name", "called", "timezone"}, "the account has its own"


def fails_only_as_a_carrier(name: str, carrier: Carrier) -> None:
    """Whatever comes back, and with no settings at all: a failure we know, or what was asked for; never a crash."""
    for settings in ({}, _anywhere(carrier)):
        for answer in ODD_ANSWERS:
            with Web(transport=httpx.MockTransport(_always(answer))) as web:
                with suppress(ProviderFailed):
                    told = carrier.track(settings, web, ["RR1", "RR2"])
                    assert set(told) <= {"RR1", "RR2"}
                    assert all(isinstance(one, Tracked) for one in told.values())
                steps = carrier.test(settings, web)
            assert steps
            assert {step.name for step in steps} <= {"connect", "sign_in"}
            assert {step.code for step in steps} <= SHOP_CODES
            assert all(step.is_ok for step in steps[:-1])


def hears_no_stranger(name: str, carrier: Carrier) -> None:
    for body in (*ODD_BYTES, b'{"type": "parcels.told", "data": {"parcels": []}}'):
        try:
            carrier.hear(_anywhere(carrier), Call({}, body))
        except (NotAllowed, BadInput):
            continue
        raise AssertionError("heard, and nobody had signed it")


def recognises_in_peace(name: str, carrier: Carrier) -> None:
    """Any number at all is told from its own, and its link is a link or none."""
    for settings in ({}, _anywhere(carrier)):
        for number in ("", "RR123456785IT", "٣٤٥", "a b/../c?", "\x00" * 9, "9" * 400):
            assert carrier.recognise(settings, number) in {True, False}
            assert isinstance(carrier.link(settings, number), str)
    assert not any(carrier.recognise({}, number) for number in ("1", "RR123456785IT"))


CARRIER_CONTRACT: tuple[Callable[[str, Any], None], ...] = (
    is_a_carrier,
    explains_its_set_up,
    names_its_settings_once,
    fails_only_as_a_carrier,
    hears_no_stranger,
    recognises_in_peace,
)


def _anywhere(carrier: Carrier) -> dict[str, str]:
    return {
        field.name: "https://127.0.0.1:1" if "url" in field.name else "x"
        for field in carrier.fields
    }


SHOP_CONTRACT: tuple[Callable[[str, Any], None], ...] = (
    is_a_connector,
    explains_its_set_up,
    names_its_settings,
    fails_only_as_a_shop,
    tests_in_known_words,
    believes_no_stranger,
    leaves_the_shops_cursor_alone,
    takes_no_silence_for_news,
    knows_what_passes,
    never_claims_what_nobody_said,
)
