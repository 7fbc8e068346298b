"""Each step as it is seen beforehand, taken, and taken back: other rooms' own actions, and what it takes to undo them.

`look` says what a step would change on a case (None: nothing), `take` does it and answers what to keep, `undo` puts
back what was kept or refuses because something has changed since.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from makegood.bulk.rules import Step
from makegood.cases.actions.assigning import assign, hand_to_team
from makegood.cases.actions.changing import change_case
from makegood.cases.actions.closing import close_case, reopen_case
from makegood.cases.actions.incidents import add_to_incident, take_out_of_incident
from makegood.cases.actions.noting import note
from makegood.cases.actions.snoozing import snooze, wake
from makegood.cases.actions.tagging import tag, untag
from makegood.cases.models import Case, CaseInIncident, Incident
from makegood.kernel import clock
from makegood.kernel.errors import Conflict, Refused
from makegood.kernel.text import LANGUAGES
from makegood.messages.actions.sending import PromiseWish, send_reply, take_out
from makegood.messages.models import Message
from makegood.messages.queries import promising_template
from makegood.messages.rules import fill_template
from makegood.people.models import Staff, Team
from makegood.promises.queries import Read, promise_of, promises_in_answer, replaceable_promises
from makegood.promises.rules import takes_its_place
from makegood.rights.wording import fields_of

M = TypeVar("M", bound=Model)
Kept = dict[str, Any]
UNDO_FOR = timedelta(minutes=1)
"""How long the answers of a bulk wait before they leave: who answers many at once sees a mistake in the first results."""


@dataclass
class Hand:
    """Whoever does it, and what does not change from one case to the next."""

    by: Staff
    undo_for: timedelta = UNDO_FOR
    _met: dict[str, Any] = field(default_factory=dict)

    def staff(self, staff_id: str | None) -> Staff | None:
        return self._once(Staff, staff_id) if staff_id else None

    def team(self, team_id: str | None) -> Team | None:
        return self._once(Team, team_id) if team_id else None

    def incident(self, incident_id: str) -> Incident:
        return self._once(Incident, incident_id)

    def _once(self, model: type[M], key: str) -> M:
        """Gone meanwhile: refused, for every case alike."""
        if key not in self._met:
            self._met[key] = model._default_manager.filter(pk=key).first()
        found = self._met[key]
        if not isinstance(found, model):
            raise Refused("gone", _("What it was to be given to is no longer there."))
        return found


def look(case: Case, step: Step) -> Kept | None:
    """What the step would change on the case as it is: `before` and `after`; None when it is so already."""
    return _LOOKS[step["do"]](case, step)


def take(case: Case, step: Step, hand: Hand, words: str | None = None) -> Kept:
    """Take the step, and answer what it takes to undo it. `words`: an answer somebody has looked over."""
    kept = look(case, step) or {}
    extra = (
        _answer(case, step, hand, words)
        if step["do"] == "answer"
        else _TAKES[step["do"]](case, step, hand)
    )
    return {"do": step["do"]} | kept | (extra or {})


def undo(case: Case, kept: Kept, hand: Hand) -> None:
    """Put back what a step did. Refused when that can't be, or when it was changed again since."""
    _UNDOES[kept["do"]](case, kept, hand)


def answer_for(case: Case, step: Step, by: Staff) -> tuple[str, tuple[str, ...]]:
    """The words of an answer for this case, and the fields nothing is known for. Refused without words in its language."""
    body = step["bodies"].get(case.language)
    if body is None:
        language = LANGUAGES.get(case.language, case.language)
        raise Refused(
            "no_words_in_language",
            _("There are no words in this customer's language, %(language)s.")
            % {"language": language},
        )
    filled = fill_template(body, fields_of(case, by))
    return filled.text, filled.missing


def _or_none(value: UUID | None) -> str | None:
    return str(value) if value else None


def _changes(before: Any, after: Any) -> Kept | None:
    return None if before == after else {"before": before, "after": after}


