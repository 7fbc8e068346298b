"""What the law says, asked by a program."""

from typing import Any

import pytest
from tests.rights.test_rights_of_a_case import TODAY, a_french_order

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.people.models import Customer

FACTS: dict[str, Any] = {
    "id": "1",
    "country": "IT",
    "now": "2026-11-23T10:00:00+01:00",
    "contract": {"concluded_at": "2026-11-03T18:20:00+01:00", "channel": "online"},
    "lines": [{"id": "A", "price": "60.00", "currency": "EUR"}],
    "events": [{"event": "goods.possession", "line": "A", "at": "2026-11-08"}],
}


@pytest.mark.django_db
def test_a_program_is_told_rights_dates_and_reasons(program) -> None:
    response = program.post("/policy/explain", FACTS)

    told = response.json()
    assert response.status_code == 200
    assert (told["pack"], told["legal_status"]) == ("IT", "reference")
    assert "withdrawal" in told["rights"]
    period = next(due for due in told["due"] if due["rule"] == "withdrawal.period")
    assert (period["nominal_end"], period["legal_end"], period["ends_at"]) == (
        "2026-11-22",
        "2026-11-23",
        "2026-11-23T23:00:00Z",
    )


@pytest.mark.django_db
def test_of_many_the_odd_one_is_told_apart(program) -> None:
    told = program.post("/policy/explain", [FACTS, {"id": "2"}, FACTS | {"id": 3}]).json()

    assert [one["id"] for one in told] == ["1", "2", 3]
    assert told[1]["error"].startswith("now: ")
    assert "withdrawal" in told[2]["rights"]


@pytest.mark.django_db
def test_a_thousand_at_once_and_no_more(program) -> None:
    assert program.post("/policy/explain", [{}] * 1000).status_code == 200
    assert program.post("/policy/explain", [{}] * 1001).status_code == 422
    assert program.post("/policy/explain", "IT").status_code == 422


def test_on_a_case_the_desk_tells_the_facts_itself(program) -> None:
    with clock.frozen(TODAY):
        case = a_french_order()
        told = program.get(f"/cases/{case.number}/ruling").json()
        Case.objects.filter(pk=case.pk).update(order=None)
        Customer.objects.update(country="US")
        unknown = program.get(f"/cases/{case.number}/ruling").json()

    ends = {due["rule"]: due["legal_end"] for due in told["ruling"]["due"]}
    assert ends["withdrawal.period"] == "2026-12-28"
    assert (told["country"], told["missing"]) == ("FR", ["buyer"])
    assert told["ruling"] == program.post("/policy/explain", told["facts"]).json()
    assert (unknown["country"], unknown["ruling"], unknown["trouble"]) == ("US", None, "country")
    assert unknown["why"] == "there is no policy pack for 'US'"
    assert (told["trouble"], told["why"]) == ("", "")
