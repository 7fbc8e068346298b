"""Signing in with the shop's own provider: where it is, whether it answers, whose seats it opens. For owners."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from makegood.console import providerwords
from makegood.console.access import for_owners, staff_of
from makegood.console.forms.provider import ProviderForm
from makegood.console.openid import callback_url
from makegood.console.steps import Told
from makegood.kernel.errors import ProviderFailed
from makegood.people.access import binding_for
from makegood.people.actions.openid import discover, keys_of
from makegood.people.actions.provider import release_seat, save_provider
from makegood.people.queries import seat_bindings, sign_in_provider
from makegood.people.rules import issuer_of
from makegood.ui.pages import is_htmx, render


@require_http_methods(["GET", "POST"])
@for_owners
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    saved = sign_in_provider()
    if request.method == "GET":
        return _page(request, ProviderForm.of(saved))
    form = ProviderForm(request.POST, has_secret=saved is not None)
    if request.POST.get("do") == "test":
        return _tested(request, form)
    if form.is_valid():
        with form.taking_refusals():
            save_provider(staff_of(request), form.wanted())
            flash.success(request, _("Saved."))
            return redirect("console:sign_in")
    return _page(request, form, status=422)


@require_POST
@for_owners
def seat_release(request: HttpRequest, binding_id: UUID) -> HttpResponse:
    by = staff_of(request)
    binding = binding_for(by, binding_id)
    release_seat(by, binding)
    words = _("The seat is released: the next account with the address of %(name)s opens it.")
    flash.success(request, words % {"name": binding.staff.name})
    return redirect("console:sign_in")


def _tested(request: HttpRequest, form: ProviderForm) -> HttpResponse:
    """Only the address is tried: whether the secret is right, the provider tells nobody but who comes with a code."""
    form.is_valid()
    issuer = issuer_of(form.cleaned_data.get("issuer", ""))
    if not issuer:
        return _page(request, form, found=[_no_address()])
    # What else is missing is said when it is saved.
    for name in list(form.errors):
        del form.errors[name]
    return _page(request, form, found=_found(issuer))


def _found(issuer: str) -> list[Told]:
    told: list[Told] = []
    try:
        provider = discover(issuer)
        told.append(providerwords.went_well("openid.document"))
        keys_of(provider)
        told.append(providerwords.went_well("openid.keys"))
    except ProviderFailed as error:
        told.append(providerwords.went_wrong(error))
    return told


def _no_address() -> Told:
    advice = _(
        "Enter the address as the provider shows it, beginning with https:// (http:// only on this machine)."
    )
    return Told(_("Issuer address"), False, _("This is no address to be asked."), advice, "")


def _page(
    request: HttpRequest, form: ProviderForm, *, found: list[Told] | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "found": found or [],
        "works": all(step.is_ok for step in found or []),
        "callback": callback_url(),
        "bindings": seat_bindings(),
    }
    block = "result" if is_htmx(request) and found else None
    return render(request, "console/settings/sign_in.html", context, block=block, status=status)
