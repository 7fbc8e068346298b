"""The language a customer is answered in, case by case."""

import pytest

from makegood.kernel.errors import BadInput
from makegood.shops.actions.opening import change_shop
from makegood.shops.rules.languages import Answering, answered_in
from makegood.testing.makers import make_shop


@pytest.mark.parametrize(
    ("others_in", "spoken", "known", "answer"),
    [
        ("", "it", "", "it"),
        ("", "", "", "lt"),
        ("", "", "it", "it"),
        ("", "it", "lt", "it"),
        # Another language of the desk's eight, and one that is none of them.
        ("", "hu", "", "hu"),
        ("", "hr", "", "sr-latn"),
        ("", "fr", "", "lt"),
        ("", "fr", "it", "it"),
        # The shop says what customers of other languages are answered in.
        ("en", "it", "", "it"),
        ("en", "hu", "", "en"),
        ("en", "hr", "", "en"),
        ("en", "fr", "", "en"),
        ("en", "fr", "it", "it"),
        ("en", "", "hu", "en"),
        ("en", "", "", "lt"),
    ],
)
def test_in_which_language(others_in: str, spoken: str, known: str, answer: str) -> None:
    answering = Answering(["lt", "it", "en"], others_in)

    assert answered_in(answering, spoken, known) == answer


@pytest.mark.django_db
def test_customers_of_other_languages_are_answered_in_none_the_shop_gave_up() -> None:
    shop = change_shop(make_shop(), None, languages=["lt", "en"], others_in="en")

    with pytest.raises(BadInput) as refused:
        change_shop(shop, None, others_in="it")
    assert refused.value.field == "others_in"
    with pytest.raises(BadInput):
        change_shop(shop, None, languages=["lt"], others_in="en")
    assert change_shop(shop, None, languages=["en", "lt"]).others_in == "en"
    assert change_shop(shop, None, languages=["lt"]).others_in == ""
