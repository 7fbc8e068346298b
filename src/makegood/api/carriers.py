"""Calls of carriers: who calls is checked, and what they tell of parcels is taken in."""

import logging
from uuid import UUID

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from makegood.api.hints import body_of
from makegood.kernel.errors import BadInput, NotAllowed, NotFound, ProviderFailed
from makegood.shops.access import carrier_called
from makegood.shops.actions.hearing import hear_carrier
from makegood.shops.ports import Call

logger = logging.getLogger(__name__)


@csrf_exempt
@require_http_methods(["POST", "HEAD"])
def carrier_call(request: HttpRequest, carrier_id: UUID) -> HttpResponse:
    """200: it is taken in. 503: not now, call again. Everything else: the call was wrong."""
    try:
        account = carrier_called(carrier_id)
        if request.method == "HEAD":  # some look first whether anybody is there
            return HttpResponse()
        body = body_of(request)
        if body is None:
            return HttpResponse("too big\n", status=413)
        headers = {name.lower(): value for name, value in request.headers.items()}
        hear_carrier(account, Call(headers, body))
    except NotFound:
        return HttpResponse("nothing here\n", status=404)
    except NotAllowed:
        return HttpResponse("not signed with this carrier's secret\n", status=403)
    except BadInput:
        return HttpResponse("not understood\n", status=400)
    except (DatabaseError, ProviderFailed):
        logger.warning("a carrier's call could not be taken", exc_info=True)
        return HttpResponse("not now\n", status=503)
    return HttpResponse()
