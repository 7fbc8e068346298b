"""Flows: laid out with a shop, written as drafts, published, switched on and off, removed."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.flows.events import FlowPublished, FlowRemoved, FlowSwitched
from makegood.flows.models import Flow, QuietHours, Run, Version
from makegood.flows.rules.filling import strange_fields
from makegood.flows.rules.quiet import Quiet
from makegood.flows.rules.ready import READY_MADE
from makegood.flows.rules.steps import Plan, tidy, trouble_with
from makegood.kernel import audit, clock
from makegood.kernel.errors import BadInput, Conflict, Refused
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.kernel.words import said
from makegood.people.access import require
from makegood.people.models import Staff
from makegood.shops.models import Shop

MOST = 50
"""Flows of a shop: each is looked at whenever an order moves."""


@transaction.atomic
def seed_flows(shop: Shop) -> int:
    """The ready-made ones, all switched off; what is there already stays as it is. How many are new."""
    known = set(Flow.objects.filter(shop=shop).values_list("ready", flat=True))
    now = clock.now()
    new = [Flow(shop=shop, ready=one, created_at=now) for one in READY_MADE if one not in known]
    Flow.objects.bulk_create(new)
    Version.objects.bulk_create(
        Version(flow=one, number=1, plan=READY_MADE[one.ready].plan.plain, at=now, is_newest=True)
        for one in new
    )
    return len(new)


@transaction.atomic
def make_flow(shop: Shop, by: Staff, name: str, trigger: str) -> Flow:
    """A flow of the shop's own: a draft with nothing but its trigger."""
    require(by, "settings")
    name = _named(name)
    Shop.objects.select_for_update(no_key=True).get(pk=shop.pk)
    if Flow.objects.filter(shop=shop).count() >= MOST:
        raise Refused("too_many_flows", _("A shop has at most %(count)s flows.") % {"count": MOST})
    flow = Flow.objects.create(shop=shop, name=name, created_at=clock.now())
    save_draft(flow, by, Plan(trigger))
    audit.made(_thing(flow), by.pk)
    return flow


def _named(name: str) -> str:
    name = bounded(" ".join(name.split()), 80)
    if not name:
        raise BadInput("name", _("Give the flow a name."))
    return name


@transaction.atomic
def rename_flow(flow: Flow, by: Staff, name: str) -> None:
    """As its owner calls it; a ready-made one with no name is called as it came."""
    require(by, "settings")
    name = _named(name) if not flow.ready else bounded(" ".join(name.split()), 80)
    if audit.changed(_thing(flow), by.pk, {"name": flow.name}, {"name": name}):
        flow.name = name
        flow.save(update_fields=["name"])


@transaction.atomic
def save_draft(flow: Flow, by: Staff, plan: Plan, number: int | None = None) -> Version:
    """What is being written; nothing goes by it until it is published. `Conflict` if somebody published since `number`."""
    require(by, "settings")
    _hold(flow, number)
    plan = tidy(plan)
    last = flow.versions.filter(is_draft=False).order_by("-number").first()
    draft, _is_new = Version.objects.update_or_create(
        flow=flow,
        is_draft=True,
        defaults={"plan": plan.plain, "by": by, "at": clock.now()},
        create_defaults={
            "plan": plan.plain,
            "by": by,
            "at": clock.now(),
            "number": last.number + 1 if last else 1,
        },
    )
    return draft


@transaction.atomic
def publish(flow: Flow, by: Staff, plan: Plan, number: int | None = None) -> Version:
    """What runs begin with from now on; those under way keep what they began with. The same again is none."""
    require(by, "settings")
    _hold(flow, number)
    plan = tidy(plan)
    _check(plan)
    before = flow.versions.filter(is_newest=True).first()
    if before and before.plan == plan.plain:
        flow.versions.filter(is_draft=True).delete()
        return before
    draft = save_draft(flow, by, plan)
    flow.versions.filter(is_newest=True).update(is_newest=False)
    draft.is_draft, draft.is_newest = False, True
    draft.save(update_fields=["is_draft", "is_newest"])
    if before:
        was = {"plan": before.read.in_short}
        audit.changed(_thing(flow), by.pk, was, {"plan": plan.in_short})
    record(FlowPublished(flow_id=flow.pk, number=draft.number, by_id=by.pk))
    return draft


