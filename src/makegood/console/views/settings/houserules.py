"""The house's rules: tables edited row by row in a draft, held against the law, published as versions."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.console.access import for_leads, staff_of
from makegood.console.forms.houserules import FORMS, RowForm
from makegood.console.rulewords import ENDINGS, TABLES, sentence
from makegood.insight.actions.trying import ask_for_trial
from makegood.insight.models import Trial
from makegood.insight.queries import differences_page, trial_of
from makegood.kernel.errors import BadInput, NotFound
from makegood.kernel.money import Money
from makegood.rulebook.access import version_for
from makegood.rulebook.actions.drafting import (
    as_it_would_be,
    discard_draft,
    move_row,
    remove_row,
    save_row,
)
from makegood.rulebook.actions.publishing import publish_draft
from makegood.rulebook.queries import draft_of, rules_in_force, stamp_of, versions_of
from makegood.rulebook.rules.differing import Difference, differences
from makegood.rulebook.rules.tables import NOTHING, Book, Row, rows_of
from makegood.sample.queries import sample_shop
from makegood.shops.access import shop_for
from makegood.shops.models import Shop
from makegood.ui.pages import is_htmx, render

SHOWN_VERSIONS = 20


@require_GET
@for_leads
def rules(request: HttpRequest) -> HttpResponse:
    return _rules_page(request, shop_for(staff_of(request)))


@require_POST
@for_leads
def publication(request: HttpRequest) -> HttpResponse:
    by = staff_of(request)
    its_shop, form = shop_for(by), request.POST
    try:
        version = publish_draft(its_shop, by, form.get("why", ""), form.get("stamp", ""))
    except BadInput as error:
        return _rules_page(request, its_shop, {error.field: error.message}, status=422)
    words = _("Version %(number)s is in force: what happens from now on is judged by it.")
    flash.success(request, words % {"number": version.number})
    return redirect("console:house_rules")


@require_POST
@for_leads
def discarding(request: HttpRequest) -> HttpResponse:
    discard_draft(shop_for(staff_of(request)), request.POST.get("stamp", ""))
    flash.success(request, _("The draft is thrown away; what is in force stays."))
    return redirect("console:house_rules")


@require_GET
@for_leads
def version(request: HttpRequest, version_number: int) -> HttpResponse:
    by = staff_of(request)
    its_version = version_for(by, version_number)
    before = version_for(by, version_number - 1).book if version_number > 1 else NOTHING
    its_shop = shop_for(by)
    context = {
        "version": its_version,
        "tables": _tables(its_version.book, its_shop),
        "changes": _changes(before, its_version.book, its_shop),
    }
    return render(request, "console/settings/house_version.html", context)


@require_http_methods(["GET", "POST"])
@for_leads
def trial(request: HttpRequest) -> HttpResponse:
    """What the draft would have changed last year: asked for, worked out by the worker, shown."""
    by = staff_of(request)
    its_shop = shop_for(by)
    draft = draft_of(its_shop)
    if draft is None:
        return redirect("console:house_rules")
    if request.method == "POST":
        ask_for_trial(its_shop, draft, by)
        return redirect("console:rules_trial")
    found, after = trial_of(its_shop, draft), request.GET.get("after")
    tried = _tried(found, its_shop, after) if found else {"trial": None}
    context = tried | {"has_sample": sample_shop() is not None}
    block = ("rows" if after else "found") if is_htmx(request) else None
    return render(request, "console/settings/house_trial.html", context, block=block)


def _tried(found: Trial, its_shop: Shop, after: str | None) -> dict[str, Any]:
    page, here = differences_page(found, after), reverse("console:rules_trial")
    return {
        "trial": found,
        "sent_back": Money(abs(found.sent_back_minor), its_shop.currency),
        "cost": Money(abs(found.cost_minor), its_shop.currency),
        "broken": abs(found.broken),
        "rows": [(one, Money(one.value_minor, its_shop.currency)) for one in page.rows],
        "more_url": f"{here}?{urlencode({'after': page.next})}" if page.next else "",
        "endings": ENDINGS,
    }


@require_http_methods(["GET", "POST"])
@for_leads
def new_rule(request: HttpRequest, table: str) -> HttpResponse:
    return _row_page(request, table, None)


@require_http_methods(["GET", "POST"])
@for_leads
def rule(request: HttpRequest, table: str, row_key: str) -> HttpResponse:
    return _row_page(request, table, row_key)


@require_POST
@for_leads
def rule_place(request: HttpRequest, table: str, row_key: str) -> HttpResponse:
    """One of a row's buttons: up, down, out."""
    by, stamp = staff_of(request), request.POST.get("stamp", "")
    its_shop = shop_for(by)
    match request.POST.get("do", ""):
        case "up" | "down" as way:
            move_row(its_shop, by, table, row_key, -1 if way == "up" else 1, stamp)
        case "out":
            remove_row(its_shop, by, table, row_key, stamp)
        case _:
            raise BadInput("do", _("This can't be understood; look at it again."))
    return _back_to(table)