def _look_tag(case: Case, step: Step) -> Kept | None:
    on = case.tags.filter(name__iexact=step["name"]).exists()
    return None if on else {"after": step["name"]}


def _look_untag(case: Case, step: Step) -> Kept | None:
    found = case.tags.filter(name__iexact=step["name"]).first()
    return {"before": found.name} if found else None


def _look_snooze(case: Case, step: Step) -> Kept | None:
    before = case.snoozed_until.isoformat() if case.snoozed_until else None
    return _changes(before, step["until"])


def _look_incident(case: Case, step: Step) -> Kept | None:
    own = CaseInIncident.objects.filter(case=case, incident=step["incident"])
    return None if own.exists() else {"after": step["incident"]}


def _look_reopen(case: Case, step: Step) -> Kept | None:
    if not case.is_closed:
        return None
    closure = case.closures.filter(reopened_at=None).first()
    return {"before": closure.reason if closure else ""}


_LOOKS: Mapping[str, Callable[[Case, Step], Kept | None]] = {
    "assign": lambda case, step: _changes(_or_none(case.assignee_id), step["assignee"]),
    "team": lambda case, step: _changes(_or_none(case.team_id), step["team"]),
    "tag": _look_tag,
    "untag": _look_untag,
    "kind": lambda case, step: _changes(case.kind, step["kind"]),
    "language": lambda case, step: _changes(case.language, step["language"]),
    "note": lambda case, step: {},
    "incident": _look_incident,
    "answer": lambda case, step: {},
    "snooze": _look_snooze,
    "wake": lambda case, step: (
        {"before": case.snoozed_until.isoformat()} if case.snoozed_until else None
    ),
    "close": lambda case, step: None if case.is_closed else {},
    "reopen": _look_reopen,
}


def _take_assign(case: Case, step: Step, hand: Hand) -> None:
    assign(case, hand.by, hand.staff(step["assignee"]))


def _take_team(case: Case, step: Step, hand: Hand) -> None:
    hand_to_team(case, hand.by, hand.team(step["team"]))


def _take_tag(case: Case, step: Step, hand: Hand) -> Kept:
    return {"after": tag(case, hand.by, step["name"]).name}


def _take_note(case: Case, step: Step, hand: Hand) -> Kept:
    return {"note": str(note(case, hand.by, step["body"]).pk)}


_TAKES: Mapping[str, Callable[[Case, Step, Hand], Kept | None]] = {
    "assign": _take_assign,
    "team": _take_team,
    "tag": _take_tag,
    "untag": lambda case, step, hand: untag(case, hand.by, step["name"]),
    "kind": lambda case, step, hand: change_case(case, hand.by, kind=step["kind"]),
    "language": lambda case, step, hand: change_case(case, hand.by, language=step["language"]),
    "note": _take_note,
    "incident": lambda case, step, hand: add_to_incident(
        case, hand.by, hand.incident(step["incident"])
    ),
    "snooze": lambda case, step, hand: snooze(case, hand.by, datetime.fromisoformat(step["until"])),
    "wake": lambda case, step, hand: wake(case, hand.by),
    "close": lambda case, step, hand: close_case(case, hand.by, step["reason"]),
    "reopen": lambda case, step, hand: reopen_case(case, hand.by),
}


def _answer(case: Case, step: Step, hand: Hand, words: str | None) -> Kept:
    text, missing = (
        (words, fill_template(words, {}).missing) if words else answer_for(case, step, hand.by)
    )
    if missing:
        raise Refused(
            "unfilled",
            _("Nothing is known here for: %(fields)s.") % {"fields": ", ".join(missing)},
        )
    message = send_reply(
        case,
        hand.by,
        text,
        close=step["close"],
        promise=_promise_in(case, step, text),
        undo_for=hand.undo_for,
        is_by_hand=False,
    )
    return {"message": str(message.pk)}


