"""Tags and keys as their pages offer them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from makegood.cases.actions.tagging import tag
from makegood.cases.models import Tag
from makegood.kernel import clock
from makegood.people.models import ApiKey
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_case, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(client: Client) -> Cast:
    make_shop()
    people = cast()
    client.force_login(people.owner)
    return people


def test_the_tags_say_how_many_cases_have_them_and_are_joined(client: Client, people: Cast) -> None:
    gone, kept = tag(make_case(), people.owner, "vips"), tag(make_case(), people.owner, "vip")

    page = client.get(reverse("console:tags")).content.decode()
    answer = client.post(
        reverse("console:tag_joining", args=[gone.pk]), {"into": kept.pk}, follow=True
    )
    lost = client.post(reverse("console:tag_joining", args=[kept.pk]), {"into": "x"}, follow=True)

    assert page.count("1 case") >= 2
    assert "“vips” is “vip” on every case now." in answer.content.decode()
    assert [(t.name, t.cases.count()) for t in Tag.objects.all()] == [("vip", 2)]
    assert lost.status_code == 200


@pytest.mark.parametrize(("lasts", "days"), [("30", 30), ("0", None)])
def test_a_key_is_made_for_a_time(
    client: Client, people: Cast, lasts: str, days: int | None
) -> None:
    given = {"name": "shop", "scopes": ["search"], "lasts": lasts}

    with clock.frozen(clock.now()):
        client.post(reverse("console:keys"), given)
        ends_at = clock.now() + timedelta(days=days) if days else None

    assert ApiKey.objects.get().ends_at == ends_at


def test_a_key_for_a_time_nobody_offered_is_not_made(client: Client, people: Cast) -> None:
    given = {"name": "shop", "scopes": ["search"], "lasts": "5000"}

    assert client.post(reverse("console:keys"), given).status_code == 422
    assert not ApiKey.objects.exists()
