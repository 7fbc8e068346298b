"""What is to be done to a case: every field that is filled is a step."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from makegood.bulk.rules import ME, SNOOZES, Step
from makegood.cases.models import Case
from makegood.cases.queries import open_incidents
from makegood.console.forms.base import DeskForm
from makegood.kernel.text import LANGUAGES
from makegood.messages.queries import templates_of
from makegood.people.queries import active_staff, teams
from makegood.shops.models import Shop
from makegood.ui.words import word

KEEP = "keep"
NOBODY = "nobody"
_AS_IT_IS = (KEEP, _("as it is"))
MOST_INCIDENTS = 50


def _choice(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, initial=KEEP)


class StepsForm(DeskForm):
    """The steps of a bulk or a macro, in the order they are taken."""

    tags_on = forms.CharField(
        label=_("Add tags"), required=False, max_length=400, help_text=_("With commas between.")
    )
    tags_off = forms.CharField(label=_("Remove tags"), required=False, max_length=400)
    kind = _choice(_("Kind"))
    language = _choice(_("Customer's language"))
    team = _choice(_("Team"))
    assignee = _choice(_("Assigned to"))
    incident = _choice(_("Incident"))
    state = _choice(_("Open, aside or closed"))
    day = forms.DateField(
        label=_("Put aside until the morning of"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    reason = forms.CharField(
        label=_("Reason for closing"),
        required=False,
        max_length=1000,
        help_text=_("Needed only where somebody still waits."),
    )
    note = forms.CharField(
        label=_("Note for colleagues"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, shop: Shop, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shop_languages = [code for code in shop.languages if code in LANGUAGES]
        self.cases_in: dict[str, int] = {}
        """How many of the chosen cases speak each language, where some were chosen."""
        self._offer("kind", [(k or "-", word("kind", k)) for k in Case.Kind.values])
        self._offer("language", LANGUAGES.items())
        self._offer("team", [(NOBODY, _("everybody")), *_named(teams().prefetch_related(None))])
        people = [(ME, _("whoever does it")), (NOBODY, _("nobody")), *_named(active_staff())]
        self._offer("assignee", people)
        incidents = open_incidents()[:MOST_INCIDENTS]
        self._offer("incident", [(str(one.pk), one.title) for one in incidents])
        self._offer("state", _STATES)
        self._offer_words(shop)

    @property
    def answers(self) -> list[tuple[str, BoundField, BoundField]]:
        """Language, template and words, for each language of the shop."""
        return [
            (code, self[f"template_{code}"], self[f"answer_{code}"]) for code in self.shop_languages
        ]

    @property
    def steps(self) -> list[Step]:
        """Of a valid form."""
        given = self.cleaned_data
        steps: list[Step] = [{"do": "tag", "name": n} for n in _split(given["tags_on"])]
        steps += [{"do": "untag", "name": n} for n in _split(given["tags_off"])]
        if given["kind"] != KEEP:
            steps.append({"do": "kind", "kind": given["kind"].replace("-", "")})
        if given["language"] != KEEP:
            steps.append({"do": "language", "language": given["language"]})
        for do, name in (("team", "team"), ("assign", "assignee")):
            if given[name] != KEEP:
                steps.append({"do": do, name: None if given[name] == NOBODY else given[name]})
        if given["incident"] != KEEP:
            steps.append({"do": "incident", "incident": given["incident"]})
        if given["note"]:
            steps.append({"do": "note", "body": given["note"]})
        return steps + self._answer() + self._state()

    @staticmethod
    def filled_from(steps: Sequence[Step]) -> dict[str, Any]:
        """The fields as they were when these steps were made of them."""
        found: dict[str, Any] = {}
        for step in steps:
            found |= _fields_of(step, found)
        return found

    def _answer(self) -> list[Step]:
        given = self.cleaned_data
        codes = self.shop_languages
        bodies = {c: given[f"answer_{c}"] for c in codes if given[f"answer_{c}"].strip()}
        templates = {c: given[f"template_{c}"] for c in codes if given[f"template_{c}"] != KEEP}
        if not bodies and not templates:
            return []
        return [{"do": "answer", "bodies": bodies, "templates": templates}]

    def _state(self) -> list[Step]:
        given = self.cleaned_data
        if given["day"]:
            return [{"do": "snooze", "until": given["day"].isoformat()}]
        match given["state"]:
            case "close":
                return [{"do": "close", "reason": given["reason"]}]
            case "wake" | "reopen" as do:
                return [{"do": do}]
            case until if until in SNOOZES:
                return [{"do": "snooze", "until": until}]
            case _:
                return []

    def _offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        self.fields[name].choices = [_AS_IT_IS, *choices]  # type: ignore[attr-defined]  # the stubs know only Field

    def _offer_words(self, shop: Shop) -> None:
        by_language: dict[str, list[tuple[str, str]]] = {code: [] for code in self.shop_languages}
        for template in templates_of(shop):
            if template.language in by_language:
                tone = f" ({word('tone', template.tone)})" if template.tone else ""
                by_language[template.language].append((str(template.pk), template.name + tone))
        for code, templates in by_language.items():
            self.fields[f"template_{code}"] = forms.ChoiceField(
                label=_("Template"), choices=[(KEEP, _("none")), *templates], initial=KEEP
            )
            self.fields[f"answer_{code}"] = forms.CharField(
                label=_("Or your own words"),
                required=False,
                max_length=50_000,
                widget=forms.Textarea(attrs={"rows": 6, "lang": code, "dir": "auto"}),
            )


_STATES = [
    ("close", _("close")),
    ("reopen", _("reopen")),
    ("hours", _("put aside for three hours")),
    ("tomorrow", _("put aside until tomorrow morning")),
    ("monday", _("put aside until Monday morning")),
    ("week", _("put aside for a week")),
    ("wake", _("back to the inbox")),
]


def _named(rows: Iterable[Any]) -> list[tuple[str, str]]:
    return [(str(row.pk), row.name) for row in rows]


def _split(text: str) -> list[str]:
    return list(dict.fromkeys(" ".join(part.split()) for part in text.split(",") if part.strip()))


def _fields_of(step: Step, found: dict[str, Any]) -> dict[str, Any]:
    match step["do"]:
        case "tag" | "untag" as do:
            name = "tags_on" if do == "tag" else "tags_off"
            return {name: ", ".join(filter(None, (found.get(name), step["name"])))}
        case "kind":
            return {"kind": step["kind"] or "-"}
        case "language" | "incident" as do:
            return {do: step[do]}
        case "team":
            return {"team": step["team"] or NOBODY}
        case "assign":
            return {"assignee": step["assignee"] or NOBODY}
        case "note":
            return {"note": step["body"]}
        case "close":
            return {"state": "close", "reason": step["reason"]}
        case "snooze" if step["until"] not in SNOOZES:
            return {"day": step["until"]}
        case "snooze":
            return {"state": step["until"]}
        case "answer":
            return (
                {f"answer_{code}": text for code, text in step["bodies"].items()}
                | {f"template_{code}": pk for code, pk in step["templates"].items()}
                | ({"state": "close"} if step["close"] else {})
            )
        case do:
            return {"state": do}
