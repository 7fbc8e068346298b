"""Rendering: whole pages and, for HTMX, one block of a page alone."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.backends.utils import csrf_input, csrf_token_lazy
from django.utils.functional import SimpleLazyObject
from jinja2 import Environment
from jinja2_fragments import render_block
from markupsafe import Markup

from makegood.ui.speaking import in_language_of_now

THEME_COOKIE = "makegood_theme"
KEYS_COOKIE = "makegood_keys"
THEMES = ("auto", "light", "dark")


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    block: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, or only its `block`: the piece HTMX swaps in."""
    given = dict(context or {})
    if hidden := [name for name in given if callable(environment_in_use().globals.get(name))]:
        raise TypeError(f"{template}: what every page calls would be hidden: {', '.join(hidden)}")
    names = _names_of_every_page(request) | given
    with in_language_of_now():
        if block is None:
            body = environment_in_use().get_template(template).render(names)
        else:
            body = render_block(environment_in_use(), template, block, names)
    response = HttpResponse(body, status=status)
    if is_htmx(request):
        response["Vary"] = "HX-Request"
    return response


def draw(template: str, **names: Any) -> Markup:
    """A piece of a page that says the same whoever asks: it knows no request."""
    with in_language_of_now():
        return Markup(environment_in_use().get_template(template).render(names))  # noqa: S704  a template escapes what it shows


def is_htmx(request: HttpRequest) -> bool:
    """Whether HTMX asks for a piece (a boosted link or a history restore wants the page)."""
    htmx = getattr(request, "htmx", None)
    if not htmx:
        return False
    return not (htmx.boosted or htmx.history_restore_request)


def page(request: HttpRequest) -> dict[str, Any]:
    """What every page may use; also a context processor, for the pages other packages render with our templates."""
    user = getattr(request, "user", None)
    return {
        "staff": user if user is not None and user.is_authenticated else None,
        "flashes": flash.get_messages(request),
        "is_htmx": is_htmx(request),
        "theme": theme_of(request),
        "has_single_keys": has_single_keys(request),
        "stream_url": stream_url(request),
    }


def theme_of(request: HttpRequest) -> str:
    """Light, dark or as the device: the reader's own browser keeps the choice."""
    chosen = request.COOKIES.get(THEME_COOKIE, "auto")
    return chosen if chosen in THEMES else "auto"


def has_single_keys(request: HttpRequest) -> bool:
    """Whether a letter alone does something: for those who speak to their computer it must not (WCAG 2.1.4)."""
    return request.COOKIES.get(KEYS_COOKIE) != "off"


def stream_url(request: HttpRequest) -> str:
    """Where this reader's browser finds the live stream: told by the operator; behind a proxy the page's own
    address, which it routes; else the same host and the next port.
    """
    base = settings.MAKEGOOD_STREAM_URL
    if not base and settings.MAKEGOOD_PROXY:
        base = f"{request.scheme}://{request.get_host()}"
    if not base:
        host = urlsplit(f"//{request.get_host()}").hostname or "localhost"
        host = f"[{host}]" if ":" in host else host
        base = f"{request.scheme}://{host}:{settings.MAKEGOOD_STREAM_PORT}"
    return f"{base.rstrip('/')}/stream/"


def _names_of_every_page(request: HttpRequest) -> dict[str, Any]:
    names: dict[str, Any] = {
        "request": request,
        # Masked once a page, not once a form: a case has thirty.
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),
        "csrf_token": csrf_token_lazy(request),
    }
    for processor in _backend().template_context_processors:
        names |= processor(request)
    return names


def environment_in_use() -> Environment:
    """The one templates are rendered in."""
    return _backend().env


def _backend() -> Jinja2:
    backend = engines["jinja2"]
    assert isinstance(backend, Jinja2)
    return backend
