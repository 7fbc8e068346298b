"""What is known of one order: the person, the contract, its lines, and what happened. Read from JSON, checked, bounded."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from makegood.kernel.errors import BadInput
from makegood.policy.rules.conditions import EVIDENCE
from makegood.policy.rules.events import EVENTS

MOST_LINES, MOST_EVENTS = 500, 5000
CATEGORIES = frozenset({
    "standard", "technical", "furniture", "digital", "service", "personalised", "sealed_hygiene", "sealed_media",
    "perishable", "newspaper", "dated_leisure", "mattress",
})  # fmt: skip
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Agreement:
    """A shorter liability for used goods; `form` terms_only or separate."""

    months: int
    form: str


@dataclass(frozen=True, slots=True)
class Line:
    """`price` is gross, in hundredths of `currency`; None where it is not known."""

    id: str | None
    category: str = "standard"
    condition: str = "new"
    price: int | None = None
    currency: str = ""
    evidence: frozenset[str] = frozenset()
    agreement: Agreement | None = None

    @property
    def is_goods(self) -> bool:
        return self.category not in ("digital", "service", "dated_leisure")


@dataclass(frozen=True, slots=True)
class Charge:
    """`amount` in hundredths."""

    kind: str
    amount: int
    currency: str
    is_consumers: bool


@dataclass(frozen=True, slots=True)
class Event:
    """`at` is a local day, or an instant with its offset; None where it is not known, or only estimated."""

    event: str
    line: str | None
    at: date | datetime | None
    is_written: bool = True
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Absent evidence is no; absent information of the consumer is that it was given."""

    id: Any
    country: str
    now: datetime
    region: str = ""
    shop_country: str = ""
    shop_region: str = ""
    employees: int = 0
    buyer: str = "consumer"
    is_professional: bool | None = None
    concluded_at: datetime | None = None
    channel: str = ""
    is_informed: bool = True
    is_told_return_cost: bool = True
    lines: tuple[Line, ...] = ()
    charges: tuple[Charge, ...] = ()
    events: tuple[Event, ...] = ()
    transposed: frozenset[str] = frozenset()
    repair_days: int | None = None
    trader_collects: bool = False
    has_open_claim: bool = False
    asked: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_consumer(self) -> bool:
        """A sole trader is one unless the purchase is said to be professional."""
        return self.buyer == "consumer" or (
            self.buyer == "sole_trader" and not self.is_professional
        )


def read_facts(given: object) -> Facts:
    """Raises BadInput(field, message) where something can't be understood."""
    top = _object(given, "facts")
    buyer, contract = _part(top, "buyer"), _part(top, "contract")
    informed, shop, settings = (
        _part(contract, "informed"),
        _part(top, "shop"),
        _part(top, "settings"),
    )
    now = _moment(top.get("now"), "now")
    if not isinstance(now, datetime):
        raise BadInput("now", "an instant with its offset, such as 2026-11-23T10:00:00+01:00")
    lines = tuple(_line(one, f"lines.{n}") for n, one in enumerate(_list(top, "lines", MOST_LINES)))
    names = {line.id for line in lines}
    if len(names) != len(lines):
        raise BadInput("lines", "each line needs an id of its own")
    concluded = _moment(contract.get("concluded_at"), "contract.concluded_at")
    return Facts(
        id=top.get("id"),
        country=_country(top.get("country"), "country"),
        now=now,
        region=_text(top, "region"),
        shop_country=_text(shop, "country"),
        shop_region=_text(shop, "region"),
        employees=_whole(shop, "employees") or 0,
        buyer=_one_of(buyer, "kind", ("consumer", "business", "sole_trader")),
        is_professional=_flag(buyer, "professional_purpose", None),
        concluded_at=_noon(concluded),
        channel=_one_of(contract, "channel", ("online", "phone", "shop")) if contract else "",
        is_informed=bool(_flag(informed, "withdrawal", True)),
        is_told_return_cost=bool(_flag(informed, "return_cost", True)),
        lines=lines,
        charges=tuple(_charge(one, f"charges.{n}") for n, one in enumerate(_list(top, "charges", MOST_LINES))),
        events=tuple(_event(one, f"events.{n}", names) for n, one in enumerate(_list(top, "events", MOST_EVENTS))),
        transposed=frozenset(law for law, is_so in _part(settings, "transposed").items() if is_so is True),
        repair_days=_whole(_part(settings, "agreed"), "repair_days"),
        trader_collects=bool(_flag(settings, "trader_collects", False)),
        has_open_claim=bool(settings.get("open_claim")),
        asked={
            "settings.off_premises": _text(settings, "off_premises"),
            "settings.complaint_about": _text(settings, "complaint_about"),
            "settings.quality_check": bool(_flag(settings, "quality_check", False)),
        },
    )  # fmt: skip


