"""The house's rules in the reader's words: of each row for what and whom it is, and what it gives."""

from collections.abc import Iterable, Iterator, Sequence

from babel.lists import format_list
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from makegood.kernel.money import Money
from makegood.rights.rules.giving import Gift
from makegood.rulebook.rules.tables import (
    CompensationRow,
    ExceptionRow,
    LimitRow,
    RepairRow,
    ReturnRow,
    Row,
    TimeRow,
    WarrantyRow,
)
from makegood.ui.formats import country_name, date, locale, money, number
from makegood.ui.words import word

Words = str | Lazy

TABLES: dict[str, tuple[Words, Words, Words]] = {
    "returns": (
        _("Sending back"),
        _("Until when goods come back though nothing is wrong with them, and who pays the way."),
        _("Everybody"),
    ),
    "warranties": (
        _("Warranty"),
        _("For how long you stand for faults."),
        _("All products"),
    ),
    "compensation": (
        _("Compensation"),
        _(
            "What customers are offered when something went wrong, beside what the law gives them. It stands on the case, where a colleague gives it."
        ),
        _("Any incident"),
    ),
    "limits": (
        _("Limits"),
        _(
            "How much each role gives on one case without asking; above it a second person is asked. Owners have no limit. Without any row nobody has one; with one, a role without a row asks."
        ),
        "",
    ),
    "repairs": (
        _("Repairs"),
        _(
            "How long a repair takes once you agree to it, and whether something is lent meanwhile. A button on the case promises it."
        ),
        _("All products"),
    ),
    "exceptions": (
        _("Always and never"),
        _(
            "Whose goods always come back, and who gets nothing beyond the law: no row of the other tables, and goodwill only with an owner's yes."
        ),
        _("Everybody"),
    ),
    "times": (
        _("Answers and news"),
        _("By when customers have word. What no row says, your hours and promises do."),
        _("Every case"),
    ),
}
"""Table → its name, what it is for, and whom a row without conditions is for."""
PROOFS: dict[str, Words] = {
    "receipt": _("with the receipt"),
    "packaging": _("in the original packaging"),
    "unused": pgettext_lazy("goods", "unused"),
    "unopened": pgettext_lazy("goods", "unopened"),
}
FAULTS: dict[str, Words] = {
    "shop": _("our fault"),
    "carrier": _("the carrier's fault"),
    "supplier": _("the supplier's fault"),
    "payment": _("the payment provider's fault"),
    "customer": _("the customer's fault"),
    "nobody": _("nobody's fault"),
}
FORMS: dict[str, Words] = {
    "refund": _("money back"),
    "credit": _("credit with the shop"),
    "coupon": _("a coupon"),
    "gift": _("a gift"),
}
VERDICTS: dict[str, Words] = {
    "always": _("goods always come back"),
    "never": _("nothing beyond the law"),
}
WAYS: dict[str, Words] = {
    "mail": _("E-mail"),
    "phone": _("Phone"),
    "portal": _("Status page"),
    "api": _("API"),
}
STAGES: dict[str, Words] = {
    "": _("Any answer"),
    "first": _("First answer"),
    "later": _("Later answers"),
}


ENDINGS: dict[str, Words] = {
    "let_in": _("could be sent back"),
    "kept_out": _("could not be sent back"),
    "we_pay": _("we would have paid the way back"),
    "they_pay": _("the customer would have paid the way back"),
    "covered": _("our warranty would have covered it"),
    "not_covered": _("our warranty would not have covered it"),
    "kept": _("the promise would have been kept"),
    "broken": _("the promise would have been broken"),
    "more": _("more would have been given"),
    "less": _("less would have been given"),
    "asked": _("a second person would have been asked"),
    "not_asked": _("no second person would have been asked"),
}
"""How a past case would have ended by a draft, where it ended otherwise."""


def sentence(table: str, row: Row, currency: str) -> str:
    """One row: "Customers of group Gold: 60 days to send it back, we pay the way"."""
    conditions = " · ".join(filter(None, _conditions(row, currency))) or str(TABLES[table][2])
    return f"{conditions[:1].upper()}{conditions[1:]}: {gives(row, currency)}"


def gives(row: Row, currency: str) -> str:
    """Only what the row gives."""
    return ", ".join(_gives(row, currency))


def gift(one: Gift) -> str:
    """What a row gives on a case: "Our rules give 30 days to send it back, until 12 January"."""
    row, until = one.row, date(one.until) if one.until else ""
    if isinstance(row, WarrantyRow):
        words = [_now("Our warranty runs %(n)s months.") % {"n": row.months}]
        if until:
            words = [_now("Our warranty runs until %(day)s.") % {"day": until}]
        words += [_now("Not covered: %(what)s.") % {"what": row.excludes}] if row.excludes else []
        return " ".join(words)
    words = []
    if one.is_more_time and row.days is None:
        words.append(_now("By our rules it may be sent back at any time."))
    elif one.is_more_time:
        given = ngettext(
            "Our rules give %(n)s day to send it back",
            "Our rules give %(n)s days to send it back",
            row.days or 0,
        ) % {"n": row.days}
        words.append(
            _now("%(given)s, until %(day)s.") % {"given": given, "day": until}
            if until
            else f"{given}."
        )
    if row.pays == "shop":
        words.append(_now("By our rules we pay the way back."))
    return " ".join(words)


