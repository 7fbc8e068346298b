"""The door of the API: a key, its scopes, and how often it may knock."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from makegood.api.errors import ScopeMissing, TooManyRequests
from makegood.kernel.errors import NotFound
from makegood.kernel.turns import Turns
from makegood.people.access import api_key_for, require
from makegood.people.models import ApiKey, Staff

PER_SECOND = 20.0
AT_ONCE = 200.0


class ApiKeyAuth(HttpBearer):
    """`Authorization: Bearer mg_…`, for a key that has `scope` and whose owner's role allows `permission`."""

    def __init__(self, scope: str, permission: str = "") -> None:
        super().__init__()
        self.scope = scope
        self.permission = permission

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        key = key_of(request)
        if key is None:
            return None
        _take_turn(str(key.pk))
        if self.scope not in key.scopes:
            raise ScopeMissing(self.scope)
        if self.permission:
            require(key.staff, self.permission)
        return key


def key_of(request: HttpRequest) -> ApiKey | None:
    """The key the request came with, looked up once; None without a good one."""
    if not hasattr(request, "_makegood_key"):
        request._makegood_key = _looked_up(request)  # type: ignore[attr-defined]  # kept for this request
    found: ApiKey | None = request._makegood_key  # type: ignore[attr-defined]  # set above
    return found


def staff_of(request: HttpRequest) -> Staff:
    """Whose doors the key goes through."""
    key: Any = getattr(request, "auth")  # noqa: B009  ninja sets it, Django's type knows it not
    assert isinstance(key, ApiKey)
    return key.staff


def _looked_up(request: HttpRequest) -> ApiKey | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.isascii():
        return None
    try:
        return api_key_for(token.strip())
    except NotFound:
        return None


_buckets = Turns(PER_SECOND, AT_ONCE)


def _take_turn(key_id: str) -> None:
    if wait := _buckets.take(key_id):
        raise TooManyRequests(wait)
