"""Going by a playbook: steps done and taken back, questions answered."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from makegood.cases.actions.changing import change_case
from makegood.cases.actions.facts import set_fact
from makegood.cases.actions.holding import hold
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.log import record
from makegood.kernel.text import bounded, order_key
from makegood.messages.rules import fill_template
from makegood.people.models import Staff
from makegood.playbooks.actions.promising import follow_stages
from makegood.playbooks.events import StepTicked, StepUnticked
from makegood.playbooks.models import Course, Tick
from makegood.playbooks.queries import Plan, plan_of
from makegood.playbooks.rules import Step, step_in
from makegood.rights.wording import fields_of
from makegood.shops.queries import orders_by_key


@transaction.atomic
def tick(case: Case, key: str, by: Staff | None) -> None:
    """A step was done; idempotent. The first one binds the case to the version it was read in."""
    hold(case)
    plan, step = _step(case, key)
    now = clock.now()
    course, _ = Course.objects.get_or_create(
        case=case,
        playbook_id=plan.playbook_id,
        defaults={"version_id": plan.version_id, "begun_at": now},
    )
    _, is_new = Tick.objects.get_or_create(course=course, step=key, defaults={"by": by, "at": now})
    if is_new:
        record(StepTicked(case_id=case.pk, step=key, words=_named(step), by_id=_id(by)))
        follow_stages(case, plan.stages, set(plan.done), {*plan.done, key}, by)


@transaction.atomic
def untick(case: Case, key: str, by: Staff | None) -> None:
    """The step was not done after all; idempotent."""
    hold(case)
    plan, step = _step(case, key)
    ticks = Tick.objects.filter(course__case=case, course__version=plan.version_id, step=key)
    if ticks.delete()[0]:
        record(StepUnticked(case_id=case.pk, step=key, words=_named(step), by_id=_id(by)))
        follow_stages(case, plan.stages, set(plan.done), set(plan.done) - {key}, by)


@transaction.atomic
def answer_question(case: Case, key: str, answer: str, by: Staff | None) -> None:
    """What the customer said to a question becomes a fact (the number of a known order: the case's order), and the step is done."""
    _plan, step = _step(case, key)
    if not step.fact:
        raise BadInput("step", gettext("This step asks for nothing that is kept."))
    orders = orders_by_key(case.shop, [order_key(answer)]) if step.fact == "order" else {}
    if orders:
        change_case(case, by, order=next(iter(orders.values())))
    else:
        set_fact(case, step.fact, answer, "customer", by)
    tick(case, key, by)


def script_for(case: Case, key: str, by: Staff | None = None) -> str:
    """The words of a step with the case's facts in them; what is not known stays as it was written, for the agent to see."""
    _plan, step = _step(case, key)
    return fill_template(step.text, fields_of(case, by)).text


def _step(case: Case, key: str) -> tuple[Plan, Step]:
    plan = plan_of(case)
    step = step_in(plan.stages, key) if plan else None
    if plan is None or step is None:
        raise BadInput("step", gettext("There is no such step in this case's playbook any more."))
    return plan, step


def _named(step: Step) -> str:
    return bounded(step.title, 200)


def _id(by: Staff | None) -> UUID | None:
    return by.pk if by else None