def _conditions(row: Row, currency: str) -> Iterator[str]:
    match row:
        case ReturnRow():
            yield from _of_whom(row.groups, row.products, row.countries)
            yield _any([word("goods", code) for code in row.categories])
            yield from _tags(row.tags)
            yield from _values(row.value_from, row.value_below, currency)
            yield {None: "", True: _now("reduced goods"), False: _now("goods at full price")}[
                row.on_sale
            ]
            yield from _proofs(row)
        case WarrantyRow():
            yield from _of_whom((), row.products, row.countries)
            if row.makers:
                yield _now("made by %(names)s") % {"names": _any(row.makers)}
        case CompensationRow():
            yield _among(row.fault, FAULTS)
            if row.late_days:
                words = ngettext(
                    "at least %(n)s day late", "at least %(n)s days late", row.late_days
                )
                yield words % {"n": row.late_days}
            yield from _values(row.value_from or None, None, currency)
            if row.times > 1:
                yield _now("incident no. %(n)s or later within a year") % {"n": row.times}
            if row.roles:
                yield _now("given by: %(roles)s") % {
                    "roles": _any([word("role", role) for role in row.roles])
                }
        case LimitRow():
            yield word("role", row.role)
        case ExceptionRow():
            if row.customers:
                yield _now("customers writing from %(names)s") % {"names": _any(row.customers)}
            yield from _of_whom(row.groups, row.products, ())
            yield from _tags(row.tags)
        case RepairRow():
            yield _any([word("kind", kind) for kind in row.kinds])
            yield from _of_whom((), row.products, ())
            if row.makers:
                yield _now("made by %(names)s") % {"names": _any(row.makers)}
        case TimeRow():
            yield from _of_whom(row.groups, (), ())
            yield _any([word("kind", kind) for kind in row.kinds])
            yield _among(row.channels, WAYS)
            yield str(STAGES[row.stage]) if row.stage else ""


def _gives(row: Row, currency: str) -> Iterator[str]:
    match row:
        case ReturnRow():
            yield _days(row.days)
            yield (
                _now("we pay the way")
                if row.pays == "shop"
                else _now("the customer pays the way, if told so before buying")
            )
        case WarrantyRow():
            since = (
                _now("%(n)s months from delivery")
                if row.start == "delivery"
                else _now("%(n)s months from the purchase")
            )
            yield since % {"n": row.months}
            if row.helps_first:
                yield _now("first help before it is sent in")
            if row.excludes:
                yield _now("not covered: %(what)s") % {"what": row.excludes}
        case CompensationRow():
            yield _worth(row, currency)
        case ExceptionRow():
            yield str(VERDICTS[row.verdict])
        case RepairRow():
            words = ngettext(
                "repaired within %(n)s working day", "repaired within %(n)s working days", row.days
            )
            yield words % {"n": row.days}
            if row.lends_within:
                words = ngettext(
                    "a substitute within %(n)s working day",
                    "a substitute within %(n)s working days",
                    row.lends_within,
                )
                yield words % {"n": row.lends_within}
        case LimitRow():
            yield _now("up to %(amount)s") % {"amount": _money(row.most, currency)}
        case TimeRow():
            if row.answer_hours:
                words = ngettext(
                    "an answer within %(n)s working hour",
                    "an answer within %(n)s working hours",
                    row.answer_hours,
                )
                yield words % {"n": row.answer_hours}
            if row.news_days:
                words = ngettext(
                    "word after %(n)s day at the latest",
                    "word after %(n)s days at the latest",
                    row.news_days,
                )
                yield words % {"n": row.news_days}


def _worth(row: CompensationRow, currency: str) -> str:
    parts = [_money(row.amount, currency)] if row.amount else []
    if row.percent:
        parts.append(_now("%(n)s%% of the order") % {"n": number(row.percent)})
    if not parts:
        return _now("nothing")
    return _now("%(worth)s as %(form)s") % {"worth": _and(parts), "form": FORMS[row.form]}


def _of_whom(
    groups: Sequence[str], products: Sequence[str], countries: Sequence[str]
) -> Iterator[str]:
    if groups:
        yield _now("customers of group %(names)s") % {"names": _any(groups)}
    if products:
        yield _now("products called %(names)s") % {"names": _any(products)}
    if countries:
        yield _any([country_name(code) for code in countries])


def _tags(tags: Sequence[str]) -> Iterator[str]:
    if tags:
        yield _now("tag %(names)s") % {"names": _any(tags)}


def _values(least: int | None, below: int | None, currency: str) -> Iterator[str]:
    if least is not None:
        yield _now("orders from %(amount)s") % {"amount": _money(least, currency)}
    if below is not None:
        yield _now("orders below %(amount)s") % {"amount": _money(below, currency)}


def _proofs(row: ReturnRow) -> Iterator[str]:
    if row.all_of:
        yield _now("only %(ways)s") % {"ways": _and([str(PROOFS[one]) for one in row.all_of])}
    ways = [str(PROOFS[one]) for one in row.any_of]
    if row.within_months is not None:
        words = ngettext(
            "bought within the last month",
            "bought within the last %(n)s months",
            row.within_months,
        )
        ways.insert(0, words % {"n": row.within_months})
    if ways:
        yield _now("only %(ways)s") % {"ways": _any(ways)}


def _days(days: int | None) -> str:
    if days is None:
        return _now("sent back at any time")
    words = ngettext("%(n)s day to send it back", "%(n)s days to send it back", days)
    return words % {"n": days}


def _among(codes: Iterable[str], words: dict[str, Words]) -> str:
    return _any([str(words[code]) for code in codes])


def _any(names: Sequence[str]) -> str:
    return format_list(names, style="or", locale=locale()) if names else ""


def _and(names: Sequence[str]) -> str:
    return format_list(names, style="standard", locale=locale()) if names else ""


def _money(minor: int, currency: str) -> str:
    return money(Money(minor, currency))
