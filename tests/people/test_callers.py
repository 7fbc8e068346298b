"""Who is calling is recognised by the number while it is typed, however people write it."""

import pytest

from makegood.people.actions.recognising import add_identity
from makegood.people.queries import callers
from makegood.people.rules import digits_of
from makegood.testing.makers import make_customer


@pytest.mark.parametrize(
    ("typed", "country", "digits"),
    [
        ("8 612 34", "LT", "61234"),
        ("8 612 34567", "LT", "37061234567"),
        ("+370 612 34567", "LT", "37061234567"),
        ("00370 612 34", "LT", "37061234"),
        ("06 30 123", "HU", "30123"),
        ("0612 3", "IT", "06123"),
        ("061 234567", "RS", "38161234567"),
        ("8 912 345", "RU", "912345"),
        ("(612) 34", "LT", "61234"),
        ("612", "LT", ""),
        ("", "LT", ""),
        ("Anna", "LT", ""),
        ("W-1001", "LT", ""),
        ("12345678901234567890123", "LT", "12345678901234567890123"),
    ],
)
def test_what_is_typed_becomes_the_digits_to_look_for(
    typed: str, country: str, digits: str
) -> None:
    assert digits_of(typed, country) == digits


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("8 612 3", True),
        ("86123 4567", True),
        ("+370 612 34567", True),
        ("34567", True),
        ("carla", True),
        ("carla@cust", True),
        ("8 699", False),
        ("ca", False),
        ("612", False),
    ],
)
def test_a_caller_is_found_by_part_of_number_or_name(typed: str, is_found: bool) -> None:
    carla = make_customer()
    add_identity(carla, "phone", "+370 612 34567")
    make_customer("sam@stranger.example", name="Sam Stranger")

    assert callers(typed, "LT") == ([carla] if is_found else [])


@pytest.mark.django_db
def test_suggestions_are_bounded_and_cost_the_same_however_many_there_are(
    django_assert_num_queries,
) -> None:
    for number in range(12):
        one = make_customer(f"c{number}@customer.example", name=f"Caller {number}")
        add_identity(one, "phone", f"+370612345{number:02}")

    with django_assert_num_queries(3):
        assert len(callers("8 612 345", "LT")) == 8
