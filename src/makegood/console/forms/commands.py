"""What is to be done with an order, one form for each kind; each says its `arguments` as a command keeps them."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.console.amounts import amount_in
from makegood.console.forms.base import DeskForm
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.people.queries import main_email
from makegood.shops.models import Order, Variant
from makegood.shops.queries import entries_of, siblings_of, states_of
from makegood.shops.rules.purses import Purse
from makegood.shops.rules.wanted import refund_of
from makegood.ui import formats


def _text(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), **more
    )


def _sum(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=14,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        **more,
    )


class CommandForm(DeskForm):
    """What all have: the order, what can still go back, and what may be chosen of a refund (`choices`)."""

    def __init__(
        self, *args: Any, order: Order, purse: Purse, choices: frozenset[str], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.order, self.purse = order, purse
        self.prepare(choices)

    def prepare(self, choices: frozenset[str]) -> None:
        """Fields that depend on the order."""

    def arguments(self) -> dict[str, Any]:
        """Of a valid form."""
        return dict(self.cleaned_data)

    def minor(self, field: str) -> int:
        """What was typed there in minor units; 0 where nothing was."""
        money = amount_in(self.cleaned_data.get(field) or "", self.order.currency, field)
        return money.minor if money else 0


class CancelForm(CommandForm):
    reason = forms.CharField(label=_("Why"), required=False, max_length=300)


class StateForm(CommandForm):
    state = forms.ChoiceField(label=_("State"))

    def prepare(self, choices: frozenset[str]) -> None:
        if self.order.connection is None:
            self.add("state", forms.CharField(label=_("State"), max_length=80))
            return
        known = [(row.state, str(row)) for row in states_of(self.order.connection)]
        self.fields["state"].choices = known  # type: ignore[attr-defined]  # the stubs know only Field


class NoteForm(CommandForm):
    text = _text(_("Note"))
    is_for_customer = forms.BooleanField(label=_("The customer may read it"), required=False)


class AddressForm(CommandForm):
    name = forms.CharField(label=_("Name"), max_length=160)
    company = forms.CharField(label=_("Company"), required=False, max_length=160)
    street = forms.CharField(label=_("Street and number"), max_length=200)
    street2 = forms.CharField(label=_("Second line"), required=False, max_length=200)
    postcode = forms.CharField(label=_("Postcode"), required=False, max_length=20)
    city = forms.CharField(label=_("Place"), max_length=120)
    region = forms.CharField(label=_("Region"), required=False, max_length=120)
    country = forms.CharField(label=_("Country"), min_length=2, max_length=2, help_text=_("Two letters, such as DE."))  # fmt: skip
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)

    def prepare(self, choices: frozenset[str]) -> None:
        for name, field in self.fields.items():
            field.initial = self.order.address.get(name, "")

    def arguments(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        return {"address": told | {"country": told["country"].upper()}}


class RefundForm(CommandForm):
    amount = _sum(
        _("How much"),
        required=False,
        help_text=_("Empty: what was paid for the pieces above and the delivery below."),
    )
    shipping = _sum(_("Of it for the delivery"), required=False)
    payment = forms.ChoiceField(label=_("Goes back by"), required=False)
    reason = forms.CharField(label=_("Why"), required=False, max_length=300)
    restocks = forms.BooleanField(label=_("The pieces can be sold again"), required=False)
    is_paid_out = forms.BooleanField(
        label=_("The shop's payment system sends the money"),
        required=False,
        help_text=_("Else it is only written down there, and you pay it out yourself."),
    )

    def prepare(self, choices: frozenset[str]) -> None:
        self.lines = [line for line in self.order.lines.all() if self.purse.pieces.get(line.key)]
        for place, line in enumerate(self.lines):
            left = self.purse.pieces[line.key]
            label = _("Pieces of “%(name)s”, at most %(left)d") % {"name": line.name, "left": left}
            field = forms.IntegerField(label=label, min_value=0, max_value=left, required=False)
            self.add(f"pieces_{place}", field)
        self.order_fields([f"pieces_{place}" for place, _line in enumerate(self.lines)])
        for name in {"restock": "restocks", "pays_out": "is_paid_out"}.items():
            if name[0] not in choices:
                del self.fields[name[1]]
        if "payments" not in choices or len(self.purse.payments) < 2:
            del self.fields["payment"]
        else:
            self.fields["payment"].choices = self._payments()  # type: ignore[attr-defined]  # the stubs know only Field

    def arguments(self) -> dict[str, Any]:
        told = self.cleaned_data
        places = enumerate(self.lines)
        return refund_of(
            self.order.currency,
            {line.key: (line.paid_minor, line.quantity) for line in self.lines},
            {line.key: told.get(f"pieces_{place}") or 0 for place, line in places},
            self.minor("amount"),
            self.minor("shipping"),
            payment_id=told.get("payment", ""),
            reason=told["reason"],
            restocks=told.get("restocks", False),
            is_paid_out=told.get("is_paid_out", False),
        )

    def _payments(self) -> list[tuple[str, Any]]:
        entries = [one for one in entries_of(self.order) if one.kind == "payment"]
        known = [(one.external_id, f"{one.instrument_label} {formats.money(one.amount)}") for one in entries]  # fmt: skip
        return [("", _("as the shop chooses")), *known]


class CouponForm(CommandForm):
    email = forms.EmailField(label=_("For this e-mail address"), max_length=320)
    percent = forms.IntegerField(label=_("Percent"), min_value=1, max_value=100, required=False)
    amount = _sum(_("Or a sum"), required=False)
    expires_on = forms.DateField(
        label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def prepare(self, choices: frozenset[str]) -> None:
        buyer = self.order.customer
        self.fields["email"].initial = main_email(buyer) if buyer else ""
        self.fields["expires_on"].initial = (clock.now() + timedelta(days=90)).date()

    def arguments(self) -> dict[str, Any]:
        return {
            "email": self.cleaned_data["email"],
            "percent": self.cleaned_data["percent"] or 0,
            "amount_minor": self.minor("amount"),
            "currency": self.order.currency,
            "expires_on": self.cleaned_data["expires_on"].isoformat(),
        }


class CreditForm(CommandForm):
    amount = _sum(_("How much"))
    reason = forms.CharField(label=_("Why"), required=False, max_length=300)

    def arguments(self) -> dict[str, Any]:
        told = {"amount_minor": self.minor("amount"), "currency": self.order.currency}
        return told | {"reason": self.cleaned_data["reason"]}


class ReplacementForm(CommandForm):
    text = _text(_("What else is to be done"), required=False)

    def prepare(self, choices: frozenset[str]) -> None:
        self.lines = list(self.order.lines.all())
        for place, line in enumerate(self.lines):
            told = {"name": line.name, "left": line.quantity}
            label = _("Pieces of “%(name)s”, at most %(left)d") % told
            field = forms.IntegerField(
                label=label, min_value=0, max_value=line.quantity, required=False
            )
            self.add(f"pieces_{place}", field)
        self.order_fields([f"pieces_{place}" for place, _line in enumerate(self.lines)])

    def arguments(self) -> dict[str, Any]:
        told = self.cleaned_data
        asked = {line.key: told.get(f"pieces_{n}") for n, line in enumerate(self.lines)}
        pieces = {line: count for line, count in asked.items() if count}
        return {"pieces": pieces, "text": told["text"]}


class SwapForm(CommandForm):
    text = _text(_("What else is to be done"), required=False)

    def prepare(self, choices: frozenset[str]) -> None:
        siblings = siblings_of(self.order)
        self.lines = [line for line in self.order.lines.all() if line.key in siblings]
        for place, line in enumerate(self.lines):
            known = [(one.external_id, _variant(one)) for one in siblings[line.key]]
            label = _("Instead of “%(name)s”") % {"name": line.name}
            field = forms.ChoiceField(
                label=label, choices=[("", _("as it is")), *known], required=False
            )
            self.add(f"variant_{place}", field)
        self.order_fields([f"variant_{place}" for place, _line in enumerate(self.lines)])

    def arguments(self) -> dict[str, Any]:
        told = self.cleaned_data
        asked = {line.key: told.get(f"variant_{n}") for n, line in enumerate(self.lines)}
        variants = {line: variant for line, variant in asked.items() if variant}
        return {"variants": variants, "text": told["text"]}


def _variant(variant: Variant) -> str:
    """As it is told from its siblings; its stock where that is counted."""
    options = ", ".join(map(str, variant.options.values())) or variant.sku or variant.external_id
    if variant.stock is None:
        return options
    return str(_("%(options)s (%(stock)d in stock)") % {"options": options, "stock": variant.stock})


class WordsForm(CommandForm):
    text = _text(_("What is to be done"))


FORMS: dict[str, type[CommandForm]] = {
    "refund": RefundForm,
    "cancel": CancelForm,
    "address": AddressForm,
    "state": StateForm,
    "note": NoteForm,
    "coupon": CouponForm,
    "credit": CreditForm,
    "replacement": ReplacementForm,
    "swap": SwapForm,
    "instrument": WordsForm,
}
"""Kind → its form, in the order they are offered."""


def arguments_in(form: CommandForm) -> dict[str, Any] | None:
    """What a form says; None when it says something wrong, which stands in the form then."""
    if not form.is_valid():
        return None
    try:
        return form.arguments()
    except BadInput as error:
        form.refuse(error.field, error.message)
        return None
