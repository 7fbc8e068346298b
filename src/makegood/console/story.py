"""What happened to a case, in sentences: for the conversation (the turns it took) and the history (every change)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from makegood.cases.rules import Standing, field_of, may_undo
from makegood.console.storywords import Names, is_taking, moment_of, told
from makegood.console.unsaid import as_if_unsaid
from makegood.kernel.models import Happening
from makegood.ui.words import word

TURNS = {
    "ApprovalAsked",
    "ApprovalGranted",
    "ApprovalRefused",
    "CaseAssigned",
    "BulkUndone",
    "CaseClosed",
    "CaseJoined",
    "CaseJoinedIncident",
    "CaseLeftIncident",
    "CaseLinked",
    "CaseMerged",
    "CaseReopened",
    "CaseRestored",
    "CaseSnoozed",
    "CaseWoken",
    "CustomerMarked",
    "FactsAsked",
    "DeletedCaseAnswered",
    "MacroRun",
    "MessageBounced",
    "PromiseBroken",
    "PromiseKept",
    "PromiseOverlong",
    "PromisePaused",
    "PromiseReleased",
    "PromiseReopened",
    "PromiseReplaced",
    "PromiseResumed",
    "ShopAnswered",
}
"""What is worth a line between the words; the rest stands in the history only."""

ICONS = {
    "Approval": "promise",
    "Promise": "promise",
    "Message": "post",
    "Sending": "alert",
    "Case": "history",
    "Call": "phone",
    "Finding": "mood",
    "Mood": "risk",
    "Shop": "shop",
}


@dataclass(frozen=True)
class Chapter:
    """One thing that happened, as it is told."""

    at: datetime
    words: str
    by: str
    icon: str
    is_turn: bool
    way: str = ""
    """Where it came from, in words; empty where that was not noted yet."""
    undo_id: int | None = None
    """What to name when it is to be undone; None: it can't be, or not any more."""

    whole: str = ""
    """The larger thing it is part of: `bulk:<id>`."""
    is_head: bool = False
    parts: tuple["Chapter", ...] = ()

    @property
    def bulk_id(self) -> str:
        return self.whole.removeprefix("bulk:")


def story(
    happenings: Iterable[Happening], names: Names, now: Standing | None = None
) -> list[Chapter]:
    """Everything that can be told of, in its order; what a macro did is told as one thing with its parts.

    `now` is how the case stands, to know what can be undone.
    """
    happenings = as_if_unsaid(happenings)
    undoable = _undoable(happenings, now) if now else set()
    return list(_gathered(_chapters(happenings, names, undoable)))


def _gathered(chapters: list[Chapter]) -> Iterator[Chapter]:
    heads = {one.whole for one in chapters if one.is_head}
    parts: dict[str, list[Chapter]] = {whole: [] for whole in heads}
    for one in chapters:
        if one.whole in heads and not one.is_head:
            parts[one.whole].append(one)
    for one in chapters:
        if one.is_head:
            yield replace(one, parts=tuple(parts[one.whole]))
        elif one.whole not in heads:
            yield one


def _chapters(happenings: Iterable[Happening], names: Names, undoable: set[int]) -> list[Chapter]:
    sentences = ((h, told(h, names)) for h in happenings)
    chapters = [
        Chapter(
            at=_when(h),
            words=words,
            by=names.get(h.by_id, "") if h.by_id and not is_taking(h) else "",
            icon=next((i for start, i in ICONS.items() if h.name.startswith(start)), "history"),
            is_turn=_is_turn(h),
            way=_way(h),
            undo_id=h.pk if h.pk in undoable else None,
            whole=h.facts.get("part_of", ""),
            is_head=h.name in {"MacroRun", "BulkUndone"},
        )
        for h, words in sentences
        if words
    ]
    return sorted(chapters, key=lambda chapter: chapter.at)


def _is_turn(happening: Happening) -> bool:
    """What has a message of its own beside it needs no line: waking by the customer's word, a call that was taken."""
    facts = happening.facts
    if happening.name == "CallEnded":
        return facts["message_id"] is None
    return happening.name in TURNS and not (happening.name == "CaseWoken" and facts.get("heard"))


def _way(happening: Happening) -> str:
    """Of what a colleague had done by the desk itself, the colleague says enough."""
    if not happening.via or (happening.via == "desk" and happening.by_id):
        return ""
    return word("way", happening.via)


def _undoable(happenings: Sequence[Happening], now: Standing) -> set[int]:
    """Of several about the same only the last, while things are still as it left them."""
    last = {field_of(h.name, h.facts): h for h in happenings}
    last.pop("", None)
    return {h.pk for h in last.values() if may_undo(h.name, h.facts, now)}


def _when(happening: Happening) -> datetime:
    """A promise broke when it fell due, not when the desk noticed: everything else about it counts from there."""
    if happening.name == "PromiseBroken" and "due_at" in happening.facts:
        return moment_of(happening.facts["due_at"])
    return happening.at
