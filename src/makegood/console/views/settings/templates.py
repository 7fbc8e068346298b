"""Templates: prepared answers, tried on a sample before they are saved."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.console.access import for_leads, staff_of
from makegood.console.forms.templates import TemplateForm
from makegood.messages.access import template_for
from makegood.messages.actions.templating import retire_template, save_template, seed_templates
from makegood.messages.models import Template
from makegood.messages.queries import templates_of
from makegood.messages.rules import fill_template
from makegood.messages.rules.filling import FIELDS
from makegood.messages.rules.offering import TONES
from makegood.shops.access import shop_for
from makegood.ui.pages import is_htmx, render


@require_GET
@for_leads
def templates(request: HttpRequest) -> HttpResponse:
    its_shop = shop_for(staff_of(request))
    chosen = request.GET.get("language", "")
    context = {
        "templates": templates_of(its_shop, chosen),
        "languages": its_shop.languages,
        "chosen": chosen,
        "tells_tones": any(code in TONES for code in its_shop.languages),
    }
    return render(request, "console/settings/templates.html", context)


@require_http_methods(["GET", "POST"])
@for_leads
def new_template(request: HttpRequest) -> HttpResponse:
    return _page(request, None)


@require_http_methods(["GET", "POST"])
@for_leads
def template(request: HttpRequest, template_id: UUID) -> HttpResponse:
    return _page(request, template_for(staff_of(request), template_id))


@require_POST
@for_leads
def prepared(request: HttpRequest) -> HttpResponse:
    """The ready-made answers that are not there yet."""
    count = seed_templates(shop_for(staff_of(request)))
    words = ngettext("%(count)s template was added.", "%(count)s templates were added.", count)
    flash.success(request, words % {"count": count})
    return redirect("console:templates")


@require_POST
@for_leads
def template_removal(request: HttpRequest, template_id: UUID) -> HttpResponse:
    by = staff_of(request)
    retire_template(template_for(by, template_id), by)
    flash.success(request, _("The template is no longer offered. What was written with it stays."))
    return redirect("console:templates")


def _page(request: HttpRequest, its_template: Template | None) -> HttpResponse:
    by = staff_of(request)
    its_shop = shop_for(by)
    if request.method == "GET":
        language = {"language": its_shop.main_language}
        form = TemplateForm.of(its_template) if its_template else TemplateForm(initial=language)
        return _shown(request, form, its_template)
    form = TemplateForm(request.POST)
    if request.POST.get("do") == "preview":
        return _shown(request, form, its_template)
    if form.is_valid():
        with form.taking_refusals():
            save_template(its_shop, by, template=its_template, **form.cleaned_data)
            flash.success(request, _("Saved."))
            return redirect("console:templates")
    return _shown(request, form, its_template, status=422)


def _shown(
    request: HttpRequest, form: TemplateForm, its_template: Template | None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "template": its_template,
        "fields": FIELDS,
        "filled": fill_template(form["body"].value() or "", FIELDS),
    }
    page = "console/settings/template.html"
    is_part = is_htmx(request) and request.POST.get("do") == "preview"
    if is_part and "shows_errors" not in request.POST:
        return render(request, page, context, block="preview")
    answer = render(request, page, context, status=status)
    if is_part:  # errors shown before stand at their fields: those that were put right go
        answer["HX-Retarget"] = answer["HX-Reselect"] = "#template"
    return answer
