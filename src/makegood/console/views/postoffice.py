"""The post office: letters that stay in the house, seen as the customer would, and answered in their name."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods

from makegood.console.access import for_staff, staff_of
from makegood.console.forms.postoffice import AnswerForm, NewLetterForm
from makegood.console.sealed import sealed_letter
from makegood.kernel.errors import NotFound
from makegood.kernel.mail.values import File
from makegood.messages.access import message_for
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.composing import compose
from makegood.messages.actions.mailing_ourselves import answer_as_customer, write_as_customer
from makegood.messages.models import Account, Message
from makegood.messages.queries import outgoing_page
from makegood.messages.rules.logos import is_logo_id
from makegood.people.models import Staff
from makegood.shops.queries import the_shop
from makegood.ui.pages import is_htmx, render


@require_GET
@for_staff
def postoffice(request: HttpRequest) -> HttpResponse:
    after = request.GET.get("after") or None
    page = outgoing_page(staff_of(request), after, kind="postoffice")
    shop = the_shop()
    context = {"page": page, "office": post_office(shop) if shop else None}
    block = "letters" if is_htmx(request) else None
    return render(request, "console/postoffice.html", context, block=block)


@require_http_methods(["GET", "POST"])
@for_staff
def letter(request: HttpRequest, message_id: UUID) -> HttpResponse:
    message, account = _letter(staff_of(request), message_id)
    form = AnswerForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data
        answer_as_customer(message, given["text"], _contents(given["attachments"]))
        flash.success(request, _("The answer is posted. It comes in like any other mail."))
        return redirect("console:postoffice")
    letter = compose(message, account)
    context = {
        "message": message,
        "letter": letter,
        "enclosed": [file for file in letter.files if not is_logo_id(file.content_id)],
        "form": form,
        "is_narrow": "narrow" in request.GET,
        "as_text": "text" in request.GET,
    }
    status = 422 if form.is_bound else 200
    return render(request, "console/postoffice_letter.html", context, status=status)


@require_GET
@for_staff
@xframe_options_sameorigin
def letter_html(request: HttpRequest, message_id: UUID) -> HttpResponse:
    message, account = _letter(staff_of(request), message_id)
    letter = compose(message, account)
    return sealed_letter(letter.html, letter.files)


@require_http_methods(["GET", "POST"])
@for_staff
def new_letter(request: HttpRequest) -> HttpResponse:
    shop = the_shop()
    if shop is None:
        raise NotFound
    form = NewLetterForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        given = dict(form.cleaned_data)
        files = _contents(given.pop("attachments"))
        write_as_customer(post_office(shop), files=files, **given)
        flash.success(request, _("The letter is posted. It comes in like any other mail."))
        return redirect("console:inbox")
    status = 422 if form.is_bound else 200
    return render(request, "console/postoffice_new.html", {"form": form}, status=status)


def _letter(staff: Staff, message_id: UUID) -> tuple[Message, Account]:
    """One of our letters that lies in the post office; mail that really left has no page here."""
    message = message_for(staff, message_id)
    dispatch = getattr(message, "dispatch", None)
    if dispatch is None or dispatch.account.kind != "postoffice":
        raise NotFound
    return message, dispatch.account


def _contents(files: "list[UploadedFile[Any]]") -> list[File]:
    return [
        File(file.name or "file", file.content_type or "application/octet-stream", file.read())
        for file in files
    ]