def _promise_in(case: Case, step: Step, text: str) -> PromiseWish | None:
    """What the words promise, as if somebody had typed them, and what the template they are made from does by itself."""
    said = promises_in_answer(case, text)
    found = [_wish(case, one) for one in said]
    template = promising_template(case.shop, step["templates"].get(case.language, ""))
    if (by_itself := promise_of(template, case, text, said)) and template:
        found.append(replace(_wish(case, by_itself), template=template.pk))
    return replace(found[0], beside=tuple(found[1:])) if found else None


def _wish(case: Case, found: Read) -> PromiseWish:
    now, earlier = clock.now(), replaceable_promises(case, found.kind)
    replaced = tuple(
        one.pk for one in earlier if takes_its_place(one.kind, one.due_at, found.due_at, now)
    )
    return PromiseWish(found.due_at, found.text, found.kind, replaced, amount=found.amount)


def _since(is_so: bool) -> None:
    if not is_so:
        raise Refused("changed_since", _("It was changed again since."))


def _undo_assign(case: Case, kept: Kept, hand: Hand) -> None:
    _since(_or_none(case.assignee_id) == kept["after"])
    assign(case, hand.by, hand.staff(kept["before"]))


def _undo_team(case: Case, kept: Kept, hand: Hand) -> None:
    _since(_or_none(case.team_id) == kept["after"])
    hand_to_team(case, hand.by, hand.team(kept["before"]))


def _undo_cover(case: Case, kept: Kept, hand: Hand) -> None:
    name = kept["do"]
    _since(getattr(case, name) == kept["after"])
    change_case(case, hand.by, **{name: kept["before"]})


def _undo_snooze(case: Case, kept: Kept, hand: Hand) -> None:
    _since(case.snoozed_until == datetime.fromisoformat(kept["after"]))
    _put_aside_again(case, kept["before"], hand) if kept["before"] else wake(case, hand.by)


def _undo_wake(case: Case, kept: Kept, hand: Hand) -> None:
    _since(not case.is_snoozed)
    _put_aside_again(case, kept["before"], hand)


def _put_aside_again(case: Case, until: str, hand: Hand) -> None:
    moment = datetime.fromisoformat(until)
    if moment <= clock.now():
        raise Refused("time_is_up", _("The time until which it was put aside is over."))
    snooze(case, hand.by, moment)


def _undo_close(case: Case, kept: Kept, hand: Hand) -> None:
    reopen_case(case, hand.by)


def _undo_reopen(case: Case, kept: Kept, hand: Hand) -> None:
    close_case(case, hand.by, kept["before"] or _("It was closed before."))


def _undo_incident(case: Case, kept: Kept, hand: Hand) -> None:
    take_out_of_incident(case, hand.by, hand.incident(kept["after"]))


def _undo_note(case: Case, kept: Kept, hand: Hand) -> None:
    raise Refused("note_stays", _("The note stays: colleagues may have read it."))


def _undo_answer(case: Case, kept: Kept, hand: Hand) -> None:
    message = Message.objects.filter(pk=kept["message"], case=case).first()
    if message is None:  # somebody took it back already
        return
    try:
        take_out(message, hand.by)
    except Conflict as error:
        raise Refused("already_sent", _("The answer has left already.")) from error


_UNDOES: Mapping[str, Callable[[Case, Kept, Hand], None]] = {
    "assign": _undo_assign,
    "team": _undo_team,
    "tag": lambda case, kept, hand: untag(case, hand.by, kept["after"]),
    "untag": lambda case, kept, hand: _void(tag(case, hand.by, kept["before"])),
    "kind": _undo_cover,
    "language": _undo_cover,
    "note": _undo_note,
    "incident": _undo_incident,
    "answer": _undo_answer,
    "snooze": _undo_snooze,
    "wake": _undo_wake,
    "close": _undo_close,
    "reopen": _undo_reopen,
}


def _void(_value: object) -> None:
    return None
