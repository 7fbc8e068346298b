"""How hard a password is to guess."""

import pytest
from django.core.exceptions import ValidationError

from makegood.console.passwords import StrongEnough, strength_of
from makegood.people.models import Staff


@pytest.mark.parametrize(
    "password", ["password", "qwertyuiop", "abcdefgh", "aaaaaaaa", "12.05.1987", "monkey", ""]
)
def test_a_password_that_is_easy_to_guess_is_told_why(password: str) -> None:
    strength = strength_of(password)

    assert not strength.is_enough
    assert strength.advice


def test_a_few_unrelated_words_are_enough() -> None:
    assert strength_of("lantern otter gravel pudding").is_enough


def test_what_is_known_of_the_person_is_no_secret() -> None:
    known = strength_of("Vytautas-Kazlauskas", ["Vytautas Kazlauskas"])

    assert strength_of("Vytautas-Kazlauskas").score > known.score


def test_a_very_long_password_is_judged_by_its_beginning() -> None:
    assert strength_of("lantern otter gravel pudding " * 40).is_enough


def test_the_validator_refuses_the_name_of_the_owner() -> None:
    staff = Staff(name="Rasa Petrauskaitė", email="rasa@example.org")

    with pytest.raises(ValidationError):
        StrongEnough().validate("Petrauskaitė", staff)

    StrongEnough().validate("lantern otter gravel pudding", staff)


def test_the_name_of_the_shop_that_is_set_up_is_no_password() -> None:
    with pytest.raises(ValidationError):
        StrongEnough("Casa Verde").validate("casaverde1")

    StrongEnough("Casa Verde").validate("lantern otter gravel pudding")
