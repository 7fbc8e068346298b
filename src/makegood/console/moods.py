"""What was found on a case, in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import ngettext

from makegood.moods.models import Finding
from makegood.moods.rules import ALARMING, BY_CASES, BY_MESSAGES, MOODS, THREATS, weight_of

Groups = list[tuple[str, list[Finding]]]


@dataclass(frozen=True)
class Moods:
    """What the cover shows: what was found in the last telling message and apart from messages, and what in earlier ones."""

    now: Groups
    earlier: Groups
    weight: int
    enough: int = ALARMING
    threats: tuple[str, ...] = THREATS

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> "Moods":
        """The findings by kind, threats first."""
        found = list(findings)
        spoken = [one.message_id for one in found if one.message_id]
        last = spoken[-1] if spoken else None
        now = [one for one in found if one.message_id in (None, last)]
        earlier = [one for one in found if one.message_id not in (None, last)]
        weight = weight_of((one.kind, one.weight) for one in found if one.counts)
        return cls(_by_kind(now), _by_kind(earlier), weight)

    @property
    def times_told(self) -> Callable[[Finding], str]:
        """What to call for the words of a finding without words."""
        return times_told


def _by_kind(findings: list[Finding]) -> Groups:
    kinds = (*THREATS, *MOODS)
    groups = [(kind, [one for one in findings if one.kind == kind]) for kind in kinds]
    return [(kind, all_of) for kind, all_of in groups if all_of]


def times_told(finding: Finding) -> str:
    """How often, or how long, of what no words tell."""
    times, num = finding.times, {"num": finding.times}
    if finding.phrase == BY_MESSAGES:
        words = ngettext(
            "%(num)s message without an answer", "%(num)s messages without an answer", times
        )
    elif finding.phrase == BY_CASES:
        words = ngettext("%(num)s case within 30 days", "%(num)s cases within 30 days", times)
    else:
        words = ngettext("%(num)s day without a word", "%(num)s days without a word", times)
    return words % num
