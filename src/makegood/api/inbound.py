"""Mail a provider hands over by calling us: who calls is checked, the mail goes into the ledger, no more.

The providers' shapes and signatures are django-anymail's. Its views are asked to check and to read, each with the
account's own secret, and not mounted: so the secrets stay in our database, sealed, and no signal is sent.
"""

import base64
import json
import logging
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from email.parser import BytesParser
from email.policy import compat32
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from makegood.kernel.errors import NotFound
from makegood.messages.access import webhook_for
from makegood.messages.actions.accounts import opened_settings
from makegood.messages.actions.handing_over import Spool, hand_over
from makegood.messages.rules.webhooks import USER

logger = logging.getLogger(__name__)

Calling = Mapping[str, tuple[str, str]]
_VIEWS: Calling = {
    "mailgun": ("MailgunInboundWebhookView", "webhook_signing_key"),
    "postmark": ("PostmarkInboundWebhookView", "webhook_secret"),
    "mailjet": ("MailjetInboundWebhookView", "webhook_secret"),
    "mailersend": ("MailerSendInboundWebhookView", "inbound_secret"),
    "sparkpost": ("SparkPostInboundWebhookView", "webhook_secret"),
}
"""anymail's view, and what it calls the secret."""


@csrf_exempt
@require_http_methods(["POST", "HEAD"])
def inbound(request: HttpRequest, account_id: UUID, provider: str, tail: str = "") -> HttpResponse:
    """200: it is in the ledger. 503: not now, call again. Everything else: the call was wrong."""
    try:
        account = webhook_for(account_id, provider)
        if request.method == "HEAD":  # some providers look whether anybody is there
            return HttpResponse()
        body = _body(request)
        if body is None:
            return HttpResponse("too big\n", status=413)
        told = _as_told(request, body)
        for message in _checked(provider, told, str(opened_settings(account)["webhook_secret"])):
            with closing(Spool()) as spool:
                spool.write(_raw(provider, told, message))
                hand_over(
                    account, spool, [message.envelope_recipient or account.address], "webhook"
                )
    except NotFound:
        return HttpResponse("nothing here\n", status=404)
    except SuspiciousOperation:
        return HttpResponse("not signed by your provider, or with another key\n", status=403)
    except (DatabaseError, OSError):
        logger.warning("a provider's call could not be taken", exc_info=True)
        return HttpResponse("not now\n", status=503)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        logger.warning("a provider's call could not be understood", exc_info=True)
        return HttpResponse("not understood\n", status=400)
    return HttpResponse()


def _body(request: HttpRequest) -> bytes | None:
    """Past Django's own limit, which is for forms: a mail may be as big as we take, half as much again in base64."""
    most = settings.MAKEGOOD_LARGEST_MAIL * 3 // 2 + (1 << 20)
    with suppress(ValueError):
        if int(request.META.get("CONTENT_LENGTH") or 0) > most:
            return None
    body: bytes = request.read(most + 1)
    return body if len(body) <= most else None


def _as_told(request: HttpRequest, body: bytes) -> HttpRequest:
    """The call again, its form read as Latin-1: the raw mail in it is bytes, and so comes out as it was."""
    told = HttpRequest()
    told.method, told.META, told.content_type = "POST", request.META, request.content_type
    told._body = body  # what a request that was read keeps it in
    form = QueryDict(mutable=True, encoding="latin-1")
    if request.content_type == "multipart/form-data":
        head = b"Content-Type: " + str(request.META["CONTENT_TYPE"]).encode() + b"\r\n\r\n"
        for part in BytesParser(policy=compat32).parsebytes(head + body).walk():
            name = part.get_param("name", header="content-disposition")
            if isinstance(name, str) and not part.is_multipart():
                content = part.get_payload(decode=True)
                form.appendlist(name, bytes(content).decode("latin-1"))
    elif request.content_type == "application/x-www-form-urlencoded":
        form = QueryDict(body, mutable=True, encoding="latin-1")
    told.POST = form  # type: ignore[assignment]  # the stubs know only the one that can't be changed
    return told


def _checked(provider: str, told: HttpRequest, secret: str) -> list[Any]:
    name, called = _VIEWS[provider]
    view_of: Any = getattr(import_module(f"anymail.webhooks.{provider}"), name)
    view = view_of(**{called: f"{USER}:{secret}" if called == "webhook_secret" else secret})
    view.run_validators(told)
    return [event.message for event in view.parse_events(told)]


def _raw(provider: str, told: HttpRequest, message: Any) -> bytes:
    """As it came, where the provider gives it; else put together again from its parts."""
    if given := _GIVEN[provider](told):
        return given
    built: bytes = message.as_bytes()
    return built


def _from_sparkpost(told: HttpRequest) -> bytes:
    content = json.loads(told.body)[0]["msys"]["relay_message"]["content"]
    raw = str(content["email_rfc822"])
    return base64.b64decode(raw) if content.get("email_rfc822_is_base64") else _encoded(raw)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


_GIVEN: Mapping[str, Callable[[HttpRequest], bytes]] = {
    "mailgun": lambda told: told.POST["body-mime"].encode("latin-1"),
    "postmark": lambda told: _encoded(json.loads(told.body).get("RawEmail", "")),
    "mailjet": lambda _told: b"",
    "mailersend": lambda told: _encoded(json.loads(told.body)["data"]["raw"]),
    "sparkpost": _from_sparkpost,
}