def _back_to(table: str) -> HttpResponse:
    answer = redirect("console:house_rules")
    answer["Location"] += f"#{table}"
    return answer


def _rules_page(
    request: HttpRequest, its_shop: Shop, troubles: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    draft, in_force = draft_of(its_shop), rules_in_force(its_shop)
    shown = draft.book if draft else in_force
    context = {
        "draft": draft,
        "stamp": stamp_of(its_shop, draft),
        "tables": _tables(shown, its_shop),
        "changes": _changes(in_force, shown, its_shop),
        "versions": versions_of(its_shop)[:SHOWN_VERSIONS],
        "why": request.POST.get("why", ""),
        "has_sample": sample_shop() is not None,
        "troubles": troubles or {},
    }
    return render(request, "console/settings/house_rules.html", context, status=status)


def _row_page(request: HttpRequest, table: str, key: str | None) -> HttpResponse:
    by = staff_of(request)
    its_shop = shop_for(by)
    if table not in FORMS:
        raise NotFound
    draft = draft_of(its_shop)
    row = _row(draft.book if draft else rules_in_force(its_shop), table, key) if key else None
    form_of, currency = FORMS[table], its_shop.currency
    if request.method == "GET":
        form = form_of.of(row, currency) if row else form_of(currency=currency)
        return _row_shown(request, table, form, row, stamp_of(its_shop, draft), its_shop)
    form, stamp = form_of(request.POST, currency=currency), request.POST.get("stamp", "")
    if request.POST.get("do") == "preview":
        return _previewed(request, table, form, stamp, its_shop)
    if form.is_valid():
        with form.taking_refusals():
            saved = save_row(its_shop, by, table, form.given, stamp, key or "")
            words = _("Saved in the draft, which counts once you publish it: %(row)s")
            flash.success(request, words % {"row": sentence(table, saved, currency)})
            return _back_to(table)
    return _row_shown(request, table, form, None, stamp, its_shop, status=422)


def _previewed(
    request: HttpRequest, table: str, form: RowForm, stamp: str, its_shop: Shop
) -> HttpResponse:
    """The row as a sentence before it is saved, or what stands against it."""
    if form.is_valid():
        with form.taking_refusals():
            tried = as_it_would_be(its_shop, table, form.given)
            return _row_shown(request, table, form, tried, stamp, its_shop)
    return _row_shown(request, table, form, None, stamp, its_shop)


def _row_shown(
    request: HttpRequest,
    table: str,
    form: RowForm,
    row: Row | None,
    stamp: str,
    its_shop: Shop,
    status: int = 200,
) -> HttpResponse:
    is_preview = request.POST.get("do") == "preview"
    block = "preview" if is_preview and is_htmx(request) else None
    wrong = [one for errors in form.errors.values() for one in errors] if is_preview else []
    context = {
        "table": table,
        "name": TABLES[table][0],
        "form": form,
        "troubles": list(dict.fromkeys(wrong)),
        "said": sentence(table, row, its_shop.currency) if row else "",
        "stamp": stamp,
    }
    return render(request, "console/settings/house_rule.html", context, block=block, status=status)


def _row(book: Book, table: str, key: str) -> Row:
    for row in rows_of(book, table):
        if row.key == key:
            return row
    raise NotFound


def _tables(book: Book, its_shop: Shop) -> list[dict[str, Any]]:
    return [
        {
            "code": table,
            "name": name,
            "about": about,
            "rows": [
                (row.key, sentence(table, row, its_shop.currency)) for row in rows_of(book, table)
            ],
        }
        for table, (name, about, _all) in TABLES.items()
    ]


def _changes(before: Book, after: Book, its_shop: Shop) -> list[tuple[str, str, str]]:
    """Of each difference the table's name, the row as it was and as it is; both empty: only the order."""

    def said(one: Difference, row: Row | None) -> str:
        return sentence(one.table, row, its_shop.currency) if row else ""

    return [
        (str(TABLES[one.table][0]), said(one, one.before), said(one, one.after))
        for one in differences(before, after)
    ]
