"""What the law and our rules say on a case, put together for its panel."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from makegood.cases.models import Case
from makegood.console.rulewords import gift
from makegood.kernel.money import Money
from makegood.policy.ports import Pack, Rule
from makegood.policy.rules.findings import Amount, Due, Refusal
from makegood.policy.rules.rulings import Ruling
from makegood.remedies.models import Approval
from makegood.remedies.queries import given_beyond
from makegood.rights.giving import gifts_on
from makegood.rights.queries import CaseRights, rights_of
from makegood.rights.rules.claiming import claimed
from makegood.rights.rules.giving import Gifts
from makegood.rights.rules.records import is_of_our_files
from makegood.rights.rules.risks import risk_of, sums_of
from makegood.ui.lawtelling import money_of, why
from makegood.ui.lawwords import WORDS

_ORDER = ("missed", "running", "waiting", "met", "ended")
_TONES = {"missed": "bad", "running": "info", "met": "good"}


@dataclass(frozen=True)
class Refused:
    """A right the law does not give, and all a "no" has to cite."""

    right: str
    reason: str
    line: str
    name: str
    rule: Rule | None
    ended: date | None
    """The last day of its time, where it had one."""
    due: Due | None
    ruling: Ruling
    is_given_by_house: bool = False
    """Whether the shop's own rules give it all the same: no "no" is written then."""
    given: Approval | None = None
    """That a colleague gives it all the same, or (while it is open) asks to."""
    is_asked_for: bool = True
    """Whether the customer asked for it: to what nobody asked for there is no "no"."""

    @property
    def may_be_told(self) -> bool:
        is_given = self.is_given_by_house or self.given is not None
        return self.rule is not None and self.is_asked_for and not is_given

    @property
    def why(self) -> tuple[str, ...]:
        """How that day came about, in the language of the moment."""
        return tuple(why(self.due, self.ruling)) if self.due else ()


@dataclass(frozen=True)
class RightsOfLine:
    """What holds for one line of the order, or (empty name) for all of it."""

    name: str
    rights: tuple[str, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True)
class DateOfLaw:
    """A date with all that explains it; `sums`: what being late has come to."""

    id: str
    rule: Rule
    name: str
    state: str
    tone: str
    legal: date | None
    target: date | None
    ends_at: datetime | None
    why: tuple[str, ...]
    risk: str
    sums: tuple[Money, ...]

    @property
    def is_pressing(self) -> bool:
        return bool(self.risk)


@dataclass(frozen=True)
class DateShown:
    """A date once for all the lines it is the same for; `more`: dates of its rule that do not press, folded away below it."""

    one: DateOfLaw
    names: tuple[str, ...]
    more: tuple["DateShown", ...] = ()


@dataclass(frozen=True)
class Panel:
    """All of it. `pack` None: there is none for this country, or (`trouble`: which field) something can't be judged."""

    country: str
    is_country_known: bool
    pack: Pack | None
    lines: tuple[RightsOfLine, ...]
    dates: tuple[DateOfLaw, ...]
    amounts: tuple[tuple[Amount, Money], ...]
    effects: tuple[tuple[str, Rule], ...]
    missing: tuple[str, ...]
    gifts: tuple[tuple[str, str], ...]
    """What the shop's own rules give beyond it: the line's name (empty: all), and the sentence."""
    trouble: str

    @property
    def shown(self) -> list[DateShown]:
        """The dates as they are read: alike ones told once, the others of a rule below its first."""
        return list(_folded(_merged(self.dates)))


def panel_of(case: Case) -> Panel:
    rights = rights_of(case)
    ruling, house = rights.ruling, gifts_on(case, rights)
    today = rights.today
    given = given_beyond(case, today, or_asked=True)
    return Panel(
        country=rights.country,
        is_country_known="country" not in rights.missing,
        pack=ruling.law.pack if ruling else None,
        lines=tuple(_lines(ruling, rights, _Given(house, given, today))) if ruling else (),
        dates=tuple(_dates(ruling, rights.names)) if ruling else (),
        amounts=tuple((one, money_of(one)) for one in ruling.amounts) if ruling else (),
        effects=tuple(_effects(ruling)) if ruling else (),
        missing=tuple(dict.fromkeys((*rights.missing, *house.asks))),
        gifts=tuple((rights.names.get(one.line, ""), gift(one)) for one in house.found),
        trouble="" if rights.trouble == "country" else rights.trouble,
    )


