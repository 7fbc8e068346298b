"""Codes and the shops' own words, as the reader sees them."""

import pytest
from django.utils import translation

from makegood.ui.words import order_state


@pytest.mark.parametrize("told", ["Shipped", "shipped", "SHIPPED "])
def test_a_state_most_shops_use_is_known_however_it_is_written(told: str) -> None:
    with translation.override("en"):
        assert order_state(told) == "shipped"


def test_a_state_of_the_shops_own_stays_as_it_is() -> None:
    assert order_state("UNFULFILLED") == order_state("not_fulfilled") == "in preparation"
    assert order_state("Wartet auf Ton") == "Wartet auf Ton"
