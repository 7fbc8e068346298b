"""What a flow does beside telling: it opens a case, leaves a task there, promises, and tells on the case itself."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from makegood.cases.actions.noting import note
from makegood.cases.actions.opening import open_case
from makegood.cases.models import Case
from makegood.flows.actions.wording import Letter, task_words
from makegood.flows.models import Run
from makegood.flows.rules.deciding import Decision, Scene
from makegood.flows.rules.steps import Step
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Refused
from makegood.messages.actions.sending import send_reply
from makegood.messages.models import Message
from makegood.promises.actions.making import make_promise
from makegood.promises.models import Promise
from makegood.promises.queries import calendar_of
from makegood.promises.rules import after_working_days

CHANNEL = "email"


def open_matter(run: Run, step: Step, scene: Scene) -> Decision:
    """A case before the customer writes: in their language, with the order, for a person of ours to take on."""
    order, shop = run.order, run.flow.shop
    if run.case_id:
        return Decision("act", "on_case")
    assert order is not None, "only an order's or parcel's flow opens a case"
    reader = scene.journey.reader
    with translation.override(reader.language):
        subject = gettext("Your order %(order)s") % {"order": scene.journey.number}
    with translation.override(shop.main_language):
        preview = gettext("Opened by itself, before the customer wrote")
    run.case = open_case(
        shop=shop,
        customer=order.customer,
        order=order,
        kind=step.value if step.value in Case.Kind.values else "",
        subject=subject,
        preview=preview,
        language=reader.language,
        channel=CHANNEL,
    )
    return Decision("act", "opened")


def leave_task(run: Run, step: Step, scene: Scene) -> Decision:
    """What a colleague is asked to do, as a note on the case."""
    if run.case is None:
        return Decision("skip", "gone")
    words = task_words(step.value, scene.journey, scene.way, run.flow.shop.main_language)
    note(run.case, None, words)
    return Decision("act", "noted")


def promise_on(run: Run, step: Step) -> Decision:
    """Owed on the case from now on, within so many working days."""
    if run.case is None or run.case.is_closed:
        return Decision("skip", "gone")
    kind = step.value if step.value in Promise.Kind.values else Promise.Kind.ANSWER
    due_at = after_working_days(step.hours // 24, clock.now(), calendar_of(run.flow.shop))
    make_promise(run.case, kind, due_at, Promise.Source.FLOW, basis=run.flow.name)
    return Decision("act", "promised")


def tell_on_case(case: Case, words: Letter) -> Message | None:
    """As a word on the case, so that an answer comes back to it; None where there is nobody to write to."""
    try:
        with transaction.atomic():
            return send_reply(case, None, words.text, is_by_hand=False)
    except (Refused, BadInput):
        return None
