"""Doing something in the shop with an order: what can be done, the form, its preview, what became of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from makegood.console.access import for_staff, staff_of
from makegood.console.commandwords import in_short, said, sums
from makegood.console.forms.commands import FORMS, CommandForm, arguments_in
from makegood.kernel.errors import BadInput, NotFound
from makegood.kernel.ids import new_id
from makegood.people.access import require
from makegood.people.models import Staff
from makegood.people.queries import names_of_staff
from makegood.shops.access import command_for, order_for
from makegood.shops.actions.commanding import offered, refund_choices
from makegood.shops.actions.giving_commands import (
    answer_by_hand,
    check_command,
    give_command,
    right_for,
)
from makegood.shops.models import Command, Order
from makegood.shops.queries import commands_for_a_person, commands_of, purse_of
from makegood.shops.rules.commands import is_for_a_shop
from makegood.ui.pages import is_htmx, render


@require_GET
@for_staff
def commands(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """What can be done, by the shop or by a person, and what was."""
    staff = staff_of(request)
    order = order_for(staff, order_id)
    can, after = offered(order), request.GET.get("after")
    page = commands_of(order, after)
    kinds = [(kind, kind in can) for kind in FORMS if staff.may(right_for(kind))]
    names = {
        "order": order,
        "kinds": kinds if staff.may("answer") else [],
        "sums": sums(purse_of(order), order.currency),
        "rows": [(row, _short(row)) for row in page.rows],
        "more_url": f"?after={page.next}" if page.next else "",
        "live": _live(order, reverse("console:commands", args=[order.pk])),
    } | _back(request, order)
    block = "given" if is_htmx(request) else None
    return render(request, "console/order_commands.html", names, block=block)


@for_staff
@require_http_methods(["GET", "POST"])
def command_new(request: HttpRequest, order_id: UUID, kind: str) -> HttpResponse:
    """First what it would be, then the same again to be done: nothing happens by one click."""
    staff = staff_of(request)
    order = order_for(staff, order_id)
    if kind not in FORMS:
        raise NotFound
    require(staff, right_for(kind))
    form = _form(request, order, kind)
    told = arguments_in(form) if request.method == "POST" else None
    if told is None or request.POST.get("do") == "change":
        return _asked(request, order, kind, form)
    with form.taking_refusals():
        if request.POST.get("do") == "give":
            given = give_command(order, staff, kind, told, _key(request))
            return redirect(_address(given, request))
        check_command(order, kind, told)
    return _asked(request, order, kind, form, told if form.is_valid() else None)


@for_staff
@require_http_methods(["GET", "POST"])
def command(request: HttpRequest, command_id: UUID) -> HttpResponse:
    """What became of it; what waits for a person is answered here."""
    staff = staff_of(request)
    row = command_for(staff, command_id)
    if request.method == "GET":
        return _shown(request, row)
    try:
        is_done = request.POST.get("do") == "done"
        answer_by_hand(row, staff, is_done, request.POST.get("evidence", ""))
    except BadInput as error:
        return _shown(request, row, error)
    flash.success(request, _("Noted. It stands with the order, and in the history of its cases."))
    return redirect(_address(row, request))


@require_GET
@for_staff
def commands_waiting(request: HttpRequest) -> HttpResponse:
    """What shops can't be told, and what nobody knows of."""
    after = request.GET.get("after")
    page = commands_for_a_person(after)
    more = f"{reverse('console:commands_waiting')}?after={page.next}" if page.next else ""
    names = {"rows": [(row, _short(row)) for row in page.rows], "more_url": more}
    block = "rows" if after and is_htmx(request) else None
    return render(request, "console/commands_waiting.html", names, block=block)


def _form(request: HttpRequest, order: Order, kind: str) -> CommandForm:
    return FORMS[kind](
        request.POST if request.method == "POST" else None,
        order=order,
        purse=purse_of(order),
        choices=refund_choices(order),
    )


def _asked(
    request: HttpRequest,
    order: Order,
    kind: str,
    form: CommandForm,
    told: dict[str, Any] | None = None,
) -> HttpResponse:
    names = {
        "order": order,
        "kind": kind,
        "form": form,
        "sums": sums(form.purse, order.currency),
        "is_told": kind in offered(order) and (told is None or is_for_a_shop(kind, told)),
        "is_seen": told is not None,
        "said": said(order, kind, told) if told else [],
        "typed": _typed(request),
        "key": _key(request) or new_id(),
    } | _back(request, order)
    is_wrong = request.method == "POST" and not form.is_valid()
    return render(request, "console/command_new.html", names, status=422 if is_wrong else 200)


def _shown(request: HttpRequest, row: Command, error: BadInput | None = None) -> HttpResponse:
    staff, here = staff_of(request), reverse("console:command", args=[row.pk])
    names = {
        "command": row,
        "order": row.order,
        "said": said(row.order, row.kind, row.arguments),
        "people": names_of_staff(),
        "may_answer": row.is_for_a_person and _may_answer(staff, row),
        "evidence": request.POST.get("evidence", ""),
        "wrong": [error.message] if error else [],
        "live": _live(row.order, here),
    } | _back(request, row.order)
    block = "command" if is_htmx(request) else None
    status = 422 if error else 200
    return render(request, "console/command.html", names, block=block, status=status)


def _may_answer(staff: Staff, row: Command) -> bool:
    return staff.may("answer") and staff.may(right_for(row.kind))


def _short(row: Command) -> str:
    return in_short(row.kind, row.arguments.get("amount_minor"), row.order.currency)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was filled in, to be sent once more with the yes."""
    ours = {"csrfmiddlewaretoken", "do", "key"}
    return [(name, str(value)) for name, value in request.POST.items() if name not in ours]


def _key(request: HttpRequest) -> UUID | None:
    """The form's own, so that a form sent twice is one command."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return None


def _address(row: Command, request: HttpRequest) -> str:
    number = _case_number(request)
    asked = f"?case={number}" if number else ""
    return reverse("console:command", args=[row.pk]) + asked


def _back(request: HttpRequest, order: Order) -> dict[str, Any]:
    """Where one came from: the case, or the order."""
    number = _case_number(request)
    if number:
        back = reverse("console:case", args=[number])
        return {"case_number": number, "back": back, "back_label": _("To the case")}
    back = reverse("console:order", args=[order.pk])
    return {"case_number": "", "back": back, "back_label": _("To the order")}


def _case_number(request: HttpRequest) -> str:
    number = request.GET.get("case", "")
    return number if number.isascii() and number.isdecimal() and len(number) < 18 else ""


def _live(order: Order, here: str) -> dict[str, str]:
    return {
        "data-live": f"order:{order.pk}",
        "data-hears": "Command",
        "hx-get": here,
        "hx-trigger": "live",
        "hx-swap": "outerHTML",
    }