@dataclass(frozen=True)
class _Given:
    """Who gives more than the law: the house by its rules, colleagues by their word."""

    house: Gifts
    approvals: list[Approval]
    today: date

    def by_house(self, right: str, line: str) -> bool:
        return self.house.gives(right, line, self.today)

    def by_colleague(self, right: str, line: str) -> Approval | None:
        found = (one for one in self.approvals if one.right == right and one.line in ("", line))
        return next(found, None)


def _lines(ruling: Ruling, rights: CaseRights, more: _Given) -> Iterable[RightsOfLine]:
    """First what holds for all, then what only some have."""
    names, asked = {"": ""} | rights.names, claimed(rights.known)
    for line, name in names.items():
        granted = [one.partition(":") for one in ruling.rights]
        codes = tuple(code for code, _, of in granted if of == line)
        refused = tuple(
            replace(
                _refused(refusal, line, name, ruling),
                is_given_by_house=more.by_house(refusal.right, line),
                given=more.by_colleague(refusal.right, line),
                is_asked_for=refusal.right in asked,
            )
            for of, refusal in ruling.refused
            if (of or "") == line
        )
        if codes or refused:
            yield RightsOfLine(name, codes, refused)


def _refused(refusal: Refusal, line: str, name: str, ruling: Ruling) -> Refused:
    dues = [
        due
        for of, due in ruling.dues
        if refusal.rule and due.rule.rule_id == refusal.rule.rule_id and of in (line, None)
    ]
    due = dues[0] if dues and refusal.reason.endswith("_ended") else None
    return Refused(
        right=refusal.right,
        reason=refusal.reason,
        line=line,
        name=name,
        rule=refusal.rule,
        ended=due.legal if due else None,
        due=due,
        ruling=ruling,
    )


def _dates(ruling: Ruling, names: dict[str, str]) -> Iterable[DateOfLaw]:
    """What has words only, and concerns the customer: how long our own files are kept is nobody's question on a case."""
    shown = [
        _date(line, due, names.get(line or "", ""), ruling)
        for line, due in ruling.dues
        if due.rule.rule_id in WORDS["rule"] and not is_of_our_files(due.rule.rule_id)
    ]
    return sorted(shown, key=_urgency)


def _merged(dates: Iterable[DateOfLaw]) -> Iterable[DateShown]:
    """What being late has come to stands beside the line it is for."""
    found: dict[tuple[object, ...], list[DateOfLaw]] = {}
    for one in dates:
        alike = (one.id, one.state, one.legal, one.target, one.ends_at, one.why, one.risk)
        found.setdefault((*alike, one.sums and one.name), []).append(one)
    for same in found.values():
        yield DateShown(same[0], tuple(one.name for one in same if one.name))


def _folded(dates: Iterable[DateShown]) -> Iterable[DateShown]:
    of_rule: dict[str, list[DateShown]] = {}
    for shown in dates:
        of_rule.setdefault(shown.one.id, []).append(shown)
    for first, *others in of_rule.values():
        yield replace(first, more=tuple(one for one in others if not one.one.is_pressing))
        yield from (one for one in others if one.one.is_pressing)


def _urgency(one: DateOfLaw) -> tuple[bool, int, date]:
    return not one.is_pressing, _ORDER.index(one.state), one.legal or date.max


def _date(line: str | None, due: Due, name: str, ruling: Ruling) -> DateOfLaw:
    state = due.state.partition(":")[0]
    risk = risk_of(due, ruling)
    return DateOfLaw(
        id=due.rule.rule_id.replace(".", "-"),
        rule=due.rule,
        name=name,
        state=state,
        tone="bad" if risk else _TONES.get(state, "plain"),
        legal=due.legal,
        target=due.target,
        ends_at=due.ends_at,
        why=tuple(why(due, ruling)),
        risk=risk,
        sums=sums_of(due, line, ruling),
    )


def _effects(ruling: Ruling) -> Iterable[tuple[str, Rule]]:
    return ((effect, rule) for _, effect, rule in ruling.effects if effect in WORDS["effect"])
