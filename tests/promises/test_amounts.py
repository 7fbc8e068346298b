"""How much a promise of money says, as people write it."""

import pytest

from makegood.kernel.money import Money
from makegood.promises.rules.amounts import amount_near


def found(text: str, words: str = "", currency: str = "EUR") -> Money | None:
    start = text.index(words) if words else 0
    return amount_near(text, start, start + len(words), currency)


@pytest.mark.parametrize(
    ("text", "minor", "currency"),
    [
        ("We refund you 20 € by Friday", 2000, "EUR"),
        ("We will refund €49.90 by Friday.", 4990, "EUR"),
        ("You get EUR 1,249.50 back by Friday.", 124950, "EUR"),
        ("Le rimborsiamo 1.249,50 euro entro venerdì.", 124950, "EUR"),
        ("Grąžinsime 15,5 eurų per 3 dienas", 1550, "EUR"),
        ("Vraćamo 1.200 dinara do petka", 1200, "RSD"),
        ("Враћамо 1200 динара до петка", 1200, "RSD"),
        ("Вернём 2 500 рублей до пятницы", 250000, "RUB"),
        ("12 000 Ft-ot visszautalunk péntekig", 1200000, "HUF"),
        ("Visszautalunk 12 000 Ft péntekig", 1200000, "HUF"),
        ("Le devolvemos 20 euros antes del viernes", 2000, "EUR"),
        ("We send £5 back by Friday", 500, "GBP"),
        ("Order 4711 is refunded by Friday", None, ""),
        ("Refunded by 12.5.2026, 3 eurolamps", None, ""),
        ("0 € by Friday", None, ""),
    ],
)
def test_amounts_are_read_in_every_language(text: str, minor: int | None, currency: str) -> None:
    assert found(text) == (Money(minor, currency) if minor else None)


def test_only_the_sentence_of_the_promise_says_how_much() -> None:
    text = "The lamp costs 89.00 €. We pay back 20.00 € by Friday. Shipping was 5 €."

    assert found(text, "by Friday") == Money(2000, "EUR")
    assert found("It cost 89 €. We refund you by Friday.", "by Friday") is None


def test_of_several_the_nearest_counts_and_dollars_are_the_shops() -> None:
    assert found("Instead of 10 € we pay 20 € by Friday", "by Friday") == Money(2000, "EUR")
    assert found("We pay $20 by Friday", "by Friday", "CAD") == Money(2000, "CAD")
    assert found("We pay $20 by Friday", "by Friday") == Money(2000, "USD")
