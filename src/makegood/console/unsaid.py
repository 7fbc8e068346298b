"""An answer taken back before it left is one line of a case's history: nobody read it, so nothing came of it."""

from collections.abc import Iterable, Sequence

from makegood.kernel.models import Happening


def as_if_unsaid(happenings: Iterable[Happening]) -> list[Happening]:
    """Without what answers that were taken back had brought about: their words, their promises, who had taken the case
    by them. That they were taken back stays.
    """
    known = list(happenings)
    return _untaken(_unwritten(known))


def _unwritten(known: Sequence[Happening]) -> list[Happening]:
    withdrawn = {h.facts["message_id"] for h in known if h.name == "MessageWithdrawn"}
    never = {h.facts["promise_id"] for h in known if h.facts.get("never_given")}
    owed_again = {
        h.facts["promise_id"]
        for h in known
        if h.name == "PromiseReplaced" and h.facts["by_promise_id"] in never
    }
    return [
        h
        for h in known
        if not (
            # What a macro wrote stays among what the macro did.
            (h.name == "MessageWritten" and h.facts["message_id"] in withdrawn and not _whole(h))
            or h.facts.get("promise_id") in never
            or h.facts.get("by_promise_id") in never
            or (h.name == "PromiseReopened" and h.facts["promise_id"] in owed_again)
        )
    ]


def _whole(happening: Happening) -> str:
    return str(happening.facts.get("part_of", ""))


def _untaken(known: list[Happening]) -> list[Happening]:
    """The answer took the case and taking it back gave it up: both stand right beside the line that it was taken back."""
    gone: set[int] = set()
    for taken, withdrawn, left in zip(known, known[1:], known[2:], strict=False):
        is_hers = withdrawn.name == "MessageWithdrawn" and {taken.name, left.name} == {
            "CaseAssigned"
        }
        if is_hers and _took(taken) and left.facts["before_id"] == taken.facts["assignee_id"]:
            gone |= {taken.pk, left.pk}
    return [h for h in known if h.pk not in gone]


def _took(happening: Happening) -> bool:
    facts = happening.facts
    return not facts.get("before_id") and facts["assignee_id"] == str(happening.by_id)
