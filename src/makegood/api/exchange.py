"""1C's exchange with a site: it calls with `mode=`, in this order, and understands answers in plain words only.

checkauth (who are you), init (how much at once), file (again and again, piece by piece), import (that one is whole),
query and success (have you orders for me, thank you). What it hands over is kept, and read by a job; so `import` is
answered at once, and what could not be read is told to the shop's owner on the connection's page.
"""

import base64
import binascii
import logging
from contextlib import suppress
from uuid import UUID, uuid4

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from makegood.kernel import clock
from makegood.kernel.crypto import sign, signed
from makegood.kernel.errors import NotAllowed, NotFound, ProviderFailed, Refused
from makegood.kernel.turns import Turns
from makegood.shops.access import connection_called
from makegood.shops.actions.connecting import opened
from makegood.shops.actions.handing_over import (
    LARGEST_PIECE,
    finish_exchange,
    pushed_connector,
    take_piece,
)
from makegood.shops.models import Connection

logger = logging.getLogger(__name__)

COOKIE = "makegood_exchange"
PURPOSE = "exchange"
LASTS = 12 * 3600
"""Seconds a sign-in holds: a first exchange of a big shop takes hours."""
ENDS = {"import", "success", "complete", "deactivate"}
"""What 1C says when it has handed over all it has, by its version."""
_turns = Turns(1 / 6, 10)
"""Tries to sign in: ten at once, then ten a minute, of each connection and address."""


@csrf_exempt
@require_http_methods(["GET", "POST"])
def exchange(request: HttpRequest, connection_id: UUID) -> HttpResponse:
    mode = request.GET.get("mode", "")
    try:
        connection = connection_called(connection_id)
        pushed_connector(connection)
        if mode == "checkauth":
            return _checkauth(request, connection)
        return _said(_answer(request, connection, mode, _exchange_of(request, connection)))
    except NotFound:
        return _failed("nothing here", 404)
    except NotAllowed:
        return _failed("sign in first: mode=checkauth, with this connection's user and password", 401)  # fmt: skip
    except Refused:
        return _failed("too much at once", 413)
    except (DatabaseError, ProviderFailed):
        logger.warning("a system's file could not be taken", exc_info=True)
        return _failed("not now", 503)


def _checkauth(request: HttpRequest, connection: Connection) -> HttpResponse:
    """Each sign-in is an exchange of its own; it bears the shop's name, so that no other's door opens with it."""
    if wait := _turns.take(f"{connection.pk} {request.META.get('REMOTE_ADDR', '')}"):
        answer = _failed("too many tries", 429)
        answer["Retry-After"] = str(wait)
        return answer
    user, password = _basic(request)
    if not pushed_connector(connection).lets_in(opened(connection), user, password):
        raise NotAllowed
    until = int(clock.now().timestamp()) + LASTS
    token = sign(f"{connection.pk}.{uuid4().hex}.{until}", PURPOSE)
    return _said(f"success\n{COOKIE}\n{token}\n")


def _answer(
    request: HttpRequest, connection: Connection, mode: str, exchange_id: str
) -> str | bytes:
    if mode == "init":
        return f"zip=yes\nfile_limit={LARGEST_PIECE}\n"
    if mode == "query":
        return pushed_connector(connection).answer(opened(connection), clock.now())
    if mode == "file" and request.method == "POST":
        body: bytes = request.read(LARGEST_PIECE + 1)
        take_piece(connection, exchange_id, request.GET.get("filename", ""), body)
        return "success\n"
    if mode in ENDS:
        finish_exchange(connection, exchange_id)
        return "success\n"
    return "failure\nno such mode\n"


def _exchange_of(request: HttpRequest, connection: Connection) -> str:
    told = signed(request.COOKIES.get(COOKIE, ""), PURPOSE) or ""
    parts = told.split(".")
    if len(parts) != 3 or parts[0] != str(connection.pk):
        raise NotAllowed
    if int(parts[2]) < clock.now().timestamp():
        raise NotAllowed
    return parts[1]


def _basic(request: HttpRequest) -> tuple[str, str]:
    """User and password, in UTF-8 or, as older ones write them, in windows-1251."""
    scheme, _space, said = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        raise NotAllowed
    try:
        raw = base64.b64decode(said, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotAllowed from error
    text = raw.decode("cp1251", "replace")
    with suppress(UnicodeDecodeError):
        text = raw.decode()
    user, _colon, password = text.partition(":")
    return user, password


def _said(words: str | bytes) -> HttpResponse:
    if isinstance(words, bytes):
        return HttpResponse(words, content_type="text/xml; charset=windows-1251")
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


def _failed(words: str, status: int) -> HttpResponse:
    return HttpResponse(f"failure\n{words}\n", content_type="text/plain", status=status)
