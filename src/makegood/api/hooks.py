"""Webhooks: which address is told what; add one, list them, remove one."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from makegood.api import shown
from makegood.api.errors import ScopeMissing, documented
from makegood.api.keys import ApiKeyAuth, key_of, staff_of
from makegood.api.schemas import WebhookIn, WebhookMadeOut, WebhookOut, WebhooksOut
from makegood.hooks.access import endpoint_for
from makegood.hooks.actions.adding import add_endpoint, remove_endpoint
from makegood.hooks.queries import endpoints
from makegood.hooks.rules.kinds import scopes_for

AUTH = ApiKeyAuth("webhooks", "settings")

router = Router(tags=["webhooks"])


@router.get("", auth=AUTH, response=documented(WebhooksOut), summary="List webhooks")
def list_webhooks(request: HttpRequest) -> WebhooksOut:
    """All of them, the oldest first: there are 20 at most. Scope `webhooks`, for a key of somebody who may change settings."""
    return WebhooksOut(items=[shown.webhook(one) for one in endpoints()])


@router.post(
    "", auth=AUTH, response=documented(WebhookMadeOut, 409, made=True), summary="Add a webhook"
)
def add_webhook(request: HttpRequest, given: WebhookIn) -> Status[WebhookMadeOut]:
    """Calls go to it from now on, signed with the `secret` that is told in this answer and never again. It hears of the cases
    the key's owner may see, as long as the key works. Scope `webhooks`, and the scope that reads what it is told of: `promises:read` for promises,
    `cases:read` for cases and messages."""
    key = key_of(request)
    assert key is not None
    if missing := sorted(scopes_for(given.events) - set(key.scopes)):
        raise ScopeMissing(missing[0])
    endpoint, secret = add_endpoint(staff_of(request), given.name, given.url, given.events, key)
    told = shown.webhook(endpoint).model_dump()
    return Status(201, WebhookMadeOut(**told, secret=secret))


@router.delete(
    "/{endpoint_id}", auth=AUTH, response=documented(WebhookOut, 404), summary="Remove a webhook"
)
def remove_webhook(request: HttpRequest, endpoint_id: UUID) -> WebhookOut:
    """It is called no more, and what still waited for it is not sent. The answer is the webhook as it was. Scope `webhooks`."""
    staff = staff_of(request)
    endpoint = endpoint_for(staff, endpoint_id)
    was = shown.webhook(endpoint)
    remove_endpoint(endpoint, staff)
    return was
