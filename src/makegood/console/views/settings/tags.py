"""Tags: renamed, joined and removed here, made on the cases."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from makegood.cases.access import tag_for
from makegood.cases.actions.tagging import join_tags, remove_tag, rename_tag
from makegood.cases.queries import tags_with_counts
from makegood.console.access import for_leads, staff_of
from makegood.kernel.errors import BadInput
from makegood.ui.pages import render


@require_GET
@for_leads
def tags(request: HttpRequest) -> HttpResponse:
    return render(request, "console/settings/tags.html", {"tags": list(tags_with_counts())})


@require_POST
@for_leads
def tag_name(request: HttpRequest, tag_id: UUID) -> HttpResponse:
    by = staff_of(request)
    rename_tag(tag_for(by, tag_id), by, request.POST.get("name", ""))
    flash.success(request, _("Saved."))
    return redirect("console:tags")


@require_POST
@for_leads
def tag_joining(request: HttpRequest, tag_id: UUID) -> HttpResponse:
    by = staff_of(request)
    gone, into = tag_for(by, tag_id), request.POST.get("into", "")
    kept = join_tags(gone, tag_for(by, _uuid(into)), by)
    words = _("“%(gone)s” is “%(kept)s” on every case now.")
    flash.success(request, words % {"gone": gone.name, "kept": kept.name})
    return redirect("console:tags")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise BadInput("into", _("Choose the tag it becomes.")) from error


@require_POST
@for_leads
def tag_removal(request: HttpRequest, tag_id: UUID) -> HttpResponse:
    by = staff_of(request)
    remove_tag(tag_for(by, tag_id), by)
    flash.success(request, _("The tag is gone from every case."))
    return redirect("console:tags")
