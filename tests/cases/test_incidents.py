"""One thing that happened to many cases."""

from collections.abc import Callable

import pytest

from makegood.cases.access import incident_for
from makegood.cases.actions.incidents import (
    add_to_incident,
    change_incident,
    open_incident,
    reopen_incident,
    resolve_incident,
    take_out_of_incident,
)
from makegood.cases.models import Case, CaseInIncident, Incident
from makegood.cases.queries import (
    cases_fitting,
    cases_in_incident,
    incidents_about,
    incidents_page,
    incidents_shown,
)
from makegood.kernel.asking import answers
from makegood.kernel.errors import BadInput, NotFound, Refused
from makegood.kernel.models import Happening
from makegood.shops.models import Line, Parcel, Product
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_case, make_order, make_shop


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def a_product(sku: str = "LAMP") -> Product:
    return Product.objects.get_or_create(shop=make_shop(), sku=sku, defaults={"name": "Lamp"})[0]


def a_case(number: str, product: Product | None = None, parcel: str = "", **rest: object) -> Case:
    order = make_order(number)
    Line.objects.create(order=order, position=1, name="Lamp", product=product)
    if parcel:
        Parcel.objects.create(order=order, number=parcel, number_key=parcel)
    return make_case(order=order, **rest)


def test_a_case_is_part_of_one_incident_at_most(people: Cast) -> None:
    case = make_case()
    storm, strike = open_incident(people.agent, "Storm"), open_incident(people.agent, "Strike")

    add_to_incident(case, people.agent, storm)
    add_to_incident(case, people.agent, storm)
    with pytest.raises(Refused, match="in_other_incident"):
        add_to_incident(case, people.agent, strike)
    assert CaseInIncident.objects.get().incident == storm

    take_out_of_incident(case, people.agent, storm)
    take_out_of_incident(case, people.agent, storm)
    add_to_incident(case, people.agent, strike)
    told = Happening.objects.filter(topic=f"case:{case.pk}").order_by("id")
    assert list(told.values_list("name", flat=True))[-3:] == [
        "CaseJoinedIncident",
        "CaseLeftIncident",
        "CaseJoinedIncident",
    ]


def test_cases_about_the_same_parcel_fit(people: Cast) -> None:
    fits = a_case("W-1", parcel="RR1LT")
    a_case("W-2", parcel="RR2LT")
    incident = open_incident(people.agent, "Lost lorry", parcel="rr1 lt")

    assert list(cases_fitting(incident, people.agent)) == [fits]
    assert incidents_of(fits) == [(incident, True)]


def test_cases_about_the_same_product_and_kind_fit(people: Cast) -> None:
    lamp = a_product()
    fits = a_case("W-1", lamp, kind="defective")
    a_case("W-2", lamp, kind="late")
    a_case("W-3", a_product("CUP"), kind="defective")
    incident = open_incident(people.agent, "Lamps flicker", product=lamp, kind="defective")

    assert list(cases_fitting(incident, people.agent)) == [fits]
    change_incident(incident, people.agent, "Lamps flicker", product=lamp)
    assert cases_fitting(incident, people.agent).count() == 2


def test_what_is_part_of_one_closed_or_not_ones_own_to_see_fits_no_more(people: Cast) -> None:
    cases = [a_case(f"W-{n}", parcel="RR1LT") for n in range(3)]
    Case.objects.filter(pk=cases[2].pk).update(team=people.other_team)
    incident = open_incident(people.agent, "Lost lorry", parcel="RR1LT")

    add_to_incident(cases[0], people.agent, incident)

    assert list(cases_fitting(incident, people.agent)) == [cases[1]]
    assert cases_fitting(incident, people.owner).count() == 2
    assert list(cases_in_incident(incident, people.agent)) == [cases[0]]
    assert incidents_of(cases[0]) == [(incident, False)]


def test_a_resolved_incident_is_suggested_no_more_and_its_cases_stay_open(people: Cast) -> None:
    member, other = a_case("W-1", parcel="RR1LT"), a_case("W-2", parcel="RR1LT")
    incident = open_incident(people.agent, "Lost lorry", parcel="RR1LT")
    add_to_incident(member, people.agent, incident)

    with pytest.raises(BadInput, match="what was found"):
        resolve_incident(incident, people.agent, " ")
    resolve_incident(incident, people.agent, "The lorry was found.")
    resolve_incident(incident, people.owner, "Again.")

    assert Incident.objects.get().resolution == "The lorry was found."
    assert incidents_of(other) == []
    member.refresh_from_db()
    assert not member.is_closed
    reopen_incident(incident, people.agent)
    assert incidents_of(other) == [(incident, True)]


def test_an_incident_that_says_nothing_of_what_fits_suggests_nothing(people: Cast) -> None:
    make_case()

    assert not cases_fitting(open_incident(people.agent, "Site down"), people.owner).exists()


def test_incidents_are_known_to_all_who_work_here(people: Cast) -> None:
    incident = open_incident(people.agent, "Storm")
    assert incident_for(people.other_agent, incident.pk) == incident

    people.other_agent.is_active = False
    with pytest.raises(NotFound):
        incident_for(people.other_agent, incident.pk)


def test_the_list_costs_one_query_and_pages(
    people: Cast, django_assert_num_queries: Callable[..., object]
) -> None:
    incidents = [open_incident(people.agent, f"Storm {n}") for n in range(3)]
    add_to_incident(make_case(), people.agent, incidents[0])

    with django_assert_num_queries(1):  # type: ignore[attr-defined]  # pytest-django's own
        page = incidents_page(is_open=True, limit=2)

    assert [row.incident.title for row in page.rows] == ["Storm 2", "Storm 1"]
    [last] = incidents_page(is_open=True, after=page.next).rows
    assert (last.incident, last.cases, last.open) == (incidents[0], 1, 1)
    assert incidents_page(is_open=False).rows == []


def incidents_of(case: Case) -> list[tuple[Incident, bool]]:
    case.refresh_from_db()
    [ids] = answers(incidents_about(case))
    return [(one.incident, one.is_suggested) for one in incidents_shown(case, ids)]
