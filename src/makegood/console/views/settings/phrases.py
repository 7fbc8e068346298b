"""The phrases by which threats and anger are found: how each fares, and whether it counts."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from makegood.console.access import for_leads, staff_of
from makegood.kernel.errors import NotFound
from makegood.kernel.text import LANGUAGES
from makegood.moods.actions.switching import switch
from makegood.moods.queries import missed_words, own_uses, uses_of
from makegood.moods.rules import SHOWN, SWEPT, lists, own_name
from makegood.shops.models import Shop
from makegood.shops.queries import the_shop
from makegood.ui.pages import render


@require_http_methods(["GET", "POST"])
@for_leads
def phrases(request: HttpRequest) -> HttpResponse:
    """One language's list, and what counts in all of them."""
    shop = _shop()
    asked = request.GET.get("lang", "") or shop.main_language.removesuffix("-latn")
    language = asked if asked in lists() else "en"
    if request.method == "POST":
        is_on = request.POST.get("way") == "on"
        name = request.POST.get("phrase", "")
        switch(shop, name, staff_of(request), is_on=is_on)
        kind = name.split(":")[1]
        place = "own" if name.startswith("own:") else f"kind-{kind}"
        return redirect(f"{reverse('console:phrases')}?lang={language}&kind={kind}#{place}")
    mine = [(one.name, one.kind, one.weight) for one in lists()[language]]
    shared = [(name, *SWEPT[name]) for name in SWEPT]
    shared += [(name, "angry", weight) for name, weight in SHOWN.items()]
    uses, own = uses_of(shop, mine + shared), own_uses(shop)
    context = {
        "listed": language,
        "languages": [(code, LANGUAGES[code]) for code in lists()],
        "mine": [
            (kind, list(of_it)) for kind, of_it in groupby(uses[: len(mine)], lambda one: one.kind)
        ],
        "opened": request.GET.get("kind", ""),
        "shared": uses[len(mine) :],
        "own": own,
        "missed": [
            (kind, words, times, name)
            for kind, words, times in missed_words(shop)
            if (name := own_name(kind, words)) not in {one.name for one in own}
        ],
    }
    return render(request, "console/settings/phrases.html", context)


def _shop() -> Shop:
    shop = the_shop()
    if shop is None:
        raise NotFound
    return shop
