"""Whether any mail is missing: our counts beside the servers' own, from what the last census found."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from makegood.console import steps
from makegood.console.access import for_leads, staff_of
from makegood.messages.access import account_for
from makegood.messages.actions.accounts import POST_OFFICE
from makegood.messages.actions.counting import begin_census, first_day, is_countable
from makegood.messages.queries import account_tiles, counted_accounts
from makegood.ui.pages import is_htmx, render


@require_GET
@for_leads
def counts(request: HttpRequest) -> HttpResponse:
    accounts = [tile.account for tile in account_tiles(staff_of(request))]
    countable = [account for account in accounts if is_countable(account)]
    mailboxes = [account for account in accounts if account.kind != POST_OFFICE]
    since = min((first_day(account) for account in countable), default=None)
    counted = counted_accounts(countable, since) if since else []
    context = {
        "counted": counted,
        "uncountable": [account for account in mailboxes if account not in countable],
        "is_running": any(one.running for one in counted),
        "words_for": steps.words_for,
    }
    block = "counts" if is_htmx(request) else None
    return render(request, "console/counts.html", context, block=block)


@require_POST
@for_leads
def census(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Ask for a count now, and (`do=fetch`) for what is missing to be fetched."""
    account = account_for(staff_of(request), account_id)
    is_fetching = request.POST.get("do") == "fetch"
    begin_census(account, is_fetching=is_fetching)
    words = _("What is missing is being fetched.") if is_fetching else _("The server is asked now.")
    flash.info(request, words)
    return redirect("console:counts")
