"""What the editor of a flow sends: its steps in their order, and the button that was pressed."""

import re
from collections.abc import Sequence
from dataclasses import replace

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from makegood.console.forms.base import DeskForm
from makegood.flows.actions.wording import ready_words
from makegood.flows.rules.steps import MOST_STEPS, SORTS, Plan, Step


def plan_in(form: QueryDict, languages: Sequence[str]) -> Plan:
    """The trigger, and of each step `do-0`, `key-0` and what counts for it: `count-0`, `unit-0`, `since-0`, `check-0`,
    `value-0`, `station-0`, `ready-0`, and of each language `subject-0-en`, `text-0-en`."""
    steps = []
    for place in range(MOST_STEPS + 1):
        if f"do-{place}" not in form:
            break
        steps.append(_step_in(form, place, languages))
    return Plan(form.get("trigger", ""), tuple(steps))


def _step_in(form: QueryDict, place: int, languages: Sequence[str]) -> Step:
    do, ready = form.get(f"do-{place}", ""), form.get(f"ready-{place}", "")
    count = form.get(f"count-{place}", "")
    unit = 1 if form.get(f"unit-{place}") == "hours" else 24
    return Step(
        do,
        form.get(f"key-{place}", ""),
        hours=int(count) * unit if re.fullmatch("[0-9]{1,5}", count) else 0,
        since=form.get(f"since-{place}", "trigger"),
        check=form.get(f"check-{place}", ""),
        value=form.get(f"value-{place}", "").strip() or form.get(f"task-{place}", ""),
        station=form.get(f"station-{place}", ""),
        ready=ready,
        words={
            language: own
            for language in languages
            if (own := _own_words(form, place, language, ready))
        },
    )


def _own_words(form: QueryDict, place: int, language: str, ready: str) -> dict[str, str]:
    """What was written; empty where the ready-made words were left as they are."""
    subject = form.get(f"subject-{place}-{language}", "").strip()
    text = form.get(f"text-{place}-{language}", "").replace("\r\n", "\n").strip()
    if not text or (subject, text) == ready_words(ready, language):
        return {}
    return {"subject": subject, "text": text}


def rearranged(plan: Plan, order: list[str]) -> Plan:
    """One of the editor's buttons: `add:wait`, `up:1`, `down:1`, `remove:1`. Foreign ones do nothing."""
    steps = list(plan.steps)
    match order:
        case ["add", sort] if sort in SORTS and len(steps) < MOST_STEPS:
            steps.append(Step(sort, hours=24 if sort in {"wait", "promise"} else 0))
        case ["remove", place] if _is_place(place, steps):
            steps.pop(int(place))
        case ["up", place] if _is_place(place, steps) and int(place):
            _swap(steps, int(place) - 1)
        case ["down", place] if _is_place(place, steps) and int(place) + 1 < len(steps):
            _swap(steps, int(place))
    return replace(plan, steps=tuple(steps))


def _is_place(text: str, steps: Sequence[Step]) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 3 and int(text) < len(steps)


def _swap(steps: list[Step], at: int) -> None:
    steps[at], steps[at + 1] = steps[at + 1], steps[at]


def place_after(order: list[str], plan: Plan) -> str:
    """Which step one goes on with after a button: who uses the keyboard would else begin at the top."""
    last = len(plan.steps) - 1
    match order:
        case ["add", _sort]:
            return f"step-{last}"
        case ["up", place] if place.isdecimal():
            return f"step-{max(int(place) - 1, 0)}"
        case ["down", place] if place.isdecimal():
            return f"step-{min(int(place) + 1, last)}"
        case ["remove", place] if place.isdecimal() and last >= 0:
            return f"step-{min(int(place), last)}"
    return ""


class NewFlowForm(DeskForm):
    """A flow of the shop's own."""

    name = forms.CharField(label=_("Name"), max_length=80)
    trigger = forms.ChoiceField(label=_("It begins when"))


def _clock() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class QuietHoursForm(DeskForm):
    """When nobody is written to."""

    since = forms.TimeField(label=pgettext_lazy("time of day", "From"), widget=_clock())
    until = forms.TimeField(label=pgettext_lazy("time of day", "Until"), widget=_clock())
    keeps_holidays = forms.BooleanField(
        label=_("Not on public holidays where the customer lives"), required=False
    )
    keeps_sundays = forms.BooleanField(label=_("Not on Sundays"), required=False)
