"""Rows of the house's rules, one form for each table."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from makegood.cases.models import Case
from makegood.console.forms.base import DeskForm
from makegood.console.rulewords import FAULTS, PROOFS, STAGES, VERDICTS, WAYS
from makegood.console.rulewords import FORMS as GIVEN_AS
from makegood.kernel.money import Money
from makegood.rulebook.rules.tables import CATEGORIES, ROLES, Row, plain_row
from makegood.shops.rules.cells import country_code
from makegood.shops.rules.countries import is_country
from makegood.ui.formats import country_name
from makegood.ui.words import word

_NARROWING = ("customers", "groups", "products", "tags")


class NamesField(forms.CharField):
    """Words parted by commas, as a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=1000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else ", ".join(value)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return list(
            dict.fromkeys(" ".join(part.split())[:80] for part in text.split(",") if part.strip())
        )


class CountriesField(NamesField):
    """Countries by name or by their two letters, as codes."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str):
            return value
        return super().prepare_value([country_name(code) for code in value or ()])

    def clean(self, value: Any) -> Any:
        found = {name: country_code(name) for name in super().clean(value)}
        for name, code in found.items():
            if not is_country(code):
                raise ValidationError(_now("“%(name)s” is no country.") % {"name": name})
        return list(dict.fromkeys(found.values()))


class AmountField(forms.DecimalField):
    """An amount of the shop's currency, as minor units."""

    currency = "EUR"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_digits=11, **{"required": False, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return Money(value, self.currency).amount if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        amount: Decimal | None = super().clean(value)
        try:
            return None if amount is None else Money.parse(str(amount), self.currency).minor
        except ValueError as error:
            raise ValidationError(_now("This amount is too precise.")) from error


class RowForm(DeskForm):
    """Any row: the names of its fields are those of the row (`rulebook.rules.tables`)."""

    rare: tuple[str, ...] = ()
    """Fields that are folded away while nothing stands in them."""

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, AmountField):
                field.currency = currency

    @classmethod
    def of(cls, row: Row, currency: str) -> "RowForm":
        """The form as the row is now."""
        kept = {name: value for name, value in plain_row(row).items() if value is not None}
        return cls(initial=kept, currency=currency)

    @property
    def is_rare(self) -> bool:
        """Whether something stands in a folded field, or is wrong with it."""
        return any(self[name].value() or self[name].errors for name in self.rare)

    @property
    def given(self) -> dict[str, Any]:
        """The row's fields; what may be left out and is empty, is left out."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


def _choices(words: dict[str, str | Lazy]) -> list[tuple[str, str | Lazy]]:
    return list(words.items())


def _kinds() -> Iterable[tuple[str, str]]:
    return [(kind, word("kind", kind)) for kind in Case.Kind.values if kind]


def _goods() -> Iterable[tuple[str, str]]:
    return [(code, word("goods", code)) for code in CATEGORIES]


class _Ticks(forms.MultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **kwargs)


def _products() -> NamesField:
    return NamesField(
        label=_("Products"),
        help_text=_("Parts of names or numbers, with commas between. Empty: all."),
    )


def _groups() -> NamesField:
    return NamesField(
        label=_("Groups of customers"), help_text=_("As you call them, such as “Gold”. Empty: all.")
    )


def _countries() -> CountriesField:
    return CountriesField(
        label=_("Countries"),
        help_text=_("Such as “Italy, Germany”. Empty: wherever your customers are."),
    )


class ReturnForm(RowForm):
    """Until when goods come back."""

    rare = (
        "tags",
        "categories",
        "value_from",
        "value_below",
        "on_sale",
        "all_of",
        "any_of",
        "within_months",
    )

    days = forms.IntegerField(
        label=_("Days from delivery"),
        help_text=_("Empty: at any time."),
        min_value=0,
        max_value=3650,
        required=False,
    )
    pays = forms.ChoiceField(
        label=_("Who pays the way"),
        choices=[("shop", _("The shop")), ("customer", _("The customer"))],
    )
    products = _products()
    groups = _groups()
    countries = _countries()
    tags = NamesField(
        label=_("Tags of the case"), help_text=_("One of them is enough. Empty: any.")
    )
    categories = _Ticks(label=_("Categories of goods"), choices=_goods)
    value_from = AmountField(label=_("Orders from"))
    value_below = AmountField(label=_("Orders below"))
    on_sale = forms.TypedChoiceField(
        label=_("Price"),
        choices=[
            ("", _("Any price")),
            ("yes", _("Reduced goods")),
            ("no", _("Goods at full price")),
        ],
        coerce=lambda text: text == "yes",
        empty_value=None,
        required=False,
    )
    all_of = _Ticks(label=_("All of these are needed"), choices=_choices(PROOFS))
    any_of = _Ticks(label=_("One of these is enough"), choices=_choices(PROOFS))
    within_months = forms.IntegerField(
        label=_("Or bought within this many months"),
        help_text=_("Counts as one of those of which one is enough."),
        min_value=1,
        max_value=240,
        required=False,
    )

    @classmethod
    def of(cls, row: Row, currency: str) -> RowForm:
        form = super().of(row, currency)
        if "on_sale" in form.initial:
            form.initial["on_sale"] = "yes" if form.initial["on_sale"] else "no"
        return form


class WarrantyForm(RowForm):
    """For how long the shop stands for faults."""

    months = forms.IntegerField(label=_("Months"), min_value=1, max_value=600)
    start = forms.ChoiceField(
        label=_("Counted from"),
        choices=[("delivery", _("Delivery")), ("purchase", _("The purchase"))],
    )
    products = _products()
    makers = NamesField(
        label=_("Makers"), help_text=_("Their names, with commas between. Empty: all.")
    )
    countries = _countries()
    excludes = forms.CharField(
        label=_("Not covered"),
        help_text=_("Such as “batteries, scratches”."),
        max_length=200,
        required=False,
    )
    helps_first = forms.BooleanField(
        label=_("Go through the guide to the product before it is sent in"), required=False
    )


def _roles() -> Iterable[tuple[str, str]]:
    return [(role, word("role", role)) for role in ROLES]


def _limited() -> Iterable[tuple[str, str]]:
    return [(role, word("role", role)) for role in ROLES[:-1]]


class CompensationForm(RowForm):
    """What is given for an incident."""

    rare = ("value_from", "times", "roles")

    amount = AmountField(label=_("A sum"))
    percent = forms.IntegerField(
        label=_("And this many percent of the order's value"),
        min_value=0,
        max_value=100,
        required=False,
    )
    form = forms.ChoiceField(label=_("Given as"), choices=_choices(GIVEN_AS))
    late_days = forms.IntegerField(
        label=_("At least this many days late"),
        help_text=_("Counted from the day first promised to the customer. Empty: late or not."),
        min_value=0,
        max_value=365,
        required=False,
    )
    fault = _Ticks(label=_("Whose fault"), choices=_choices(FAULTS))
    value_from = AmountField(label=_("Orders from"))
    times = forms.IntegerField(
        label=_("From which incident on"),
        help_text=_("2: from the second complaint of the customer within a year on."),
        min_value=1,
        max_value=20,
        required=False,
    )
    roles = _Ticks(label=_("Given by"), choices=_roles)


class LimitForm(RowForm):
    """How much a role gives without asking."""

    role = forms.ChoiceField(label=_("Role"), choices=_limited)
    most = AmountField(
        label=_("Up to"),
        help_text=_("On one case, all taken together. 0: this role always asks."),
        required=True,
    )


class ExceptionForm(RowForm):
    """For whom and what the tables do not count."""

    verdict = forms.ChoiceField(label=_("What holds"), choices=_choices(VERDICTS))
    customers = NamesField(
        label=_("E-mail addresses"),
        help_text=_("Whole addresses, or “@shop.example” for all of a domain. Empty: all."),
    )
    groups = _groups()
    products = _products()
    tags = NamesField(
        label=_("Tags of the case"), help_text=_("One of them is enough. Empty: any.")
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not any(given.get(name) for name in _NARROWING):
            self.refuse("customers", _now("Say for whom or what; for everybody there is the law."))
        return given


class RepairForm(RowForm):
    """How long a repair takes."""

    days = forms.IntegerField(
        label=_("Repaired within this many working days"), min_value=1, max_value=60
    )
    lends_within = forms.IntegerField(
        label=_("A substitute within this many working days"),
        help_text=_("Empty: nothing is lent."),
        min_value=1,
        max_value=30,
        required=False,
    )
    kinds = _Ticks(label=_("Kinds of case"), choices=_kinds)
    products = _products()
    makers = NamesField(
        label=_("Makers"), help_text=_("Their names, with commas between. Empty: all.")
    )


class TimeForm(RowForm):
    """By when customers have word."""

    answer_hours = forms.IntegerField(
        label=_("An answer within this many working hours"),
        min_value=1,
        max_value=240,
        required=False,
    )
    news_days = forms.IntegerField(
        label=_("Word after this many days at the latest"), min_value=1, max_value=7, required=False
    )
    groups = _groups()
    kinds = _Ticks(label=_("Kinds of case"), choices=_kinds)
    channels = _Ticks(label=_("How they came to us"), choices=_choices(WAYS))
    stage = forms.ChoiceField(label=_("Which answer"), choices=_choices(STAGES), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not (given.get("answer_hours") or given.get("news_days")):
            self.refuse("answer_hours", _now("Give a time for the answer, or for news."))
        return given


FORMS: dict[str, type[RowForm]] = {
    "returns": ReturnForm,
    "warranties": WarrantyForm,
    "compensation": CompensationForm,
    "limits": LimitForm,
    "repairs": RepairForm,
    "exceptions": ExceptionForm,
    "times": TimeForm,
}
