"""Whether messages may be taken out of their case. Pure."""

from dataclasses import dataclass

from makegood.cases.rules import Refusal
from makegood.kernel.text import _


@dataclass(frozen=True)
class SplitFacts:
    """`takes_something`, `stays_something`: a person's word is taken, and one is left in the case; `is_under_way`: one of
    those to be taken is still on its way out.
    """

    takes_something: bool
    stays_something: bool
    is_under_way: bool


def may_split(facts: SplitFacts) -> Refusal | None:
    """Both cases have at least one word, and what is still on its way stays where its writer sees it."""
    if not facts.takes_something:
        return Refusal(
            "nothing_taken",
            (
                _(
                    "An automatic message is no matter of its own. Choose at least one message a person wrote."
                ),
            ),
        )
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
