"""How promises were kept, as figures: page and API show the same."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from makegood.cases.actions.facts import set_fact
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.people.actions.keys import make_api_key
from makegood.people.models import Role
from makegood.promises.actions.keeping import keep
from makegood.promises.actions.renegotiating import release, replace
from makegood.promises.queries.figures import kept_by, kept_in_all
from makegood.promises.rules.figures import Kept
from makegood.testing.cast import Cast, cast, make_staff
from makegood.testing.makers import make_case, make_promise

DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def past(people: Cast) -> Any:
    """Ten days ago: one kept, one two days late, one not kept, one let go of too late; one moved and one released in time."""
    now = clock.now()
    with clock.frozen(now - 20 * DAY):
        case = make_case(team=people.team)
        set_fact(case, "responsibility", "carrier", "staff", people.agent)
        made = [
            make_promise(case, kind=kind, due_at=now - 10 * DAY, owner=people.agent)
            for kind in ("money", "money", "parcel", "parcel", "money", "money")
        ]
        keep(made[0], note="Bank.")
        replace(made[4], now + 9 * DAY, None, "Later.")
        release(made[5], None, "Let go.")
    with clock.frozen(now - 8 * DAY):
        keep(made[1], note="Bank.")
        made[3].broken_at = made[3].due_at
        made[3].save()
        release(made[3], None, "Too late.")
    return now


def test_what_fell_due_is_counted_by_each_group(people: Cast, past: Any) -> None:
    window = (past - 30 * DAY, past)

    money = Kept("money", 1, 1, 0, 2 * DAY)
    assert kept_by("kind", *window) == [money, Kept("parcel", 0, 0, 2)]
    for group, name in (("team", "Returns"), ("owner", people.agent.name), ("cause", "carrier")):
        assert kept_by(group, *window) == [Kept(name, 1, 1, 2, 2 * DAY)]
    whole = kept_in_all(kept_by("kind", *window))
    assert (whole.due, whole.share, whole.late_by) == (4, 0.25, 2 * DAY)
    assert kept_by("kind", past - 9 * DAY, past) == []


@pytest.mark.parametrize(("by", "days"), [("colour", 30), ("kind", 367), ("kind", -1)])
def test_no_other_group_and_no_longer_time(by: str, days: int) -> None:
    with pytest.raises(BadInput):
        kept_by(by, clock.now() - days * DAY, clock.now())


def test_who_may_read_reports_and_no_settings_reads_the_page(past: Any) -> None:
    client = Client()
    client.force_login(make_staff("Rita Reader", Role.CUSTOM, permissions=("reports",)))

    answer = client.get("/promises/figures/")

    assert answer.status_code == 200
    assert "Change it" not in answer.content.decode()


def test_the_page_and_the_program_tell_the_same(people: Cast, past: Any) -> None:
    client = Client()
    client.force_login(people.owner)
    key = make_api_key(people.owner, "x", ["promises:read"])[1]

    page = client.get("/promises/figures/?days=30&by=cause").content.decode()
    told = client.get(
        "/api/v1/promises/figures?by=cause", headers={"Authorization": f"Bearer {key}"}
    ).json()

    assert "25%" in page
    assert told["all"] | {"due": 4, "kept": 1, "kept_late": 1, "broken": 2} == told["all"]
    assert (told["groups"][0]["group"], told["all"]["late_by_seconds"]) == ("carrier", 172_800)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        kept_by("team", past - 30 * DAY, past)
    assert len(asked) == 1
