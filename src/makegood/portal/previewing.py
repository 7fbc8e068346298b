"""The status page as it would look: a case of nobody's, in the shop's present or coming dress."""

from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import NotFound
from makegood.portal.access import HEADERS, chosen
from makegood.portal.brand import brand_of
from makegood.portal.forms import AnswerForm, limits
from makegood.portal.gone import gone
from makegood.portal.journey import journey_of
from makegood.portal.languages import languages_offered
from makegood.portal.shown import Owed, Said
from makegood.shops.access import shop_by_preview
from makegood.shops.models import Shop
from makegood.ui.csp import HEADER, policy
from makegood.ui.formats import day_time, left
from makegood.ui.pages import THEMES, render

NUMBER = 1024


@require_safe
@xframe_options_sameorigin
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """For the frame on the settings page: nothing runs in it, and nothing can be sent."""
    try:
        shop = shop_by_preview(token)
    except NotFound:
        return gone(request)
    with (
        translation.override(chosen(request) or shop.main_language),
        timezone.override(ZoneInfo(shop.timezone)),
    ):
        response = render(request, "portal/preview.html", _names(request, shop))
    for name, value in HEADERS.items():
        response[name] = value
    response[HEADER] = policy(
        script_src="'none'", connect_src="'none'", form_action="'none'", frame_ancestors="'self'"
    )
    return response


def _names(request: HttpRequest, shop: Shop) -> dict[str, Any]:
    theme = request.GET.get("theme", "")
    now = clock.now()
    case = Case(
        shop=shop,
        number=NUMBER,
        subject=_("My mug came in pieces"),
        turn=Case.Turn.US,
        told_at=now,
    )
    return {
        **brand_of(shop),
        "case": case,
        "journey": journey_of(case),
        "owed": [_owed(shop)],
        "entitled": None,
        "order_url": "",
        "said": [
            _said(0, _("My mug came in pieces. Can you send another one?"), hours=3),
            _said(1, _("We are sorry. A new one leaves us tomorrow."), hours=1),
        ],
        "form": AnswerForm(),
        "facts_form": None,
        "limits": limits(),
        "thanked": "",
        "trouble": "",
        "token": "preview",
        "languages": languages_offered(),
        "suffix": "",
        "live_url": "",
        "theme": theme if theme in THEMES else "auto",
        "csrf_token": "",
    }


def _owed(shop: Shop) -> Owed:
    due_at = clock.now() + timedelta(days=2)
    sentence = _("At the latest: %(when)s.") % {"when": day_time(due_at)}
    return Owed(_("Your parcel"), "open", due_at, sentence, left(due_at))


def _said(place: int, text: str, *, hours: int) -> Said:
    return Said(
        id=UUID(int=place),
        is_ours=bool(place),
        is_automatic=False,
        who="",
        at=clock.now() - timedelta(hours=hours),
        text=text,
        quoted="",
        signature="",
        pictures=(),
        files=(),
    )
