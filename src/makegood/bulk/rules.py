"""What a step is, what it builds upon, and how several of them stand together. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

Step = dict[str, Any]
"""`do` and what it needs: `{"do": "tag", "name": "storm"}`."""

STEPS: dict[str, tuple[str, ...]] = {
    "assign": ("assignee",),
    "team": ("team",),
    "tag": (),
    "untag": (),
    "kind": ("kind",),
    "language": ("language",),
    "note": (),
    "incident": ("incident",),
    "answer": ("closed", "heard", "told"),
    "snooze": ("closed", "snoozed", "heard"),
    "wake": ("closed", "snoozed"),
    "close": ("closed", "heard", "told"),
    "reopen": ("closed",),
}
"""Every step there is, and what of a case it builds upon: if that is other than it was when the case was chosen,
whoever chose did not know, and the step is not taken."""

ME = "me"
"""An assignee: whoever takes the step."""
SNOOZES = ("hours", "tomorrow", "monday", "week")
MOST_STEPS = 12
LONGEST_ANSWER = 50_000


class BadStep(Exception):
    """A step that can't be understood: `field` of it, and what was expected."""

    def __init__(self, field: str, expected: str) -> None:
        super().__init__(field, expected)
        self.field = field
        self.expected = expected


def read_steps(given: Sequence[Mapping[str, Any]]) -> list[Step]:
    """The steps as they are kept: known ones, with what they need and nothing else. `BadStep` otherwise."""
    if not 0 < len(given) <= MOST_STEPS:
        raise BadStep("steps", f"between 1 and {MOST_STEPS} steps")
    return arranged([_read(step) for step in given])


def permission_for(step: Step) -> str:
    """What whoever takes the step must be allowed; a note is everybody's."""
    needed = {"close": "close", "reopen": "close", "note": ""}
    return needed.get(step["do"], "answer")


def arranged(steps: list[Step]) -> list[Step]:
    """A case that is answered can be closed only once the answer has left: closing goes along with it."""
    answer = next((step for step in steps if step["do"] == "answer"), None)
    if answer is None:
        return steps
    if sum(step["do"] == "answer" for step in steps) > 1:
        raise BadStep("steps", "one answer at most")
    closing = [step for step in steps if step["do"] == "close" and not step["reason"]]
    if closing:
        answer["close"] = True
    return [step for step in steps if step not in closing]


def changed(step: Step, seen: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """The first of what the step builds upon that is other than it was; empty: none."""
    return next((name for name in STEPS[step["do"]] if seen.get(name) != now.get(name)), "")


def _read(given: Mapping[str, Any]) -> Step:
    do = given.get("do")
    if do not in STEPS:
        raise BadStep("do", "one of " + ", ".join(STEPS))
    match do:
        case "assign":
            is_me = given.get("assignee") == ME
            found = {"assignee": ME if is_me else _id(given, "assignee", is_needed=False)}
        case "team":
            found = {"team": _id(given, "team", is_needed=False)}
        case "incident":
            found = {"incident": _id(given, "incident")}
        case "tag" | "untag":
            found = {"name": " ".join(_text(given, "name", 40).split())}
        case "kind" | "language":
            found = {do: _text(given, do, 20, is_needed=do == "language")}
        case "note":
            found = {"body": _text(given, "body", 20_000)}
        case "snooze":
            found = {"until": _text(given, "until", 40)}
        case "close":
            found = {"reason": _text(given, "reason", 1000, is_needed=False)}
        case "answer":
            found = _answer(given)
        case _:
            found = {}
    return {"do": do} | found


def _answer(given: Mapping[str, Any]) -> dict[str, Any]:
    """`bodies`: words by language; `templates`: ids of prepared answers by language, in whose place they stand."""
    found: dict[str, Any] = {}
    for name in ("bodies", "templates"):
        texts = given.get(name) or {}
        if not isinstance(texts, Mapping) or len(texts) > 20:
            raise BadStep(name, "one for each language")
        found[name] = {
            str(language): _text({name: text}, name, LONGEST_ANSWER)
            for language, text in texts.items()
            if not isinstance(text, str) or text.strip()
        }
    if not found["bodies"] and not found["templates"]:
        raise BadStep("bodies", "the words of the answer, in at least one language")
    return found | {"close": bool(given.get("close"))}


def _text(given: Mapping[str, Any], name: str, longest: int, *, is_needed: bool = True) -> str:
    text = given.get(name) or ""
    if not isinstance(text, str):
        raise BadStep(name, "a text")
    text = text.replace("\x00", "").strip()
    if (is_needed and not text) or len(text) > longest:
        raise BadStep(name, f"between {int(is_needed)} and {longest:,} characters")
    return text


def _id(given: Mapping[str, Any], name: str, *, is_needed: bool = True) -> str | None:
    value = given.get(name)
    if not value and not is_needed:
        return None
    try:
        return str(UUID(str(value)))
    except ValueError as error:
        raise BadStep(name, "an id") from error
