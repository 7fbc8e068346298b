"""Who may open which page. Objects have doors of their own in their rooms; these are the doors of the pages."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase

from makegood.console.frame import hear_from_here_on
from makegood.console.permissions import needed
from makegood.console.signed_out import ask_to_sign_in
from makegood.console.tips import note_doing
from makegood.people.access import require, require_owner
from makegood.people.models import Staff

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def staff_of(request: HttpRequest) -> Staff:
    """Who is asking, once a door below has let them in."""
    assert isinstance(request.user, Staff)
    return request.user


def for_staff(view: View[P]) -> View[P]:
    """Everybody who is signed in, as far as `permissions` lets them; others are asked to sign in first."""
    return _door(view)


def for_leads(view: View[P]) -> View[P]:
    """Whose role allows what `permissions` names for the page, and to change settings where it names nothing."""
    return _door(view, "settings")


def for_owners(view: View[P]) -> View[P]:
    """What lets people in as anybody, and what carries everything away, is for owners alone."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        require_owner(staff_of(request))
        return view(request, *args, **kwargs)

    return for_leads(guarded)


def _door(view: View[P], usually: str = "") -> View[P]:
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, Staff):
            return ask_to_sign_in(request)
        if permission := needed(_name(request), request.method or "", usually):
            require(request.user, permission)
        if request.method == "GET" and "text/html" in request.headers.get("Accept", ""):
            hear_from_here_on(request)
        answer = view(request, *args, **kwargs)
        if answer.status_code < 400:
            note_doing(request, request.user)
        return answer

    return guarded


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
