"""Which languages the shop answers in, and what there is prepared in each."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from makegood.console.access import for_leads, staff_of
from makegood.console.forms.languages import LanguagesForm
from makegood.console.views.settings.saving import saved
from makegood.messages.queries import templates_by_language
from makegood.playbooks.queries import playbooks_by_language
from makegood.shops.access import shop_for
from makegood.ui.pages import render

PAGE = "console/settings/languages.html"


@require_http_methods(["GET", "POST"])
@for_leads
def languages(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return render(request, PAGE, _context(LanguagesForm.of(shop_for(staff_of(request)))))
    if form := saved(request, LanguagesForm):
        return render(request, PAGE, _context(form), status=422)
    return redirect("console:languages")


def _context(form: LanguagesForm) -> dict[str, Any]:
    shop = form.shop
    templates, playbooks = templates_by_language(shop), playbooks_by_language(shop)
    return {
        "form": form,
        "answered": shop.languages,
        "templates": templates,
        "playbooks": playbooks,
        "lacks_templates": any(not templates.get(code) for code in shop.languages),
    }
