"""Webhooks of connected shops: who calls is checked, the call is kept, and a job reads what it speaks of."""

import logging
from contextlib import suppress
from uuid import UUID

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from makegood.kernel.errors import BadInput, NotAllowed, NotFound, ProviderFailed
from makegood.shops.access import connection_called
from makegood.shops.actions.hinting import take_hint
from makegood.shops.ports import Call

logger = logging.getLogger(__name__)

LARGEST = 5 * 1024 * 1024
"""Bytes a webhook may have: an order of some thousand lines."""


@csrf_exempt
@require_http_methods(["POST", "HEAD"])
def hint(request: HttpRequest, connection_id: UUID) -> HttpResponse:
    """200: it is kept, or it says nothing we need. 503: not now, call again. Everything else: the call was wrong."""
    try:
        connection = connection_called(connection_id)
        if request.method == "HEAD":  # some shops look whether anybody is there
            return HttpResponse()
        body = body_of(request)
        if body is None:
            return HttpResponse("too big\n", status=413)
        headers = {name.lower(): value for name, value in request.headers.items()}
        take_hint(connection, Call(headers, body))
    except NotFound:
        return HttpResponse("nothing here\n", status=404)
    except NotAllowed:
        return HttpResponse("not signed with this connection's secret\n", status=403)
    except BadInput:
        return HttpResponse("not understood\n", status=400)
    except (DatabaseError, ProviderFailed):
        logger.warning("a shop's call could not be taken", exc_info=True)
        return HttpResponse("not now\n", status=503)
    return HttpResponse()


def body_of(request: HttpRequest) -> bytes | None:
    """Past Django's own limit, which is for forms."""
    with suppress(ValueError):
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            return None
    body: bytes = request.read(LARGEST + 1)
    return body if len(body) <= LARGEST else None