def _hold(flow: Flow, number: int | None) -> None:
    Flow.objects.select_for_update(no_key=True).get(pk=flow.pk)
    newest = flow.versions.filter(is_newest=True).values_list("number", flat=True).first()
    if number is not None and number != (newest or 0):
        raise Conflict(
            "flow_changed",
            _("A colleague published this flow meanwhile. Look at it again, then save yours."),
        )


def _check(plan: Plan) -> None:
    if trouble := trouble_with(plan):
        raise BadInput("steps", said(trouble))
    texts = [text for step in plan.steps for own in step.words.values() for text in _texts_of(own)]
    if unknown := sorted({field for text in texts for field in strange_fields(text)}):
        raise BadInput("steps", _("There is no field %(field)s.") % {"field": ", ".join(unknown)})


def _texts_of(own: Mapping[str, str]) -> tuple[str, str]:
    return own["subject"], own["text"]


@transaction.atomic
def restore_flow(flow: Flow, by: Staff) -> Version:
    """The ready-made plan again, as a new version; what stood there stays among the versions."""
    if flow.ready not in READY_MADE:
        raise BadInput("flow", _("This flow is your own: there is no ready-made one."))
    return publish(flow, by, READY_MADE[flow.ready].plan)


@transaction.atomic
def switch(flow: Flow, by: Staff, *, on: bool) -> None:
    """On: it begins with what happens from now on. Off: nothing more begins, and what is under way tells nothing more."""
    require(by, "settings")
    _hold(flow, None)
    if on and not flow.versions.filter(is_newest=True).exists():
        raise Refused("not_published", _("Publish the flow first."))
    rows = Flow.objects.filter(pk=flow.pk, on_since__isnull=on)
    if rows.update(on_since=clock.now() if on else None):
        audit.changed(_thing(flow), by.pk, {"is_on": not on}, {"is_on": on})
        record(FlowSwitched(flow_id=flow.pk, is_on=on, by_id=by.pk))


@transaction.atomic
def remove_flow(flow: Flow, by: Staff) -> None:
    """With all its runs; what customers were told stays known. A ready-made one is only switched off."""
    require(by, "settings")
    if flow.ready:
        raise Refused("ready_made", _("This flow came with the desk: switch it off instead."))
    audit.removed(_thing(flow), by.pk)
    Run.objects.filter(flow=flow).delete()
    Flow.objects.filter(pk=flow.pk).delete()
    record(FlowRemoved(flow_id=flow.pk, by_id=by.pk))


@transaction.atomic
def choose_quiet_hours(shop: Shop, by: Staff, quiet: Quiet) -> None:
    """When nobody is written to; a letter that is due then leaves afterwards."""
    require(by, "settings")
    before = QuietHours.objects.filter(shop=shop).first()
    was = before.read if before else Quiet()
    QuietHours.objects.update_or_create(shop=shop, defaults=vars(quiet))
    thing = audit.Thing("shop", shop.pk, shop.name)
    audit.changed(thing, by.pk, _noted(was), _noted(quiet))


def _noted(quiet: Quiet) -> dict[str, object]:
    """As people read it, years later."""
    return {
        "quiet_hours": f"{_clock(quiet.since)}–{_clock(quiet.until)}",
        "quiet_on_holidays": quiet.keeps_holidays,
        "quiet_on_sundays": quiet.keeps_sundays,
    }


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _thing(flow: Flow) -> audit.Thing:
    return audit.Thing("flow", flow.pk, flow.name or str(READY_MADE[flow.ready].name))
