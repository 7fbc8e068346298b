"""Providers call with mail, in the shapes they document; what is in the ledger then is what they were given."""

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from makegood.kernel import files
from makegood.messages.actions.accounts import connect_mailbox
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.models import Account, Arrival, Message
from makegood.testing.makers import make_shop

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "k3y"
RAW = (
    "From: Ana <ana@customer.example>\r\nTo: desk@shop.example\r\nSubject: Žalia kėdė\r\n"
    "Message-ID: <1@customer.example>\r\nContent-Type: text/plain; charset=utf-8\r\n"
    "Content-Transfer-Encoding: 8bit\r\n\r\nKur mano kėdė?\r\n"
)
RECIPIENT = "desk+2abcdefghjkmnpqr@shop.example"


def account(provider: str) -> Account:
    settings = {"address": "desk@shop.example", "webhook": provider, "webhook_secret": SECRET}
    return connect_mailbox(make_shop(), None, settings, "", kind="handed")


def call(provider: str, body: Any, to: Account | None = None, **more: Any) -> int:
    to = to or account(provider)
    path = f"/api/inbound/{to.pk}/{provider}/"
    if isinstance(body, (dict, list)) and more.pop("is_json", True):
        more["content_type"] = more.get("content_type", "application/json")
        body = json.dumps(body)
    return int(Client().post(path, body, **more).status_code)


def basic(secret: str = SECRET) -> dict[str, str]:
    token = base64.b64encode(f"makegood:{secret}".encode()).decode()
    return {"HTTP_AUTHORIZATION": f"Basic {token}"}


def mailgun(raw: bytes, key: str = SECRET) -> dict[str, Any]:
    """A route that forwards to an address ending in "mime": multipart, the mail in one field."""
    signature = hmac.new(key.encode(), b"1700000000tok", hashlib.sha256).hexdigest()
    fields = {
        "recipient": RECIPIENT.encode(),
        "sender": b"ana@customer.example",
        "timestamp": b"1700000000",
        "token": b"tok",
        "signature": signature.encode(),
        "body-mime": raw,
    }
    parts = b"".join(
        b'--cut\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value)
        for name, value in fields.items()
    )
    return {
        "body": parts + b"--cut--\r\n",
        "content_type": "multipart/form-data; boundary=cut",
    }


POSTMARK = {
    "FromFull": {"Email": "ana@customer.example", "Name": "Ana", "MailboxHash": ""},
    "ToFull": [{"Email": "desk@shop.example", "Name": "", "MailboxHash": ""}],
    "OriginalRecipient": RECIPIENT,
    "Subject": "Žalia kėdė",
    "MessageID": "22c74902-a0c1-4511-804f-341342852c90",
    "Date": "Thu, 5 Apr 2026 16:59:01 +0200",
    "TextBody": "Kur mano kėdė?",
    "HtmlBody": "<p>Kur mano kėdė?</p>",
    "Headers": [
        {"Name": "Return-Path", "Value": "<ana@customer.example>"},
        {"Name": "Message-ID", "Value": "<1@customer.example>"},
    ],
    "Attachments": [
        {
            "Name": "chair.png",
            "Content": base64.b64encode(b"picture").decode(),
            "ContentType": "image/png",
            "ContentLength": 7,
        }
    ],
}
MAILJET = {
    "Sender": "ana@customer.example",
    "Recipient": RECIPIENT,
    "Headers": {
        "From": "Ana <ana@customer.example>",
        "To": "desk@shop.example",
        "Subject": "Žalia kėdė",
        "Message-ID": "<1@customer.example>",
    },
    "Text-part": "Kur mano kėdė?",
    "Parts": [
        {
            "Headers": {"Content-Type": 'image/png; name="chair.png"'},
            "ContentRef": "Attachment1",
        }
    ],
    "Attachment1": base64.b64encode(b"picture").decode(),
}
MAILERSEND = {
    "type": "inbound.message",
    "data": {
        "id": "62bc",
        "raw": RAW,
        "sender": {"email": "ana@customer.example"},
        "recipients": {"rcptTo": [{"email": RECIPIENT}]},
        "created_at": "2026-04-05T16:59:01.000000Z",
    },
}


def sparkpost(content: dict[str, Any]) -> list[dict[str, Any]]:
    relayed = {"protocol": "smtp", "msg_from": "ana@customer.example", "rcpt_to": RECIPIENT}
    return [{"msys": {"relay_message": {**relayed, "content": content}}}]


