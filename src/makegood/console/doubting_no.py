"""What the desk asks before a "no" leaves: what it lacks, and whether law or house give today what it refuses."""

from collections.abc import Iterator, Sequence

from makegood.cases.models import Case
from makegood.cases.queries import status_url
from makegood.kernel.text import Phrase, _
from makegood.messages.rules.concerns import Concern, No, lacking_in, no_in
from makegood.policy.rules.rulings import Ruling
from makegood.rights.giving import gifts_on
from makegood.rights.queries import CaseRights, rights_of
from makegood.rights.rules.claiming import refused_by
from makegood.ui.lawwords import law_word

RUNS_BY = {
    "withdrawal": "withdrawal.period",
    "guarantee": "guarantee.liability",
    "guarantee.digital": "guarantee.digital.liability",
    "early_rejection": "guarantee.early_rejection",
    "repair": "guarantee.liability",
    "replacement": "guarantee.liability",
    "termination": "guarantee.liability",
    "exchange": "exchange.good_quality",
}
"""Right → the rule that says until when."""


def doubts_of_no(case: Case, text: str, languages: Sequence[str]) -> Iterator[Concern]:
    """The law is asked only where the text says no."""
    no = no_in(text, languages)
    if no is None:
        return
    yield from lacking_in(no, text, languages, filter(None, [status_url(case)]))
    rights = rights_of(case)
    if rights.ruling is not None:
        given = _given(case, no, rights, rights.ruling)
        if given is not None:
            yield Concern("no_too_early", given, no.start, no.end)


def _given(case: Case, no: No, rights: CaseRights, ruling: Ruling) -> Phrase | None:
    about = refused_by(no.sentence, rights.known)
    held = {code.partition(":")[0] for code in ruling.rights}
    for right in (one for one in RUNS_BY if one in about & held):
        ends = [due.legal for _line, due in ruling.dues if due.rule.rule_id == RUNS_BY[right] and due.is_running and due.legal]  # fmt: skip
        named = {"words": no.words, "right": law_word("right", right)}
        if ends:
            return _("“%(words)s” is a no, but until %(day)s the law gives this: “%(right)s”.", **named, day=max(ends))  # fmt: skip
        return _("“%(words)s” is a no, but the law gives this today: “%(right)s”.", **named)
    house, today = gifts_on(case, rights), rights.today
    for line, refusal in ruling.refused:
        if refusal.right in about and house.gives(refusal.right, line or "", today):
            return _("“%(words)s” is a no, but your house rules give this today: “%(right)s”.", words=no.words, right=law_word("right", refusal.right))  # fmt: skip
    return None
