"""Whether messages may be taken out of their case. Pure."""

from dataclasses import dataclass

from makegood.cases.rules import Refusal
from makegood.kernel.text import _


@dataclass(frozen=True)
class SplitFacts:
    """`stays_something`: a word is left in the case; `is_under_way`: one of those to be taken is still on its way out."""

    stays_something: bool
    is_under_way: bool


def may_split(facts: SplitFacts) -> Refusal | None:
    """A case keeps at least one word, and what is still on its way stays where its writer sees it."""
    if not facts.stays_something:
        return Refusal(
            "nothing_left",
            (_("A case can't be left without a word. Leave at least one message in it."),),
        )
    if facts.is_under_way:
        return Refusal(
            "under_way",
            (
                _(
                    "One of these messages is still on its way. Wait a moment, or take it back first."
                ),
            ),
        )
    return None