def kept() -> bytes:
    arrival = Arrival.objects.get()
    assert (arrival.source, arrival.recipient) == ("webhook", RECIPIENT)
    return files.read(arrival.sha256)


def message() -> Message:
    settle_arrivals()
    return Message.objects.get(direction="in")


def test_mailgun_hands_over_bytes_and_we_keep_them_as_they_were() -> None:
    raw = RAW.encode().replace(b"utf-8", b"windows-1257").replace("ė".encode(), b"\xeb")
    call_of = mailgun(raw)

    status = call("mailgun", call_of["body"], content_type=call_of["content_type"])

    assert (status, kept()) == (200, raw)


def test_a_mail_beyond_what_a_form_may_hold_comes_whole() -> None:
    raw = RAW.encode() + b"x" * 70 * 1000 * 100
    call_of = mailgun(raw)

    status = call("mailgun", call_of["body"], content_type=call_of["content_type"])

    assert (status, Arrival.objects.get().size) == (200, len(raw))


@pytest.mark.parametrize(
    ("provider", "body"),
    [
        ("postmark", {**POSTMARK, "RawEmail": RAW}),
        (
            "sparkpost",
            sparkpost({"email_rfc822": RAW, "email_rfc822_is_base64": False}),
        ),
        (
            "sparkpost",
            sparkpost(
                {
                    "email_rfc822": base64.b64encode(RAW.encode()).decode(),
                    "email_rfc822_is_base64": True,
                }
            ),
        ),
    ],
)
def test_the_raw_mail_is_kept_where_it_is_given(provider: str, body: Any) -> None:
    assert call(provider, body, **basic()) == 200

    assert kept() == RAW.encode()
    assert message().text.strip() == "Kur mano kėdė?"


def test_mailersend_signs_what_it_says() -> None:
    body = json.dumps(MAILERSEND)
    signature = hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).hexdigest()
    to, kind = account("mailersend"), "application/json"

    assert call("mailersend", body, to, content_type=kind, HTTP_SIGNATURE="no") == 403
    assert not Arrival.objects.exists()
    assert call("mailersend", body, to, content_type=kind, HTTP_SIGNATURE=signature) == 200
    assert kept() == RAW.encode()


@pytest.mark.parametrize(("provider", "body"), [("postmark", POSTMARK), ("mailjet", MAILJET)])
def test_a_mail_in_parts_is_put_together_again(provider: str, body: Any) -> None:
    assert call(provider, body, **basic()) == 200

    kept()
    found = message()
    assert (found.subject, found.text.strip()) == ("Žalia kėdė", "Kur mano kėdė?")
    assert (found.from_address, found.message_id) == (
        "ana@customer.example",
        "1@customer.example",
    )
    assert [(a.name, a.size) for a in found.attachments.all()] == [("chair.png", 7)]


def test_a_call_again_is_the_same_mail() -> None:
    to = account("postmark")

    assert call("postmark", {**POSTMARK, "RawEmail": RAW}, to, **basic()) == 200
    assert call("postmark", {**POSTMARK, "RawEmail": RAW}, to, **basic()) == 200

    assert Arrival.objects.count() == 1


def test_nobody_but_the_provider_gets_anything_in() -> None:
    to = account("postmark")
    signed = mailgun(RAW.encode(), key="another")
    other = connect_mailbox(
        to.shop,
        None,
        {"address": "x@shop.example", "webhook": "mailgun", "webhook_secret": SECRET},
        "",
        kind="handed",
    )

    assert call("postmark", POSTMARK, to) == 403
    assert call("postmark", POSTMARK, to, **basic("guess")) == 403
    assert call("mailgun", signed["body"], other, content_type=signed["content_type"]) == 403
    assert call("mailjet", MAILJET, to, **basic()) == 404
    assert call("nonsense", {}, to, **basic()) == 404
    assert not Arrival.objects.exists()
    assert call("postmark", POSTMARK, to, **basic()) == 200


@pytest.mark.parametrize("body", ["", "[]", "{}", "null", "\x00", '{"Headers": 3}'])
def test_what_nobody_can_read_is_refused_and_not_a_fault(body: str) -> None:
    to = account("mailjet")

    assert call("mailjet", body, to, content_type="application/json", **basic()) in (200, 400)


def test_a_database_that_is_away_means_call_again() -> None:
    to = account("postmark")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE messages_arrival RENAME TO away")
    try:
        status = call("postmark", POSTMARK, to, **basic())
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE away RENAME TO messages_arrival")

    assert status == 503


def test_the_secret_lies_sealed() -> None:
    assert SECRET not in str(account("postmark").settings)
