"""Which languages the shop answers in, and how it addresses people in them."""

from collections.abc import Iterator, Mapping
from typing import Any, Self

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from makegood.console.forms import choices
from makegood.console.forms.shop import ShopPageForm
from makegood.kernel.text import LANGUAGES
from makegood.messages.rules.offering import FORMAL, INFORMAL, TONES
from makegood.shops.models import Shop
from makegood.ui.words import word


class LanguagesForm(ShopPageForm):
    """The eight, one line each; and what happens with a customer who writes none of the shop's."""

    main_language = forms.ChoiceField(
        label=_("First language"), help_text=_("Used when a customer's language is not known.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you answer in"), widget=forms.CheckboxSelectMultiple, required=False
    )
    others_in = forms.ChoiceField(
        label=_("A customer who writes another language is answered in"), required=False
    )

    def __init__(self, *args: Any, shop: Shop, **kwargs: Any) -> None:
        self.shop = shop
        super().__init__(*args, **kwargs)

    def arrange(self) -> None:
        ours = choices.languages()
        own = ("", _("their own, as far as the desk speaks it; else your first language"))
        for name, options in {
            "main_language": ours,
            "languages": ours,
            "others_in": [own, *ours],
        }.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]  # the stubs know only Field
        for code, said in TONES.items():
            words = zip((FORMAL, INFORMAL), said, strict=True)
            self.fields[f"tone_{code}"] = forms.ChoiceField(
                label=_("How you address customers in this language"),
                choices=[(tone, f"{word('tone', tone)} ({example})") for tone, example in words],
                initial=self.shop.tone_in(code),
                required=False,
            )

    def clean_languages(self) -> list[str]:
        """A first language just chosen is answered in by itself; one that stays can't be left out without a word."""
        chosen: list[str] = self.cleaned_data["languages"]
        first = self.cleaned_data.get("main_language")
        if first == self.shop.main_language and first not in chosen:
            raise forms.ValidationError(
                _(
                    "You always answer in your first language. Choose another first one to leave it out."
                )
            )
        return chosen

    @classmethod
    def of(cls, shop: Shop) -> Self:
        now = {name: getattr(shop, name) for name in ("main_language", "languages", "others_in")}
        return cls(shop=shop, initial=now)

    @classmethod
    def _like(cls, saved: Self, data: Mapping[str, Any]) -> Self:
        return cls(data, shop=saved.shop)

    def lines(self) -> Iterator[tuple[str, str, bool, BoundField | None]]:
        """Each language: its code, its own name, whether it is ticked, and its tone where it has two."""
        ticked = {*(self["languages"].value() or ()), self["main_language"].value()}
        for code, name in LANGUAGES.items():
            yield code, name, code in ticked, self[f"tone_{code}"] if code in TONES else None

    def changes(self) -> dict[str, Any]:
        given = self.cleaned_data
        main = given["main_language"]
        rest = [code for code in given["languages"] if code != main]
        return {
            "languages": [main, *rest],
            "others_in": given["others_in"],
            "tones": self._tones(),
        }

    def _tones(self) -> dict[str, str]:
        """What was said before, and what is said otherwise now: a language nobody chose for stays unsaid."""
        chosen = {code: self.cleaned_data[f"tone_{code}"] for code in TONES}
        other = {code: t for code, t in chosen.items() if t and t != self.shop.tone_in(code)}
        return {**self.shop.tones, **other}
