"""What every adapter of a port must keep, whoever wrote it: run on each that is registered."""

import inspect
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from makegood.kernel import clock
from makegood.kernel.errors import ProviderFailed
from makegood.messages.ports import Address, Channel, Inbound, Outbound, Receipt, Step

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
