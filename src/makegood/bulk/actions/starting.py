"""Starting a bulk: its cases and its steps are fixed from that moment."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from makegood.bulk.events import BulkStarted
from makegood.bulk.models import Bulk, MacroVersion, Outcome
from makegood.bulk.rules import ME, BadStep, Step, permission_for, read_steps
from makegood.cases.access import incident_for
from makegood.cases.models import Case
from makegood.cases.rules import snooze_time
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict, NotFound
from makegood.kernel.log import record
from makegood.kernel.text import LANGUAGES, bounded
from makegood.messages.access import template_for
from makegood.messages.rules.filling import unknown_fields
from makegood.people.access import colleague_for, receiving_team_for, require
from makegood.people.models import Staff

MOST_CASES = 10_000
SEEN = JSONObject(
    version="version",
    assignee="assignee_id",
    team="team_id",
    kind="kind",
    language="language",
    closed="closed_at",
    snoozed="snoozed_until",
    heard="heard_at",
    told="told_at",
    incident="in_incident__incident_id",
)
"""A case as far as steps build upon it, worked out by the database: the same words for the same state."""


def checked(by: Staff, steps: Sequence[Mapping[str, Any]]) -> list[Step]:
    """The steps, if they can be understood and `by` may take them: `BadInput` names the field otherwise."""
    try:
        read = read_steps(steps)
    except BadStep as bad:
        raise BadInput(bad.field, _bad(bad)) from bad
    for step in read:
        if permission := permission_for(step):
            require(by, permission)
        _check(step, by)
    return read


def settled(by: Staff, steps: Sequence[Step]) -> list[Step]:
    """The steps as they are now: the words of templates, the moment until which a case is put aside."""
    return [_settle(step, by) for step in steps]


@transaction.atomic
def start_bulk(
    by: Staff,
    cases: QuerySet[Case],
    steps: Sequence[Mapping[str, Any]],
    *,
    chosen: str = "",
    macro: MacroVersion | None = None,
) -> Bulk:
    """Do `steps` to these cases, in the worker. Which they are, and how each was, is fixed now.

    `BadInput` when there are none, or more than `MOST_CASES`.
    """
    bulk = _begin(by, settled(by, checked(by, steps)), chosen=chosen, macro=macro)
    _fix(bulk, cases.filter(merged_into=None))
    return _ready(bulk)


@transaction.atomic
def do_again(by: Staff, bulk: Bulk, results: Collection[str]) -> Bulk:
    """The same steps once more, for the cases that ended so: what changed meanwhile is known to whoever asks now."""
    left = bulk.outcomes.filter(result__in=[*results], case__isnull=False)
    again = _begin(by, bulk.steps, chosen=bulk.chosen, macro=bulk.macro)
    _fix(again, Case.objects.filter(pk__in=left.values("case"), merged_into=None))
    return _ready(again)


@transaction.atomic
def begin_undoing(by: Staff, bulk: Bulk, *, is_at_once: bool = False) -> Bulk:
    """Take back what a bulk did, case by case; a bulk as well. `Conflict` while it is under way, or when it was done.

    `is_at_once`: whoever asks carries it out, not the worker.
    """
    bulk = Bulk.objects.select_for_update(of=("self",)).get(pk=bulk.pk)
    if bulk.ended_at is None:
        raise Conflict("bulk_under_way", _("It is still under way. Stop it first."))
    if bulk.undoes_id is not None:
        raise Conflict("is_undoing", _("This is an undoing itself; it can't be undone."))
    try:
        with transaction.atomic():
            undoing = _begin(by, [], chosen=bulk.chosen, macro=bulk.macro, undoes=bulk)
    except IntegrityError as error:
        raise Conflict("undone_already", _("This was undone already.")) from error
    done = bulk.outcomes.filter(result=Outcome.Result.DONE, case__isnull=False)
    _copy(undoing, done)
    return _ready(undoing, is_at_once=is_at_once)


@transaction.atomic
def stop_bulk(bulk: Bulk, by: Staff) -> None:
    """Come to no further case; idempotent. What was done stays, and can be undone."""
    Bulk.objects.filter(pk=bulk.pk, ended_at=None, stop_asked_at=None).update(
        stop_asked_at=clock.now()
    )


def _begin(
    by: Staff,
    steps: Sequence[Step],
    *,
    chosen: str,
    macro: MacroVersion | None,
    undoes: Bulk | None = None,
) -> Bulk:
    return Bulk.objects.create(
        by=by,
        macro=macro,
        undoes=undoes,
        steps=list(steps),
        chosen=bounded(chosen, 500),
        asked_at=clock.now(),
    )


def _fix(bulk: Bulk, cases: QuerySet[Case]) -> None:
    """In one statement, whatever the number: neither ids nor rows pass through here."""
    found = cases.order_by().annotate(
        of=Cast(Value(str(bulk.pk)), Outcome._meta.get_field("bulk").target_field), seen=SEEN
    )
    rows = found.values_list("of", "pk", "number", "seen")[: MOST_CASES + 1]
    try:
        sql, values = rows.query.sql_with_params()
    except EmptyResultSet:  # a question Django knows to have no answer
        raise _nothing() from None
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bulk_outcome (bulk_id, place, case_id, number, seen)"  # noqa: S608  Django's own SQL
            " SELECT f.bulk, row_number() OVER (ORDER BY f.number DESC), f.pk, f.number, f.seen"
            f" FROM ({sql}) AS f (bulk, pk, number, seen)",
            values,
        )
        bulk.total = cursor.rowcount
    if not bulk.total:
        raise _nothing()
    if bulk.total > MOST_CASES:
        raise BadInput(
            "cases",
            _("More than 10,000 cases fit. Narrow it down, and do the rest afterwards."),
        )


def _nothing() -> BadInput:
    return BadInput("cases", _("No case was chosen, or none of them is there any more."))


def _copy(undoing: Bulk, done: QuerySet[Outcome]) -> None:
    """Last done, first undone."""
    rows = done.order_by().annotate(
        of=Cast(Value(str(undoing.pk)), Outcome._meta.get_field("bulk").target_field)
    )
    sql, values = rows.values_list("of", "place", "case", "number", "kept").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bulk_outcome (bulk_id, place, case_id, number, seen, kept)"  # noqa: S608  Django's own SQL
            " SELECT f.bulk, row_number() OVER (ORDER BY f.place DESC), f.pk, f.number, '{}', f.kept"
            f" FROM ({sql}) AS f (bulk, place, pk, number, kept)",
            values,
        )
        undoing.total = cursor.rowcount
    if not undoing.total:
        raise BadInput("cases", _("There is nothing to undo."))


def _ready(bulk: Bulk, *, is_at_once: bool = False) -> Bulk:
    bulk.save(update_fields=["total"])
    record(BulkStarted(bulk_id=bulk.pk, total=bulk.total, by_id=bulk.by_id))
    if not is_at_once:
        task = app.configure_task("makegood.bulk.tasks.run_bulk", queueing_lock=f"bulk:{bulk.pk}")
        task.defer(bulk_id=str(bulk.pk))
    return bulk


def _check(step: Step, by: Staff) -> None:
    match step["do"]:
        case "assign" if step["assignee"] not in (None, ME):
            _there("assignee", lambda: colleague_for(by, step["assignee"]))
        case "team" if step["team"]:
            _there("team", lambda: receiving_team_for(by, step["team"]))
        case "incident":
            _there("incident", lambda: incident_for(by, step["incident"]))
        case "kind" if step["kind"] not in Case.Kind.values:
            raise BadInput("kind", _("Choose one of the kinds offered."))
        case "language" if step["language"] not in LANGUAGES:
            raise BadInput("language", _("Choose one of the languages offered."))
        case "snooze":
            _moment(step["until"], by)
        case "answer":
            for language, template_id in step["templates"].items():
                template = _there("templates", lambda: template_for(by, template_id))  # noqa: B023  called at once
                if template.language != language:
                    raise BadInput("templates", _("This template is in another language."))
            for language, body in step["bodies"].items():
                if language not in LANGUAGES:
                    raise BadInput("bodies", _("Choose one of the languages offered."))
                if unknown := unknown_fields(body):
                    raise BadInput(
                        "bodies",
                        _("There is no field %(field)s.") % {"field": ", ".join(unknown)},
                    )


def _settle(step: Step, by: Staff) -> Step:
    if step["do"] == "snooze":
        return step | {"until": _moment(step["until"], by).isoformat()}
    if step["do"] == "assign" and step["assignee"] == ME:
        return step | {"assignee": str(by.pk)}
    if step["do"] == "answer":
        filled = {
            language: template_for(by, template_id).body
            for language, template_id in step["templates"].items()
        }
        return step | {"bodies": filled | step["bodies"]}
    return step


def _moment(until: str, by: Staff) -> datetime:
    try:
        moment = datetime.fromisoformat(until)
        if moment.tzinfo is None:
            raise ValueError(until)
    except ValueError:
        try:
            moment = snooze_time(until, clock.now(), by.timezone)
        except ValueError as error:
            raise BadInput("until", _("Choose a day.")) from error
    if moment <= clock.now():
        raise BadInput("until", _("Choose a time that is still to come."))
    return moment


def _there(field: str, ask: Any) -> Any:
    try:
        return ask()
    except NotFound as error:
        raise BadInput(field, _("What was chosen here is no longer there.")) from error


def _bad(bad: BadStep) -> str:
    words = {
        "steps": _("Choose what to do: between 1 and 12 steps, with one answer at most."),
        "bodies": _("Write the answer, or choose a template, in at least one language."),
        "name": _("A tag has between 1 and 40 characters."),
        "body": _("Write something first."),
        "until": _("Choose a day."),
        "incident": _("Choose an incident."),
    }
    return words.get(bad.field) or bad.expected
