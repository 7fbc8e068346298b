"""People at the desk: seats, invitations, one's own profile."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages as flash
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.console.access import for_leads, staff_of
from makegood.console.forms.staff import InviteForm, roles_up_to
from makegood.messages.actions.sending import send_notice
from makegood.people.access import invitation_for, staff_for
from makegood.people.actions.staffing import (
    change_role,
    deactivate,
    invite,
    reactivate,
    revoke_invitation,
)
from makegood.people.models import Invitation, Staff
from makegood.people.queries import all_staff, open_invitations
from makegood.shops.models import Shop
from makegood.shops.queries import the_shop
from makegood.ui.formats import day
from makegood.ui.pages import render


@require_GET
@for_leads
def staff(request: HttpRequest) -> HttpResponse:
    context = {
        "people": all_staff().select_related("custom_role").prefetch_related("teams"),
        "invitations": open_invitations().select_related("custom_role"),
        "roles": roles_up_to(staff_of(request)),
    }
    return render(request, "console/settings/staff.html", context)


@require_http_methods(["GET", "POST"])
@for_leads
def invitations(request: HttpRequest) -> HttpResponse:
    by = staff_of(request)
    form = InviteForm(request.POST or None, by=by)
    if form.is_valid():
        with form.taking_refusals():
            shop = the_shop()
            assert shop, "somebody has a seat, so there is a shop"
            _invite(shop, by, form)
            flash.success(request, _("The invitation is on its way."))
            return redirect("console:staff")
    status = 422 if form.is_bound else 200
    return render(request, "console/settings/invite.html", {"form": form}, status=status)


@transaction.atomic
def _invite(shop: Shop, by: Staff, form: InviteForm) -> None:
    """The seat and its mail together: an invitation nobody was told of helps nobody."""
    given = form.cleaned_data
    offer, token = invite(by, given["email"], given["role"], given["language"])
    with translation.override(offer.language):
        subject = _("Your seat at the desk of %(shop)s") % {"shop": shop.name}
        body = _letter(shop, by, offer, token)
        send_notice(shop, offer.email, subject, body, offer.language)


def _letter(shop: Shop, by: Staff, offer: Invitation, token: str) -> str:
    link = settings.MAKEGOOD_URL + reverse("invitation", args=[token])
    return _(
        "Hello,\n\n%(name)s invites you to work at the desk of %(shop)s. Take your seat here:\n\n"
        "%(link)s\n\nThe link works once, until %(day)s."
    ) % {"name": by.name, "shop": shop.name, "link": link, "day": day(offer.expires_at)}


@require_POST
@for_leads
def revocation(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    by = staff_of(request)
    revoke_invitation(by, invitation_for(by, invitation_id))
    flash.success(request, _("The invitation is taken back; its link no longer works."))
    return redirect("console:staff")


@require_POST
@for_leads
def role(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    by = staff_of(request)
    changed = change_role(by, staff_for(by, staff_id), request.POST.get("role", ""))
    flash.success(request, _("The role of %(name)s is changed.") % {"name": changed.name})
    return redirect("console:staff")


@require_POST
@for_leads
def deactivation(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    by = staff_of(request)
    left = deactivate(by, staff_for(by, staff_id))
    flash.success(request, _("The seat of %(name)s is closed.") % {"name": left.name})
    return redirect("console:staff")


@require_POST
@for_leads
def reactivation(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    by = staff_of(request)
    back = reactivate(by, staff_for(by, staff_id))
    flash.success(request, _("The seat of %(name)s is open again.") % {"name": back.name})
    return redirect("console:staff")
