"""Errors as every client gets them: `{code, message, details}`, whatever went wrong and wherever."""

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from makegood.api.schemas import ErrorOut
from makegood.kernel.errors import (
    BadInput,
    Conflict,
    MakegoodError,
    NotAllowed,
    NotFound,
    ProviderFailed,
    Refused,
)

logger = logging.getLogger(__name__)


class ScopeMissing(Exception):
    """The key is good, but not for this."""

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


class TooManyRequests(Exception):
    """The key asks faster than it may; `wait` is in seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


def error(status: int, code: str, message: str, **details: Any) -> JsonResponse:
    """The one shape of an error."""
    return JsonResponse({"code": code, "message": message, "details": details}, status=status)


def answer_errors(api: NinjaAPI) -> None:
    """Let `api` answer every exception in our shape."""

    def answered(request: HttpRequest, exc: Any) -> JsonResponse:
        return as_answer(exc)

    for kind in (Exception, HttpError, Http404, ValidationError):
        api.add_exception_handler(kind, answered)


def documented(answer: Any, *statuses: int, made: bool = False) -> dict[int, Any]:
    """ninja's table of answers: `answer` (201 when something was `made`), and the errors each address may give."""
    always = {401, 403, 422, 429, 500}
    return {201 if made else 200: answer} | dict.fromkeys(sorted(always | set(statuses)), ErrorOut)


def as_answer(exc: BaseException) -> JsonResponse:
    """The answer to `exc`; what nobody foresaw is logged and told as our fault, without its inside."""
    for kinds, answer in _ANSWERS:
        if isinstance(exc, kinds):
            said: JsonResponse = answer(exc)
            return said
    logger.error("api request failed", exc_info=exc)
    return error(500, "internal_error", "Something went wrong on our side. Nothing was changed.")


def no_such_address(request: HttpRequest, rest: str = "") -> JsonResponse:
    """For everything under /api/ that is no address of the API."""
    return error(404, "not_found", "There is nothing at this address.")


def method_not_allowed(allowed: str) -> JsonResponse:
    """This address is there, but not for this method."""
    answer = error(
        405, "method_not_allowed", f"This address answers {allowed}.", allowed=allowed.split(", ")
    )
    answer["Allow"] = allowed
    return answer


def _refused(exc: Any) -> JsonResponse:
    reasons = [str(reason) for reason in exc.reasons]
    status = 422 if exc.code == "idempotency_key_reused" else 409
    return error(status, exc.code, " ".join(reasons) or "This was refused.", reasons=reasons)


def _invalid(exc: Any) -> JsonResponse:
    fields = [{"field": _field(e["loc"]), "message": str(e["msg"])} for e in exc.errors]
    named = "; ".join(f"{f['field']}: {f['message']}" for f in fields[:3])
    return error(422, "bad_input", named or "This can't be understood.", fields=fields[:50])


def _field(location: Any) -> str:
    """ninja's ("body", "payload", "promise", "due_at") as the client wrote it: "promise.due_at"."""
    parts = [str(part) for part in location]
    inside = parts[2:] if parts[:1] == ["body"] else parts[1:]
    return ".".join(inside) or "body"


def _bad_input(exc: Any) -> JsonResponse:
    fields = [{"field": exc.field, "message": str(exc.message)}]
    return error(422, "bad_input", f"{exc.field}: {exc.message}", fields=fields)


def _unauthorised(exc: Any) -> JsonResponse:
    answer = error(
        401, "unauthorised", "Send a valid API key as 'Authorization: Bearer …'; this one is not."
    )
    answer["WWW-Authenticate"] = "Bearer"
    return answer


def _throttled(exc: Any) -> JsonResponse:
    answer = error(429, "too_many_requests", "Slow down and try again.", wait_seconds=exc.wait)
    answer["Retry-After"] = str(exc.wait)
    return answer


def _http(exc: Any) -> JsonResponse:
    if exc.status_code == 400:
        return error(400, "bad_json", "The body is not JSON this server can read.")
    return error(exc.status_code, "refused", str(exc))


_ANSWERS: list[tuple[Any, Any]] = [
    (AuthenticationError, _unauthorised),
    (TooManyRequests, _throttled),
    (
        ScopeMissing,
        lambda e: error(403, "scope_missing", f"This key lacks {e.scope}.", scope=e.scope),
    ),
    (ValidationError, _invalid),
    (HttpError, _http),
    ((NotFound, Http404), lambda e: error(404, "not_found", "There is no such thing.")),
    (NotAllowed, lambda e: error(403, "not_allowed", "The owner of this key may not do this.")),
    (Refused, _refused),
    (Conflict, lambda e: error(409, e.code, str(e.message))),
    (BadInput, _bad_input),
    (ProviderFailed, lambda e: error(502, e.code, str(e.message))),
    (MakegoodError, lambda e: error(400, e.code, "This was refused.")),
    (RequestDataTooBig, lambda e: error(413, "too_large", "The body is larger than 5 MB.")),
    (SuspiciousOperation, lambda e: error(400, "bad_request", "This can't be understood.")),
]
"""What is raised → what is said; the first that fits counts, so the particular stand before the general."""
