"""Webhooks: which other programs are told what happens, and whether they hear it."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from makegood.console.access import for_leads, staff_of
from makegood.console.forms.hooks import HookForm, HookKindsForm
from makegood.console.hookwords import answer_words, off_words
from makegood.hooks.access import endpoint_for, post_for
from makegood.hooks.actions.adding import (
    add_endpoint,
    change_kinds,
    remove_endpoint,
    renew_secret,
    switch_off,
    switch_on,
)
from makegood.hooks.actions.sending import send_again, send_test, webhook_id
from makegood.hooks.models import Endpoint
from makegood.hooks.queries import endpoints, posts_page
from makegood.kernel.errors import BadInput
from makegood.ui.pages import is_htmx, render


@require_http_methods(["GET", "POST"])
@for_leads
@never_cache
def hooks(request: HttpRequest) -> HttpResponse:
    """The answer to adding one is its page, not a redirect: the secret is shown this once."""
    me, form = staff_of(request), HookForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        with form.taking_refusals():
            endpoint, secret = add_endpoint(me, given["name"], given["url"], given["events"])
            return _shown(request, endpoint, fresh=secret)
    context = {"form": form, "endpoints": list(endpoints()), "off_words": off_words}
    status = 422 if form.is_bound else 200
    return render(request, "console/settings/hooks.html", context, status=status)


@require_http_methods(["GET", "POST"])
@for_leads
@never_cache
def hook(request: HttpRequest, endpoint_id: UUID) -> HttpResponse:
    me = staff_of(request)
    endpoint = endpoint_for(me, endpoint_id)
    if request.method != "POST":
        return _shown(request, endpoint)
    form = HookKindsForm(request.POST)
    if form.is_valid():
        change_kinds(endpoint, me, form.cleaned_data["events"])
        flash.success(request, _("Saved."))
        return redirect("console:hook", endpoint.pk)
    return _shown(request, endpoint, form)


@require_POST
@for_leads
def hook_test(request: HttpRequest, endpoint_id: UUID) -> HttpResponse:
    endpoint = endpoint_for(staff_of(request), endpoint_id)
    send_test(endpoint)
    return redirect("console:hook", endpoint.pk)


@require_POST
@for_leads
@never_cache
def hook_secret(request: HttpRequest, endpoint_id: UUID) -> HttpResponse:
    """Shown once, as when it was added."""
    me = staff_of(request)
    endpoint = endpoint_for(me, endpoint_id)
    return _shown(request, endpoint, fresh=renew_secret(endpoint, me))


@require_POST
@for_leads
def hook_switch(request: HttpRequest, endpoint_id: UUID) -> HttpResponse:
    me = staff_of(request)
    endpoint = endpoint_for(me, endpoint_id)
    if request.POST.get("do") == "on":
        switch_on(endpoint, me)
        flash.success(request, _("It is told again what happens from now on."))
    else:
        switch_off(endpoint, Endpoint.Off.BY_HAND, me)
        flash.success(request, _("It is told nothing any more."))
    return redirect("console:hook", endpoint.pk)


@require_POST
@for_leads
def hook_removal(request: HttpRequest, endpoint_id: UUID) -> HttpResponse:
    me = staff_of(request)
    remove_endpoint(endpoint_for(me, endpoint_id), me)
    flash.success(request, _("The webhook is removed."))
    return redirect("console:hooks")


@require_POST
@for_leads
def post_again(request: HttpRequest, post_id: UUID) -> HttpResponse:
    post = post_for(staff_of(request), post_id)
    send_again(post)
    return redirect("console:hook", post.endpoint_id)


def _shown(
    request: HttpRequest,
    endpoint: Endpoint,
    form: HookKindsForm | None = None,
    fresh: str = "",
) -> HttpResponse:
    try:
        page = posts_page(endpoint, request.GET.get("after"))
    except BadInput:
        page = posts_page(endpoint)
    is_first = not request.GET.get("after")
    context = {
        "endpoint": endpoint,
        "form": form or HookKindsForm.of(endpoint),
        "fresh": fresh,
        "page": page,
        "is_first": is_first,
        "is_sending": is_first and any(not post.end and not post.tries for post in page.rows),
        "off_words": off_words,
        "answer_words": answer_words,
        "webhook_id": webhook_id,
    }
    block = "posts" if is_htmx(request) else None
    status = 422 if form else 200
    return render(request, "console/settings/hook.html", context, block=block, status=status)
