"""Customers known by any of their addresses."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from makegood.kernel.errors import BadInput, Conflict
from makegood.people.actions.recognising import add_identity, recognise
from makegood.people.models import Customer, Identity
from makegood.people.rules import normalise_email, normalise_phone


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("Anna@Example.COM", "anna@example.com"),
        ("Anna Rossi <a.rossi+shop@x.it>", "a.rossi+shop@x.it"),
        ("  'jonas@paštas.lt' ", "jonas@paštas.lt"),
        ("nobody", ""),
        ("", ""),
    ],
)
def test_an_address_is_compared_bare_and_in_lower_case(raw: str, plain: str) -> None:
    assert normalise_email(raw) == plain


@pytest.mark.parametrize(
    ("raw", "country", "plain"),
    [
        ("8 612 34567", "LT", "+37061234567"),
        ("+370 612 34567", "", "+37061234567"),
        ("06 1 234 5678", "HU", "+3612345678"),
        ("12-34", "", "1234"),
        ("call me", "IT", ""),
    ],
)
def test_a_phone_is_compared_in_international_form(raw: str, country: str, plain: str) -> None:
    assert normalise_phone(raw, country) == plain


@pytest.mark.django_db
def test_the_same_address_is_the_same_customer() -> None:
    first = recognise("email", "Anna <Anna@x.it>", "Anna", "it")

    assert recognise("email", "anna@X.it", "Someone else") == first
    assert (first.name, first.language) == ("Anna", "it")


@pytest.mark.django_db
def test_a_second_address_leads_to_the_same_customer() -> None:
    anna = recognise("email", "anna@x.it", "Anna")

    add_identity(anna, "phone", "+39 06 1234 5678")

    assert recognise("phone", "+390612345678") == anna


@pytest.mark.django_db
def test_an_address_of_another_customer_is_refused() -> None:
    anna, ivo = recognise("email", "anna@x.it"), recognise("email", "ivo@x.rs")

    with pytest.raises(Conflict):
        add_identity(anna, "email", "ivo@x.rs")

    assert recognise("email", "ivo@x.rs") == ivo


@pytest.mark.django_db
def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(BadInput):
        recognise("email", "no address at all")

    assert not Customer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_asking_at_once_make_one_customer() -> None:
    def ask(_turn: int) -> object:
        try:
            return recognise("email", "anna@x.it").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(ask, range(12)))

    assert len(found) == 1
    assert Identity.objects.count() == Customer.objects.count() == 1
