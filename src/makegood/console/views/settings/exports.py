"""Everything as one file: asked for, watched, fetched."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.console import fetching
from makegood.console.access import for_owners, staff_of
from makegood.exports.access import export_for
from makegood.exports.actions.asking import ask_for_export, remove_export
from makegood.exports.queries import latest_exports
from makegood.people.queries import names_of_staff
from makegood.ui.pages import is_htmx, render, stream_url

LARGE = 16 * 2**20
"""Bytes a page's process still hands out by itself: some seconds, even on a slow line."""


@require_http_methods(["GET", "POST"])
@for_owners
def exports(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        ask_for_export(staff_of(request))
        return redirect("console:exports")
    found = list(latest_exports())
    under_way = next((one for one in found if one.ended_at is None), None)
    context = {"exports": found, "under_way": under_way, "names": names_of_staff()}
    block = "list" if is_htmx(request) else None
    return render(request, "console/settings/exports.html", context, block=block)


@require_GET
@for_owners
def export_file(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    """A small one at once; a large one from where its download holds nobody up."""
    staff = staff_of(request)
    export = export_for(staff, export_id)
    if export.is_offered and export.size > LARGE:
        return redirect(fetching.address_of(stream_url(request), export))
    export, content = fetching.opened(staff, export_id)
    response = FileResponse(
        content,
        as_attachment=True,
        filename=fetching.name_of(export),
        content_type=fetching.TYPE,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = fetching.KEPT
    return response


@require_POST
@for_owners
def export_removal(request: HttpRequest, export_id: UUID) -> HttpResponse:
    staff = staff_of(request)
    remove_export(export_for(staff, export_id), staff)
    flash.success(request, _("The file is removed."))
    return redirect("console:exports")
