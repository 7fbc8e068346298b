"""Taking in a file: choose it, look at its columns, try it, run it, read what was refused."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from makegood.console.access import for_leads, staff_of
from makegood.console.forms.importing import FileForm
from makegood.kernel import files
from makegood.kernel.crypto import sign, signed
from makegood.kernel.errors import BadInput, NotFound
from makegood.shops.access import import_for, shop_for
from makegood.shops.actions.importing import begin_import, look, refused_rows
from makegood.shops.models import ImportRun
from makegood.shops.queries import recent_imports
from makegood.shops.rules.columns import FIELDS
from makegood.ui.pages import is_htmx, render

PURPOSE = "import"


@require_http_methods(["GET", "POST"])
@for_leads
def importing(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with form.taking_refusals():
            file, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
            sha256 = files.store(file).sha256
            look(shop_for(staff_of(request)), kind, sha256)
            token = sign(f"{kind}|{sha256}|{file.name}", PURPOSE)
            return redirect("console:import_file", token)
    context = {"form": form, "runs": recent_imports()}
    status = 422 if form.is_bound else 200
    return render(request, "console/import.html", context, status=status)


@require_http_methods(["GET", "POST"])
@for_leads
def import_file(request: HttpRequest, token: str) -> HttpResponse:
    """Which column is which; the token says which uploaded file, so that no other stored file can be asked for."""
    kind, sha256, filename = _file_of(token)
    staff = staff_of(request)
    shop = shop_for(staff)
    glance = look(shop, kind, sha256)
    mapping, problem = dict(glance.mapping), ""
    if request.method == "POST":
        mapping = _mapping(request, kind)
        is_dry = request.POST.get("do") != "run"
        try:
            run = begin_import(shop, staff, kind, filename, sha256, mapping=mapping, is_dry=is_dry)
            return redirect("console:import_run", run.pk)
        except BadInput as error:
            problem = error.message
    context = {
        "glance": glance,
        "mapping": mapping,
        "fields": FIELDS[kind],
        "columns": [("", "–"), *((column, column) for column in glance.columns)],
        "filename": filename,
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "console/import_file.html", context, status=status)


@require_http_methods(["GET", "POST"])
@for_leads
def import_run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """How far it is; and after a try, the way to do it in earnest."""
    staff = staff_of(request)
    run = import_for(staff, run_id)
    if request.method == "POST":
        return redirect("console:import_run", _in_earnest(request, run).pk)
    back = sign(f"{run.kind}|{run.sha256}|{run.filename}", PURPOSE)
    block = "progress" if is_htmx(request) else None
    context = {"run": run, "token": back}
    return render(request, "console/import_run.html", context, block=block)


@require_GET
@for_leads
def refused(request: HttpRequest, run_id: UUID) -> HttpResponse:
    run = import_for(staff_of(request), run_id)
    if not run.refused_sha256:
        raise NotFound
    response = HttpResponse(refused_rows(run), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="refused.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _in_earnest(request: HttpRequest, tried: ImportRun) -> ImportRun:
    staff = staff_of(request)
    return begin_import(
        shop_for(staff), staff, tried.kind, tried.filename, tried.sha256, mapping=tried.mapping
    )


def _file_of(token: str) -> tuple[str, str, str]:
    value = signed(token, PURPOSE)
    if value is None:
        raise NotFound
    kind, sha256, filename = value.split("|", 2)
    return kind, sha256, filename


def _mapping(request: HttpRequest, kind: str) -> dict[str, str]:
    chosen = {field.name: request.POST.get(f"map-{field.name}", "") for field in FIELDS[kind]}
    return {name: column for name, column in chosen.items() if column}
