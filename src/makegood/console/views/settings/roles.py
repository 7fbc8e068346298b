"""Roles: what those that come with the desk allow, and the shop's own."""

from uuid import UUID

from django.contrib import messages as flash
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.console.access import for_leads, staff_of
from makegood.console.forms.staff import RoleForm
from makegood.people.access import role_for
from makegood.people.actions.roles import remove_role, save_role
from makegood.people.queries import custom_roles
from makegood.people.rules import PERMISSIONS, ROLE_MAY
from makegood.ui.pages import render


@require_GET
@for_leads
def roles(request: HttpRequest) -> HttpResponse:
    context = {"usual": ROLE_MAY, "permissions": PERMISSIONS, "own": custom_roles()}
    return render(request, "console/settings/roles.html", context)


@require_http_methods(["GET", "POST"])
@for_leads
def new_role(request: HttpRequest) -> HttpResponse:
    return _page(request, None)


@require_http_methods(["GET", "POST"])
@for_leads
def role(request: HttpRequest, role_id: UUID) -> HttpResponse:
    return _page(request, role_id)


@require_POST
@for_leads
def role_removal(request: HttpRequest, role_id: UUID) -> HttpResponse:
    by = staff_of(request)
    remove_role(by, role_for(by, role_id))
    flash.success(request, _("The role is no more."))
    return redirect("console:roles")


def _page(request: HttpRequest, role_id: UUID | None) -> HttpResponse:
    by = staff_of(request)
    with transaction.atomic():
        its_role = role_for(by, role_id) if role_id else None
        form = RoleForm.of(its_role, by)
        if request.method == "POST":
            form = RoleForm.received(request.POST, form)
        if form.is_valid():
            with form.taking_refusals():
                given = form.cleaned_data
                save_role(by, role_id, given["name"], given["permissions"])
                flash.success(request, _("Saved."))
                return redirect("console:roles")
    context = {"form": form, "role": its_role}
    status = 422 if form.is_bound else 200
    return render(request, "console/settings/role.html", context, status=status)
