from zoneinfo import available_timezones

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from makegood.console.access import for_staff, staff_of
from makegood.console.errors import status
from makegood.kernel.errors import BadInput
from makegood.kernel.text import LANGUAGES
from makegood.people.actions.staffing import change_profile
from makegood.ui.pages import (
    KEYS_COOKIE,
    THEME_COOKIE,
    THEMES,
    has_single_keys,
    render,
    theme_of,
)
from makegood.ui.words import word

YEAR = 365 * 24 * 3600


@for_staff
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    staff = staff_of(request)
    if request.method == "GET":
        return _show(request)
    form = request.POST
    try:
        change_profile(
            staff,
            name=form.get("name", ""),
            language=form.get("language", ""),
            timezone=form.get("timezone", ""),
        )
    except BadInput as error:
        return _show(request, status=status(error), errors={error.field: [error.message]})
    with translation.override(staff.language):
        flash.success(request, _("Your profile is saved."))
    response = redirect("console:profile")
    theme = form.get("theme", "")
    if theme in THEMES:
        response.set_cookie(THEME_COOKIE, theme, max_age=YEAR, samesite="Lax")
    keys = "on" if form.get("single_keys") else "off"
    response.set_cookie(KEYS_COOKIE, keys, max_age=YEAR, samesite="Lax")
    return response


def _show(
    request: HttpRequest, status: int = 200, errors: dict[str, list[str]] | None = None
) -> HttpResponse:
    staff = staff_of(request)
    given = request.POST if request.method == "POST" else None
    context = {
        "values": {
            name: given.get(name, "") if given else getattr(staff, name)
            for name in ("name", "language", "timezone")
        },
        "errors": errors or {},
        "languages": list(LANGUAGES.items()),
        "zones": sorted(available_timezones()),
        "themes": [(theme, word("theme", theme)) for theme in THEMES],
        "chosen_theme": theme_of(request),
        "has_single_keys": has_single_keys(request),
    }
    return render(request, "console/profile.html", context, status=status)
