"""One cause of many cases, opened from one of them and joined by others."""

import re

import pytest
from django.test import Client

from makegood.cases.models import Case, Incident
from makegood.shops.models import Line, Product
from makegood.testing.cast import Cast
from makegood.testing.makers import make_case, make_order, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def sampled(people: Cast) -> Case:
    """A broken lamp of the sample shop, beside the desk's own."""
    make_shop()
    return a_broken_lamp("LL-1")


def a_broken_lamp(number: str) -> Case:
    sample = make_shop(name="Lume & Lana", is_sample=True)
    lamp, _ = Product.objects.get_or_create(shop=sample, sku="LAM", defaults={"name": "Lamp"})
    order = make_order(number, shop=sample)
    Line.objects.create(order=order, position=1, name="Lamp", product=lamp)
    return make_case(shop=sample, subject="Broken lamp", kind="damaged", order=order)


def test_what_the_page_proposes_of_a_case_is_taken(desk: Client, sampled: Case) -> None:
    asked = desk.get("/incidents/new/", {"case": sampled.number})
    proposed = asked.content.decode()
    assert 'value="LAM"' in proposed

    form = {"case": sampled.number, "title": "Lamps break", "sku": "LAM", "kind": "damaged"}
    desk.post("/incidents/new/", form)

    made = Incident.objects.get()
    assert made.product == sampled.order.lines.get().product
    assert [one.case for one in made.members.all()] == [sampled]


def test_an_article_is_looked_for_where_the_cases_are(desk: Client, sampled: Case) -> None:
    desk.post("/incidents/new/", {"case": sampled.number, "title": "Lamps break"})
    made = Incident.objects.get()

    desk.post(f"/incidents/{made.pk}/facts/", {"title": "Lamps break", "sku": "lam"})

    made.refresh_from_db()
    assert made.product == sampled.order.lines.get().product


def test_cases_that_fit_are_taken_in_one_after_the_other(desk: Client, sampled: Case) -> None:
    twins = [a_broken_lamp("LL-2"), a_broken_lamp("LL-3")]
    desk.post("/incidents/new/", {"case": sampled.number, "title": "Lamps break", "sku": "LAM"})
    page = f"/incidents/{Incident.objects.get().pk}/"
    assert "2 cases that may be part of it" in desk.get(page).content.decode()

    form = {"incident": page.split("/")[2], "back": "incident"}
    for twin in twins:
        answer = desk.post(f"/cases/{twin.number}/incident/", form)
        assert answer["Location"] == page

    assert Incident.objects.get().members.count() == 3


def test_from_what_is_done_to_its_cases_one_comes_back_to_the_incident(
    desk: Client, sampled: Case
) -> None:
    desk.post("/incidents/new/", {"case": sampled.number, "title": "Lamps break"})
    its_id = Incident.objects.get().pk

    asked = desk.get("/bulk/new/", {"those_of": its_id}).content.decode()

    assert f'<a class="back" href="/incidents/{its_id}/"' in asked


def test_who_answers_many_sees_in_how_many_languages_it_is_wanted(desk: Client) -> None:
    shop = make_shop(languages=["en", "it", "hu"])
    cases = [make_case(shop=shop, language=language) for language in ("it", "it", "en")]

    page = desk.get("/bulk/new/", {"case": [case.number for case in cases]}).content.decode()

    told = dict(re.findall(r'<summary>(\w+) <span class="muted small">(\d+ cases?)<', page))
    assert told == {"English": "1 case", "Italiano": "2 cases", "Magyar": "0 cases"}
