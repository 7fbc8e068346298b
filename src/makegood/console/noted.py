"""The promise in the notes of a talk on the phone, proposed as the composer proposes one."""

from django.http import QueryDict

from makegood.cases.models import Case
from makegood.console.writing import AUTO, NONE, Pledge, beside_earlier
from makegood.messages.models import Call
from makegood.people.models import Staff
from makegood.promises.models import Promise
from makegood.promises.queries import promise_noted, replaceable_promises
from makegood.promises.rules import takes_its_place

CALL_NOTES = "console/parts/case_call.html"


def noted_pledge(call: Call, staff: Staff, form: QueryDict | None = None) -> Pledge:
    """What the notes promise on the call's case: kept in mind unless its tick was taken away, or it is closed."""
    case = call.case
    if case is None or case.is_closed:
        return Pledge(NONE)
    found = promise_noted(call.shop, call.summary, staff.language, case.language)
    if found is None:
        return Pledge(AUTO)
    is_refused = form is not None and "promised_shown" in form and "promised" not in form
    pledge = Pledge(NONE if is_refused else AUTO, found.due_at, found.kind, found.text)
    # A talk keeps the calls promised before it by itself.
    is_call = found.kind == Promise.Kind.CALL_BACK
    return pledge if is_call else beside_earlier(case, pledge, form)


def missed_calls(case: Case, promise: Promise) -> list[Promise]:
    """The late call backs this one stands for: nobody was reached, so that the talk kept none."""
    owed = replaceable_promises(case, promise.kind)
    return [
        one
        for one in owed
        if one != promise and takes_its_place(one.kind, one.due_at, promise.due_at, promise.made_at)
    ]
