"""Keys for programs: shown once, revoked for good."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from makegood.console.access import for_leads, staff_of
from makegood.console.forms.keys import SCOPE_WORDS, ApiKeyForm
from makegood.people.access import key_for
from makegood.people.actions.keys import make_api_key, revoke_api_key
from makegood.people.queries import api_keys_of
from makegood.ui.pages import render


@require_http_methods(["GET", "POST"])
@for_leads
@never_cache
def keys(request: HttpRequest) -> HttpResponse:
    """The answer to making a key is the page itself, not a redirect: the key is shown this once and kept nowhere."""
    me = staff_of(request)
    form, fresh = ApiKeyForm(request.POST or None), ""
    if form.is_valid():
        given = form.cleaned_data
        with form.taking_refusals():
            _key, fresh = make_api_key(me, given["name"], given["scopes"], _span(given["lasts"]))
            form = ApiKeyForm()
    context = {"form": form, "fresh": fresh, "keys": api_keys_of(me), "scope_words": SCOPE_WORDS}
    status = 422 if form.is_bound else 200
    return render(request, "console/settings/keys.html", context, status=status)


def _span(days: int) -> timedelta | None:
    return timedelta(days=days) if days else None


@require_POST
@for_leads
def key_revocation(request: HttpRequest, key_id: UUID) -> HttpResponse:
    by = staff_of(request)
    revoke_api_key(key_for(by, key_id), by)
    flash.success(request, _("The key no longer works."))
    return redirect("console:keys")
