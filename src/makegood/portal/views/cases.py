"""The status page and what can be done on it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from makegood.cases.actions.asking import tell_facts
from makegood.cases.actions.facts import set_fact
from makegood.cases.models import Case, FactRequest
from makegood.cases.queries import missing_facts
from makegood.kernel.ids import new_token
from makegood.messages.access import attachment_by_link
from makegood.messages.actions.entering import receive_from_portal
from makegood.messages.actions.templating import url_for_buyer
from makegood.messages.queries import conversation
from makegood.portal.access import for_asked, for_customer, suffix_of
from makegood.portal.brand import brand_of
from makegood.portal.forms import AnswerForm, FactsForm, limits
from makegood.portal.journey import journey_of
from makegood.portal.languages import languages_offered
from makegood.portal.law import entitled
from makegood.portal.posting import TOO_MANY, inbound, key_of, once_for, trouble_with
from makegood.portal.shown import owed_to_customer, said_to_customer
from makegood.promises.queries import promises_told
from makegood.ui.pages import render, stream_url
from makegood.ui.serving import attachment_response, thumbnail_response


@require_safe
@for_customer
def status(request: HttpRequest, case: Case) -> HttpResponseBase:
    return _page(request, case)


@require_POST
@for_customer
def answer(request: HttpRequest, case: Case) -> HttpResponseBase:
    if refusal := _too_much_at_once(request, case):
        return refusal
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, case, form=form, status=422)
    files = [inbound(file) for file in form.cleaned_data["photos"]]
    text = form.cleaned_data["text"]
    key = key_of(form.cleaned_data["once"], text, *(file.name for file in files))
    _once(case, key, lambda: receive_from_portal(case, text, files))
    return _back(request, case, "answer")


@require_POST
@for_customer
def facts(request: HttpRequest, case: Case) -> HttpResponseBase:
    if refusal := _too_much_at_once(request, case):
        return refusal
    form = FactsForm(missing_facts(case), request.POST)
    if not form.is_valid():
        return _page(request, case, facts_form=form, status=422)
    told, words = form.told(), form.in_words()
    key = key_of(form.cleaned_data["once"], words)
    _once(case, key, lambda: _tell(case, told, words))
    return _back(request, case, "facts")


@require_http_methods(["GET", "HEAD", "POST"])
@for_asked
def questions(request: HttpRequest, asked: FactRequest, case: Case) -> HttpResponseBase:
    """A form with the facts asked for, and nothing else of the case."""
    if request.method != "POST":
        keys = missing_facts(case, asked.keys)
        form = FactsForm(keys, initial={"once": new_token()})
        return _questions(request, case, form, is_answered=not keys)
    # Whatever was asked may be answered, also what is known by now: the words are kept, and sent twice is once.
    form = FactsForm(asked.keys, request.POST)
    if trouble := _trouble(request, case):
        return _questions(request, case, form, trouble=trouble[0], status=trouble[1])
    if not form.is_valid():
        return _questions(request, case, form, status=422)
    told, words = form.told(), form.in_words()
    key = key_of(form.cleaned_data["once"], words)
    _once(case, key, lambda: _tell_asked(asked, case, told, words))
    return HttpResponseRedirect(f"{request.path}{suffix_of(request)}")


@require_safe
@for_customer
def file(request: HttpRequest, case: Case, file_id: str) -> HttpResponseBase:
    return attachment_response(attachment_by_link(case, file_id))


@require_safe
@for_customer
def thumbnail(request: HttpRequest, case: Case, file_id: str) -> HttpResponseBase:
    return thumbnail_response(attachment_by_link(case, file_id))


def _page(
    request: HttpRequest,
    case: Case,
    *,
    form: AnswerForm | None = None,
    facts_form: FactsForm | None = None,
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    token = _token(request)
    owed = owed_to_customer(promises_told(case))
    names: dict[str, Any] = {
        "case": case,
        **brand_of(case.shop),
        "journey": journey_of(case, is_late=any(one.state == "broken" for one in owed)),
        "owed": owed,
        "entitled": entitled(case),
        "order_url": url_for_buyer(case),
        "said": said_to_customer(conversation(case)),
        "form": form or AnswerForm(initial={"once": new_token()}),
        "facts_form": facts_form or _facts_form(case),
        "limits": limits(),
        "thanked": request.GET.get("thanks", ""),
        "trouble": trouble,
        "token": token,
        "languages": languages_offered(),
        "suffix": suffix_of(request),
        "live_url": f"{stream_url(request)}?link={token}",
        # The page needs no cookie: its forms are kept by the address (see `access.for_customer`).
        "csrf_token": "",
    }
    return render(request, "portal/status.html", names, status=status)


def _questions(
    request: HttpRequest,
    case: Case,
    form: FactsForm,
    *,
    is_answered: bool = False,
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    names: dict[str, Any] = {
        "case": case,
        **brand_of(case.shop),
        "form": form,
        "is_answered": is_answered,
        "trouble": trouble,
        "languages": languages_offered(),
        "suffix": suffix_of(request),
        "csrf_token": "",
    }
    return render(request, "portal/questions.html", names, status=status)


def _facts_form(case: Case) -> FactsForm | None:
    missing = [] if case.is_closed else missing_facts(case)
    return FactsForm(missing, initial={"once": new_token()}) if missing else None


def _too_much_at_once(request: HttpRequest, case: Case) -> HttpResponse | None:
    trouble = _trouble(request, case)
    if trouble is None:
        return None
    words, status = trouble
    form = _kept(request) if status == TOO_MANY else None  # of too large a body nothing is read
    return _page(request, case, form=form, trouble=words, status=status)


def _trouble(request: HttpRequest, case: Case) -> tuple[str, int] | None:
    def heard_since(since: datetime) -> int:
        return sum(one.direction == "in" and one.at > since for one in conversation(case))

    return trouble_with(request, heard_since)


def _kept(request: HttpRequest) -> AnswerForm:
    """What was written stays in the form; chosen files a browser never sends back."""
    kept = {"text": request.POST.get("text", ""), "once": new_token()}
    return AnswerForm(initial=kept)


def _tell(case: Case, told: dict[str, str], words: str) -> None:
    for key, value in told.items():
        set_fact(case, key, value, "customer")
    # A message too: it makes the case ours to move again, and somebody sees it.
    receive_from_portal(case, words, [])


def _tell_asked(asked: FactRequest, case: Case, told: dict[str, str], words: str) -> None:
    tell_facts(asked, case, told)
    receive_from_portal(case, words, [])


def _once(case: Case, key: str, act: Callable[[], object]) -> None:
    def acting() -> str:
        act()
        return ""

    once_for(str(case.pk), key, acting)


def _back(request: HttpRequest, case: Case, what: str) -> HttpResponseRedirect:
    joined = "&" if suffix_of(request) else "?"
    page = reverse("portal:status", args=[_token(request)])
    return HttpResponseRedirect(f"{page}{suffix_of(request)}{joined}thanks={what}#thanks")


def _token(request: HttpRequest) -> str:
    assert request.resolver_match is not None
    return str(request.resolver_match.args[0])
