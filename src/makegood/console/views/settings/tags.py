"""Tags: renamed and removed here, made on the cases."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from makegood.cases.access import tag_for
from makegood.cases.actions.tagging import remove_tag, rename_tag
from makegood.cases.queries import tags as all_tags
from makegood.console.access import for_leads, staff_of
from makegood.ui.pages import render


@require_GET
@for_leads
def tags(request: HttpRequest) -> HttpResponse:
    return render(request, "console/settings/tags.html", {"tags": all_tags()})


@require_POST
@for_leads
def tag_name(request: HttpRequest, tag_id: UUID) -> HttpResponse:
    by = staff_of(request)
    rename_tag(tag_for(by, tag_id), by, request.POST.get("name", ""))
    flash.success(request, _("Saved."))
    return redirect("console:tags")


@require_POST
@for_leads
def tag_removal(request: HttpRequest, tag_id: UUID) -> HttpResponse:
    by = staff_of(request)
    remove_tag(tag_for(by, tag_id), by)
    flash.success(request, _("The tag is gone from every case."))
    return redirect("console:tags")
