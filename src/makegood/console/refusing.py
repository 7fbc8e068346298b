"""A "no" in the customer's language: what is refused, why, since when, by which law, and what they can do next."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from makegood.cases.models import Case
from makegood.cases.queries import status_url
from makegood.console.law import Panel, Refused
from makegood.kernel import clock
from makegood.ui import formats
from makegood.ui.lawwords import law_word

OPEN_WAYS = {
    "withdrawal": "withdrawal.period",
    "refund": "",
    "repair": "",
    "replacement": "",
    "price_reduction": "",
    "termination": "",
    "early_rejection": "guarantee.early_rejection",
    "final_rejection": "",
    "exchange": "exchange.good_quality",
    "loaner": "",
    "mandatory_warranty": "",
    "guarantee": "guarantee.liability",
    "guarantee.digital": "guarantee.digital.liability",
    "b2b_defects": "",
}
"""Right that is something to do next → the rule that says until when."""


def no_in_words(case: Case, panel: Panel, refused: Refused) -> str:
    """Only of a right the law refuses, with the rule it is read from."""
    assert refused.rule
    with translation.override(case.language):
        told = [_what(refused), *refused.why, _source(panel, refused)]
        return "\n\n".join([" ".join(told), "\n".join(_next(case, panel, refused))])


def _what(refused: Refused) -> str:
    right = law_word("right", refused.right)
    words = _("We have looked at what the law gives you. This is no part of it: “%(right)s”.")
    if refused.name:
        words = _("We have looked at what the law gives you. For “%(product)s” this is no part of it: “%(right)s”.")  # fmt: skip
    told = [words % {"right": right, "product": refused.name}, law_word("reason", refused.reason)]
    if refused.ended:
        told.append(_("It ended on %(day)s.") % {"day": formats.date(refused.ended, "full")})
    return " ".join(told)


def _source(panel: Panel, refused: Refused) -> str:
    assert refused.rule
    return _("This is how it stands on %(day)s, by the law of %(country)s (%(source)s).") % {
        "day": formats.date(clock.now(), "long"),
        "country": formats.country_name(panel.country),
        "source": refused.rule.source,
    }


def _next(case: Case, panel: Panel, refused: Refused) -> Iterator[str]:
    ways = list(_ways(panel, refused))
    if ways:
        yield _("What you can do:")
        yield from (f"– {way}" for way in ways)
    url = status_url(case)
    if url:
        yield _("If you see it differently, or know something we don't, write to us here: %(url)s") % {"url": url}  # fmt: skip
    else:
        yield _("If you see it differently, or know something we don't, write to us.")


def _ways(panel: Panel, refused: Refused) -> Iterator[str]:
    held = [code for line in panel.lines if line.name in ("", refused.name) for code in line.rights]
    for code in OPEN_WAYS:
        if code in held:
            until = _end(panel, OPEN_WAYS[code], refused.name)
            right = law_word("right", code)
            words = _("%(right)s (until %(day)s)")
            yield words % {"right": right, "day": until} if until else right


def _end(panel: Panel, rule_id: str, name: str) -> str:
    ends = [
        one.legal
        for one in panel.dates
        if one.rule.rule_id == rule_id and one.name in ("", name) and one.state == "running"
        if one.legal
    ]
    return formats.date(min(ends), "long") if ends else ""
