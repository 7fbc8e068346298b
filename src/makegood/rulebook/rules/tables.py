"""The tables of a rulebook: their rows, read from JSON and checked.

Amounts are minor units of the shop's own currency. A condition that is left empty fits everything. Of the rows of a table the
first that fits wins (`judging`).
"""

from dataclasses import dataclass, fields, replace
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

PROOFS = ("receipt", "packaging", "unused", "unopened")
"""What only the customer can tell, or the parcel when it is here."""
CATEGORIES = (
    "standard", "technical", "furniture", "digital", "service", "personalised", "sealed_hygiene", "sealed_media",
    "perishable", "newspaper", "dated_leisure", "mattress",
)  # fmt: skip
"""As the law sorts goods (`policy.rules.facts`)."""
WAYS = ("mail", "phone", "portal", "api")
FAULTS = ("shop", "carrier", "supplier", "payment", "customer", "nobody")
"""Whose responsibility it is, as the fact of a case says it."""
FORMS = ("refund", "credit", "coupon", "gift")
"""As what something is given."""
ROLES = ("light", "agent", "manager", "owner")
"""From the lowest to the highest; a role of the shop's own counts as one of the first two (`judging.rank_of`)."""
MOST_ROWS = 200

_STRICT = ConfigDict(extra="forbid")
Word = Annotated[str, Field(min_length=1, max_length=80)]
Words = Annotated[tuple[Word, ...], Field(max_length=50)]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$")]
Category = Literal[CATEGORIES]  # type: ignore[valid-type]  # the list above, said once
Proof = Literal[PROOFS]  # type: ignore[valid-type]  # the list above, said once
Amount = Annotated[int, Field(ge=0, le=10**11)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Any row; `key` names it as long as it lives, wherever it stands in its table."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    key: Annotated[str, Field(pattern="^[a-z0-9]{1,32}$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRow(Row):
    """Until when goods come back though nothing is wrong with them, and who pays for sending them."""

    products: Words = ()
    """Parts of a product's name or number; one of them is enough."""
    categories: tuple[Category, ...] = ()
    tags: Words = ()
    groups: Words = ()
    """Groups of customers, as the shop calls them: the fact `customer_group` of a case, else the customer's own."""
    countries: Annotated[tuple[Country, ...], Field(max_length=250)] = ()
    value_from: Amount | None = None
    value_below: Amount | None = None
    """Of the whole order."""
    on_sale: bool | None = None
    all_of: tuple[Proof, ...] = ()
    any_of: tuple[Proof, ...] = ()
    """One is enough; `within_months` counts as one of them."""
    within_months: Annotated[int, Field(ge=1, le=240)] | None = None
    days: Annotated[int, Field(ge=0, le=3650)] | None = None
    """From the day the goods arrived; None: at any time."""
    pays: Literal["shop", "customer"] = "customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class WarrantyRow(Row):
    """For how long the shop stands for faults."""

    products: Words = ()
    makers: Words = ()
    countries: Annotated[tuple[Country, ...], Field(max_length=250)] = ()
    months: Annotated[int, Field(ge=1, le=600)]
    start: Literal["delivery", "purchase"] = "delivery"
    excludes: Annotated[str, Field(max_length=200)] = ""
    """Parts and damage that are not covered, in the shop's own words."""
    helps_first: bool = False
    """Whether the guide to the product is gone through before anything is sent in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompensationRow(Row):
    """What is given for an incident, beside what the law gives: an amount and a part of the order's value, both."""

    fault: tuple[Literal[FAULTS], ...] = ()  # type: ignore[valid-type]  # the list above, said once
    late_days: Annotated[int, Field(ge=0, le=365)] = 0
    """At least so many days late."""
    value_from: Amount = 0
    times: Annotated[int, Field(ge=1, le=20)] = 1
    """At least the so-manieth incident of this customer within a year."""
    roles: tuple[Literal[ROLES], ...] = ()  # type: ignore[valid-type]  # the list above, said once
    """Whose hand it is for: a manager may have more to give than an agent."""
    amount: Amount = 0
    percent: Annotated[int, Field(ge=0, le=100)] = 0
    form: Literal[FORMS] = "refund"  # type: ignore[valid-type]  # the list above, said once


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRow(Row):
    """How much somebody of a role gives on one case without asking. Owners have no limit."""

    role: Literal[ROLES[:-1]]  # type: ignore[valid-type]  # the list above, said once
    most: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionRow(Row):
    """For whom and what the tables do not count: goods always come back, or nothing is given beyond the law."""

    verdict: Literal["always", "never"]
    customers: Words = ()
    """Whole e-mail addresses, or all of a domain ("@shop.example")."""
    groups: Words = ()
    products: Words = ()
    tags: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairRow(Row):
    """How long a repair takes, once it is agreed, and whether something is lent meanwhile."""

    kinds: Words = ()
    """Kinds of case."""
    products: Words = ()
    makers: Words = ()
    days: Annotated[int, Field(ge=1, le=60)]
    """Working days."""
    lends_within: Annotated[int, Field(ge=1, le=30)] | None = None
    """Working days until the customer has a substitute; None: none is lent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRow(Row):
    """By when customers have word; what is left empty, a row below says, or the shop's hours do."""

    kinds: Words = ()
    """Kinds of case."""
    channels: tuple[Literal[WAYS], ...] = ()  # type: ignore[valid-type]  # the list above, said once
    """How the customer came to us; any kind of mailbox is `mail`."""
    groups: Words = ()
    """Groups of customers, as the shop calls them."""
    stage: Literal["", "first", "later"] = ""
    """Whether the customer had word from a person on this case: the first answer, or a later one."""
    answer_hours: Annotated[int, Field(ge=1, le=240)] | None = None
    """Working hours."""
    news_days: Annotated[int, Field(ge=1, le=7)] | None = None
    """Days without word; nobody is left without any for more than a week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All tables; none has a row at first."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    returns: Annotated[tuple[ReturnRow, ...], Field(max_length=MOST_ROWS)] = ()
    warranties: Annotated[tuple[WarrantyRow, ...], Field(max_length=MOST_ROWS)] = ()
    compensation: Annotated[tuple[CompensationRow, ...], Field(max_length=MOST_ROWS)] = ()
    limits: Annotated[tuple[LimitRow, ...], Field(max_length=MOST_ROWS)] = ()
    repairs: Annotated[tuple[RepairRow, ...], Field(max_length=MOST_ROWS)] = ()
    exceptions: Annotated[tuple[ExceptionRow, ...], Field(max_length=MOST_ROWS)] = ()
    times: Annotated[tuple[TimeRow, ...], Field(max_length=MOST_ROWS)] = ()

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, table) for table in TABLES)


TABLES: dict[str, type[Row]] = {
    "returns": ReturnRow,
    "warranties": WarrantyRow,
    "compensation": CompensationRow,
    "limits": LimitRow,
    "repairs": RepairRow,
    "exceptions": ExceptionRow,
    "times": TimeRow,
}
assert [one.name for one in fields(Book)] == list(TABLES)
NOTHING = Book()
_BOOK = TypeAdapter(Book)


class BadBook(ValueError):
    """No book; `place` is the way to what is wrong, as `returns.0.days`."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place


def read_book(given: object) -> Book:
    """From JSON as `plain_book` writes it. Raises BadBook: a field that is missing, unknown, of another type or out of bounds."""
    try:
        return _BOOK.validate_python(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadBook(".".join(str(step) for step in first["loc"]), first["msg"]) from error


def rows_of(book: Book, table: str) -> tuple[Row, ...]:
    """The rows of the table of that name."""
    rows: tuple[Row, ...] = getattr(book, table)
    return rows


def with_rows(book: Book, table: str, rows: tuple[Row, ...]) -> Book:
    """The book with these rows in the table of that name."""
    return replace(book, **{table: rows})  # type: ignore[arg-type]  # rows of that very table


def plain_book(book: Book) -> dict[str, Any]:
    """As JSON keeps it."""
    plain: dict[str, Any] = _BOOK.dump_python(book, mode="json")
    return plain


def plain_row(row: Row) -> dict[str, Any]:
    """The row's fields, as JSON keeps them."""
    plain: dict[str, Any] = TypeAdapter(type(row)).dump_python(row, mode="json")
    return plain
