"""What the law gives the customer, in plain words: until when, and what they can do next. What helps nobody is left out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from makegood.cases.models import Case
from makegood.policy.rules.findings import Due
from makegood.policy.rules.rulings import Ruling
from makegood.remedies.models import Approval
from makegood.remedies.queries import given_beyond
from makegood.rights.giving import gifts_on
from makegood.rights.queries import rights_of
from makegood.rights.rules.giving import Gift, Gifts
from makegood.rights.wording import span
from makegood.rulebook.rules.tables import WarrantyRow
from makegood.ui import formats
from makegood.ui.lawwords import law_word


@dataclass(frozen=True)
class Entitled:
    """Sentences, and whether somebody who knows the law has checked what they rest on."""

    country: str
    sentences: tuple[str, ...]
    is_verified: bool


def entitled(case: Case) -> Entitled | None:
    """Nothing of a case without an order, of a business buyer, or where we know nothing of the law."""
    if case.order is None:
        return None
    rights = rights_of(case)
    ruling = rights.ruling
    if ruling is None or not ruling.facts.is_consumer:
        return None
    house = tuple(_house(gifts_on(case, rights), rights.names, rights.today))
    more = tuple(_beyond(given_beyond(case, rights.today), rights.names))
    sentences = (*_sentences(ruling, rights.names), *house, *more)
    is_verified = ruling.law.pack.legal_status == "verified"
    return Entitled(rights.country, sentences, is_verified) if sentences else None


def _sentences(ruling: Ruling, names: dict[str, str]) -> Iterator[str]:
    held = {code.partition(":")[0] for code in ruling.rights}
    has_withdrawn = bool(_dues(ruling, "withdrawal.refund"))
    if "withdrawal" in held and not has_withdrawn:
        some = ruling.lines_with("withdrawal")
        yield from _named(ruling, names, "withdrawal.period", _returning, some)
    if has_withdrawn:
        yield from _named(ruling, names, "withdrawal.return_goods", _sending_back)
        yield from _named(ruling, names, "withdrawal.refund", _money)
    if "repair" in held and "price_reduction" not in held:
        yield _("You can choose whether it is repaired or replaced, as far as that is possible.")
    yield from _named(ruling, names, "complaint.answer", _answer)
    if "guarantee" in held:
        some = ruling.lines_with("guarantee")
        yield from _named(ruling, names, "guarantee.liability", _guarantee, some)


def _house(house: Gifts, names: dict[str, str], today: date) -> Iterator[str]:
    """What the shop gives longer than the law, as long as it lasts."""
    for one in house.found:
        if not one.is_more_time or (one.until and one.until < today):
            continue
        sentence = _more(one)
        yield f"{names[one.line]}: {sentence}" if one.line and len(names) > 1 else sentence


def _beyond(given: list[Approval], names: dict[str, str]) -> Iterator[str]:
    """What a colleague gives beyond both; why they do is not the customer's to read."""
    for one in given:
        what = {"right": law_word("right", one.right)}
        sentence = _("We give you this all the same: %(right)s.") % what
        if one.until:
            day = what | {"day": formats.date(one.until, "long")}
            sentence = _("We give you this all the same, until %(day)s: %(right)s.") % day
        yield f"{names[one.line]}: {sentence}" if one.line and len(names) > 1 else sentence


def _more(one: Gift) -> str:
    day = {"day": formats.date(one.until, "long")} if one.until else {}
    if isinstance(one.row, WarrantyRow):
        if day:
            return _("Our own warranty runs until %(day)s.") % day
        return _("Our own warranty lasts %(span)s.") % {"span": span(one.row.months, "months")}
    if day:
        return _("By our own rules you can send it back until %(day)s.") % day
    if one.row.days is None:
        return _("By our own rules you can send it back at any time.")
    return _("By our own rules you have %(span)s to send it back once you have received it.") % {
        "span": span(one.row.days, "calendar_days")
    }


def _dues(ruling: Ruling, rule_id: str) -> list[tuple[str | None, Due]]:
    return [(line, due) for line, due in ruling.dues if due.rule.rule_id == rule_id]


def _named(
    ruling: Ruling,
    names: dict[str, str],
    rule_id: str,
    words: Callable[[Due], str],
    only: tuple[str, ...] | None = None,
) -> Iterator[str]:
    """One sentence for all lines, or one for each (of `only`) with its name before it."""
    for line, due in _dues(ruling, rule_id):
        sentence = words(due)
        for one in only if line is None and only is not None else (line,):
            if sentence and (only is None or one in only):
                yield f"{names[one]}: {sentence}" if one and len(names) > 1 else sentence


def _returning(due: Due) -> str:
    if due.state == "running" and due.legal:
        return _("You can send it back without giving a reason until %(day)s.") % _day(due)
    if due.state.startswith("waiting") and type(due.rule.value) is int:
        return _(
            "Once you have received everything, you have %(span)s to send it back without giving a reason."
        ) % {"span": span(due.rule.value, due.rule.unit)}
    return ""


def _sending_back(due: Due) -> str:
    return _("Send it back by %(day)s at the latest.") % _day(due) if due.state == "running" else ""


def _money(due: Due) -> str:
    if due.state == "running":
        return _("You get your money by %(day)s at the latest.") % _day(due)
    if due.state.startswith("waiting"):
        return _("You get your money once we have the goods, or your proof that you sent them.")
    return ""


def _answer(due: Due) -> str:
    if due.state != "running":
        return ""
    return _("We owe you an answer to your complaint by %(day)s.") % _day(due)


def _guarantee(due: Due) -> str:
    if due.state == "running":
        return _("The legal guarantee runs until %(day)s.") % _day(due)
    return ""


def _day(due: Due) -> dict[str, str]:
    assert due.legal
    return {"day": formats.date(due.legal, "long")}
