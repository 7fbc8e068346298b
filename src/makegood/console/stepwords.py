"""Steps and what became of them, in the reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makegood.bulk.queries import incident_titles
from makegood.bulk.rules import ME, Step
from makegood.people.queries import names_of_staff, teams
from makegood.ui import formats
from makegood.ui.words import word

UNTIL: Mapping[str, str | Lazy] = {
    "hours": gettext_lazy("for three hours"),
    "tomorrow": gettext_lazy("until tomorrow morning"),
    "monday": gettext_lazy("until Monday morning"),
    "week": gettext_lazy("for a week"),
}
RESULTS: Mapping[str, tuple[str | Lazy, str, str]] = {
    "": (gettext_lazy("Waiting"), "plain", "clock"),
    "done": (gettext_lazy("Done"), "good", "check"),
    "skipped": (gettext_lazy("So already"), "plain", "info"),
    "refused": (gettext_lazy("Refused"), "warn", "alert"),
    "changed": (gettext_lazy("Changed meanwhile"), "warn", "refresh"),
    "failed": (gettext_lazy("Broke"), "bad", "alert"),
    "stopped": (gettext_lazy("Stopped before"), "plain", "close"),
}
"""Result → its words, tone and icon."""


@dataclass(frozen=True)
class Names:
    """Whom and what steps name."""

    staff: Mapping[str, str]
    teams: Mapping[str, str]
    incidents: Mapping[str, str]


NOBODY = Names({}, {}, {})


def names_in(steps: Iterable[Step]) -> Names:
    """What these steps need; what none of them names is not asked for."""
    steps = list(steps)
    kinds = {step["do"] for step in steps}
    people = names_of_staff() if "assign" in kinds else {}
    groups = teams().prefetch_related(None) if "team" in kinds else ()
    return Names(
        staff={str(pk): name for pk, name in people.items()},
        teams={str(team.pk): team.name for team in groups},
        incidents=incident_titles(steps),
    )


def step_words(step: Step, names: Names) -> str:
    """What the step does, as an instruction."""
    match step["do"]:
        case "assign":
            return _assigning(step["assignee"], names)
        case "team":
            team = names.teams.get(step["team"] or "", "?")
            return _("Give to the team %(team)s") % {"team": team} if step["team"] else _("No team")
        case "tag":
            return _("Tag %(name)s") % {"name": step["name"]}
        case "untag":
            return _("Remove the tag %(name)s") % {"name": step["name"]}
        case "kind":
            return _("Kind: %(kind)s") % {"kind": word("kind", step["kind"])}
        case "language":
            return _("Language: %(language)s") % {"language": word("language", step["language"])}
        case "note":
            return _("Leave a note")
        case "incident":
            title = names.incidents.get(step["incident"], "?")
            return _("Part of the incident “%(title)s”") % {"title": title}
        case "snooze":
            return _("Put aside %(until)s") % {"until": _until(step["until"])}
        case "wake":
            return _("Back to the inbox")
        case "reopen":
            return _("Reopen")
        case "close" if step["reason"]:
            return _("Close: %(reason)s") % {"reason": step["reason"]}
        case "close":
            return _("Close")
        case _:
            return _("Answer, and close once it is sent") if step.get("close") else _("Answer")


def all_words(steps: Iterable[Step]) -> list[str]:
    """All of them, in their order."""
    steps = list(steps)
    names = names_in(steps)
    return [step_words(step, names) for step in steps]


def whole_words(step: Step, names: Names) -> str:
    """As `step_words`, with what it says: two versions of it can be told apart."""
    said = [step["body"]] if step["do"] == "note" else []
    if step["do"] == "answer":
        said = [f"{word('language', code)}: {text}" for code, text in step["bodies"].items()]
        said += [word("language", code) for code in step["templates"] if code not in step["bodies"]]
    words = step_words(step, names)
    return f"{words} ({'; '.join(said)})" if said else words


def result_of(result: str) -> dict[str, Any]:
    """A result as a badge says it."""
    words, tone, icon = RESULTS[result]
    return {"label": str(words), "tone": tone, "icon": icon}


def _assigning(assignee: str | None, names: Names) -> str:
    if assignee == ME:
        return _("Take it oneself")
    if assignee is None:
        return _("Assign to nobody")
    return _("Assign to %(name)s") % {"name": names.staff.get(assignee, "?")}


def _until(until: str) -> str:
    if until in UNTIL:
        return str(UNTIL[until])
    moment = datetime.fromisoformat(until)
    day = formats.day_time(moment) if moment.tzinfo else formats.date(moment)
    return _("until %(day)s") % {"day": day}
