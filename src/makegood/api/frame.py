"""What stands around every address of the API: one transaction for each write, its Idempotency-Key, one shape of errors."""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from makegood.api.errors import as_answer, error, method_not_allowed
from makegood.api.keys import key_of
from makegood.kernel.idempotency import Answer, once

READS = {"GET", "HEAD", "OPTIONS"}
View = Callable[..., HttpResponseBase]


def framed(view: View) -> View:
    """`view` with everything a client may rely on."""

    # A key in a header is sent by no browser of its own accord, so there is no forged form to fear.
    @csrf_exempt
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override("en"):
            try:
                response = _answer(request, lambda: view(request, *args, **kwargs))
            except Exception as exc:
                response = as_answer(exc)
        if response.status_code == 405:
            response = method_not_allowed(response["Allow"])
        response["Cache-Control"] = "no-store"
        return response

    return answered


def _answer(request: HttpRequest, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    if request.method in READS:
        return act()
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return _whole_or_nothing(act)
    if not (0 < len(key) <= 255 and key.isascii() and key.isprintable()):
        return error(422, "bad_input", "Idempotency-Key: 1 to 255 printable ASCII characters.")
    if (known := key_of(request)) is None:
        return act()  # it answers 401
    return _once(str(known.pk), key, _fingerprint(request), act)


def _whole_or_nothing(act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    with transaction.atomic():
        response = act()
        if response.status_code >= 400:
            transaction.set_rollback(True)
    return response


def _once(
    asker: str, key: str, fingerprint: str, act: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    fresh: list[HttpResponseBase] = []

    def acting() -> Answer:
        response = act()
        fresh.append(response)
        return Answer(response.status_code, getattr(response, "content", b"").decode())

    answer = once(asker, key, fingerprint, acting)
    if fresh:
        return fresh[0]
    repeated = HttpResponse(answer.body, status=answer.status, content_type="application/json")
    repeated["Idempotent-Replayed"] = "true"
    return repeated


def _fingerprint(request: HttpRequest) -> str:
    """What was asked: the same JSON however it is spaced and ordered."""
    body = request.body
    # Not JSON, or nested without end: it is compared as it is, and refused later.
    with suppress(ValueError, RecursionError):
        body = json.dumps(json.loads(body), sort_keys=True).encode()
    asked = f"{request.method} {request.get_full_path()}\n".encode() + body
    return hashlib.sha256(asked).hexdigest()