def _line(given: object, place: str) -> Line:
    line = _object(given, place)
    if not (name := _text(line, "id")):
        raise BadInput(f"{place}.id", "a line needs an id")
    evidence = _part(line, "facts")
    agreement = _part(evidence, "liability_agreement")
    category = _text(line, "category")
    return Line(
        id=name,
        category=category if category in CATEGORIES else "standard",
        condition=_one_of(line, "condition", ("new", "used", "refurbished")),
        price=_amount(line.get("price"), f"{place}.price"),
        currency=_text(line, "currency"),
        evidence=frozenset(name for name in EVIDENCE if evidence.get(name) is True),
        agreement=Agreement(_months(agreement), _text(agreement, "form")) if agreement else None,
    )  # fmt: skip


def _charge(given: object, place: str) -> Charge:
    charge = _object(given, place)
    return Charge(
        kind=_text(charge, "kind"),
        amount=_amount(charge.get("amount"), f"{place}.amount") or 0,
        currency=_text(charge, "currency"),
        is_consumers=_text(charge, "paid_by") != "trader",
    )


def _event(given: object, place: str, lines: set[str | None]) -> Event:
    event = _object(given, place)
    name, line = _text(event, "event"), event.get("line")
    if name not in EVENTS:
        raise BadInput(f"{place}.event", f"there is no event {name!r}")
    if line is not None and line not in lines:
        raise BadInput(f"{place}.line", f"the order has no line {line!r}")
    certainty = _one_of(event, "certainty", ("known", "estimated", "unknown"))
    at = _moment(event.get("at"), f"{place}.at")
    return Event(
        event=name,
        line=line,
        at=at if certainty == "known" else None,
        is_written=bool(_flag(event, "written", True)),
        scope=tuple(str(one) for one in _list(event, "scope", 20)),
    )


def _object(given: object, place: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise BadInput(place, "an object is needed here")
    return given


def _part(given: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = given.get(name)
    return {} if value is None else _object(value, name)


def _list(given: Mapping[str, Any], name: str, most: int) -> list[Any]:
    value = given.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > most:
        raise BadInput(name, f"a list of at most {most} is needed here")
    return value


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > 200:
        raise BadInput(name, "a text of at most 200 letters is needed here")
    return value


def _one_of(given: Mapping[str, Any], name: str, words: tuple[str, ...]) -> str:
    """The first of them where nothing is said."""
    value = _text(given, name) or words[0]
    if value not in words:
        raise BadInput(name, f"one of {', '.join(words)} is needed here")
    return value


def _flag(given: Mapping[str, Any], name: str, absent: T) -> bool | T:
    value = given.get(name)
    if value is None:
        return absent
    if not isinstance(value, bool):
        raise BadInput(name, "true or false is needed here")
    return value


def _whole(given: Mapping[str, Any], name: str) -> int | None:
    value = given.get(name)
    if value is None:
        return None
    if type(value) is not int or not 0 <= value <= 10_000_000:
        raise BadInput(name, "a whole number is needed here")
    return value


def _months(agreement: Mapping[str, Any]) -> int:
    """Of the years agreed, which may be a fraction."""
    years = agreement.get("years")
    if years is None:
        return 0
    if isinstance(years, bool) or not isinstance(years, int | float) or not 0 <= years <= 100:
        raise BadInput("years", "a number of years is needed here")
    return round(years * 12)


def _amount(given: object, place: str) -> int | None:
    """Hundredths; of what is finer, the nearest."""
    if given is None:
        return None
    try:
        amount = Decimal(str(given))
        if not amount.is_finite() or not 0 <= amount < Decimal(10) ** 12:
            raise InvalidOperation
    except InvalidOperation as error:
        raise BadInput(place, "an amount such as 49.90 is needed here") from error
    return int((amount * 100).to_integral_value())


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _moment(given: object, place: str) -> date | datetime | None:
    """A day, or an instant with an offset."""
    if given is None:
        return None
    wrong = BadInput(place, "a day (2026-11-23) or an instant with its offset is needed here")
    if not isinstance(given, str):
        raise wrong
    try:
        at = date.fromisoformat(given) if _DAY.fullmatch(given) else datetime.fromisoformat(given)
    except ValueError:
        raise wrong from None
    if not 1970 <= at.year <= 2200 or (isinstance(at, datetime) and at.tzinfo is None):
        raise wrong
    return at


def _noon(at: date | datetime | None) -> datetime | None:
    """A day whose hour nobody told is that day wherever the consumer lives."""
    if at is None or isinstance(at, datetime):
        return at
    return datetime(at.year, at.month, at.day, 11, tzinfo=UTC)


def _country(given: object, place: str) -> str:
    if not isinstance(given, str) or not re.fullmatch("[A-Z]{2}", given):
        raise BadInput(place, "a country of two letters (ISO 3166-1) is needed here")
    return given
