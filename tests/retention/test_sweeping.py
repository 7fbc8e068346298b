"""What is old enough goes, and nothing else does."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.cases.actions.closing import close_case, reopen_case
from makegood.cases.actions.incidents import add_to_incident, open_incident
from makegood.cases.actions.merging import merge_case
from makegood.cases.actions.noting import note
from makegood.cases.models import Case
from makegood.kernel import clock, files
from makegood.kernel.errors import BadInput, NotAllowed
from makegood.kernel.models import Happening, SettingChange
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.calling import begin_call
from makegood.messages.actions.drafting import save_draft
from makegood.messages.models import Arrival, Dispatch, Leftover, Message
from makegood.people.actions.marking import mark_customer
from makegood.people.actions.merging import merge_customers
from makegood.people.models import Customer, Identity
from makegood.playbooks.actions.practising import begin_practice
from makegood.retention.actions import sweeping
from makegood.retention.actions.setting import set_retention
from makegood.retention.actions.sweeping import carry_out, sweeps_due
from makegood.retention.models import Retention, Sweep
from makegood.retention.queries import WouldGo, what_would_go
from makegood.retention.rules import Terms
from makegood.shops.actions.opening import open_shop
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import (
    MONDAY,
    make_case,
    make_customer,
    make_message,
    make_order,
    make_promise,
    make_shop,
)

pytestmark = pytest.mark.django_db
LONG_AGO = MONDAY - timedelta(days=800)
TERMS = Terms(cases=24, mails=6)


@pytest.fixture(autouse=True)
def now(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with clock.frozen(MONDAY):
        yield


@pytest.fixture
def people() -> Cast:
    with clock.frozen(LONG_AGO):
        return cast()


def old_case(people: Cast, name: str = "Carla", **overrides: Any) -> Case:
    """Closed long ago, with a word in it."""
    with clock.frozen(LONG_AGO):
        given = {"customer": make_customer(f"{name.lower()}@customer.example", name=name)}
        case = make_case(**given | overrides)
        make_message(case, f"I am {name}")
        close_case(case, people.agent, "Solved on the phone")
    return case


def arrived(case: Case | None, at: Any = LONG_AGO, **overrides: Any) -> Arrival:
    raw = files.store(f"From: somebody\n\n{case} {at} {overrides}".encode())
    given = {"outcome": "joined", "message": case.messages.get() if case else None}
    return Arrival.objects.create(
        account=post_office(make_shop()),
        server_id=str(raw.sha256),
        sha256=raw.sha256,
        size=raw.size,
        arrived_at=at,
        **given | overrides,
    )


def keep_for(people: Cast, terms: Terms = TERMS) -> None:
    with clock.frozen(MONDAY - timedelta(days=2)):
        set_retention(make_shop(), people.owner, terms)


def swept() -> Sweep:
    """All rounds that are due, to their end."""
    for sweep_id in sweeps_due():
        while carry_out(sweep_id):
            pass
    return Sweep.objects.latest("begun_at")


def test_a_case_closed_long_ago_goes_with_all_that_hangs_on_it(people: Cast) -> None:
    case = old_case(people)
    young = make_case(customer=make_customer("young@customer.example"))
    close_case(young, people.agent, "Solved")
    arrival = arrived(case)
    keep_for(people)

    sweep = swept()

    assert [one.pk for one in Case.objects.all()] == [young.pk]
    assert not Message.objects.exists()
    arrival.refresh_from_db()
    assert (arrival.outcome, arrival.message) == ("deleted", None)
    assert Leftover.objects.get().sha256 == arrival.sha256
    assert (sweep.cases, sweep.ended_at) == (1, MONDAY)
    told = Happening.objects.get(name="CaseDeleted")
    assert (told.facts["reason"], told.by_id) == ("retention", None)


def test_a_round_is_told_once_with_its_counts_and_not_case_by_case_in_the_audit(
    people: Cast,
) -> None:
    for name in ("Ann", "Ben", "Cem"):
        arrived(old_case(people, name))
    keep_for(people)

    swept()

    told = Happening.objects.get(name="RetentionSwept")
    # Carla and Sam are of the cast, and have bought nothing.
    assert {name: told.facts[name] for name in ("cases", "mails", "customers")} == {
        "cases": 3,
        "mails": 0,
        "customers": 5,
    }
    assert not SettingChange.objects.filter(thing="case").exists()


def stays(people: Cast, why: str) -> Case:
    """A case that was closed long ago, and for which there is a reason to keep it."""
    case = old_case(people)
    match why:
        case "open":
            with clock.frozen(LONG_AGO):
                reopen_case(case, people.agent)
        case "promised":
            with clock.frozen(LONG_AGO):
                make_promise(case)
        case "noted lately":
            note(case, people.agent, "She called again")
        case "incident":
            with clock.frozen(LONG_AGO):
                add_to_incident(case, people.agent, open_incident(people.agent, "Cracked"))
        case "letter waits":
            with clock.frozen(LONG_AGO):
                letter = make_message(case, "Sorry", direction="out")
                Dispatch.objects.create(
                    message=letter,
                    account=post_office(case.shop),
                    not_before=MONDAY + timedelta(days=9),
                )
        case "being written":
            save_draft(case, people.agent, 0, "Dear Carla", "", None)
        case "on the phone":
            begin_call(case.shop, people.agent, "out", case=case)
        case "practised on":
            with clock.frozen(LONG_AGO):
                make_message(case, "Sorry", direction="out")
            begin_practice(case, people.agent)
        case "another shop":
            other = open_shop("Sample", "LT", ["lt"], is_sample=True)
            Case.objects.filter(pk=case.pk).update(shop=other)
    return case


@pytest.mark.parametrize(
    "why",
    [
        "open",
        "promised",
        "noted lately",
        "incident",
        "letter waits",
        "being written",
        "on the phone",
        "practised on",
        "another shop",
    ],
)
def test_what_is_owed_open_or_under_way_stays(people: Cast, why: str) -> None:
    kept, gone = stays(people, why), old_case(people, "Gone")
    keep_for(people)
    assert what_would_go(make_shop(), TERMS).cases == 1

    assert swept().cases == 1

    assert Case.objects.get() == kept
    assert not Case.objects.filter(pk=gone.pk).exists()


def test_cases_merged_into_it_go_with_it(people: Cast) -> None:
    case = old_case(people)
    with clock.frozen(LONG_AGO):
        merge_case(make_case(customer=case.customer), case, people.owner)
        case.refresh_from_db()
        close_case(case, people.agent, "Both solved")
    keep_for(people)

    assert what_would_go(make_shop(), TERMS) == WouldGo(cases=1, mails=0, customers=2)
    assert swept().cases == 1
    assert not Case.objects.exists()


def test_nothing_goes_unless_it_was_set_and_not_before_a_day_to_think_better_of_it(
    people: Cast,
) -> None:
    old_case(people)
    assert sweeps_due() == []

    set_retention(make_shop(), people.owner, TERMS)

    assert sweeps_due() == []
    with clock.frozen(MONDAY + timedelta(hours=25)):
        assert len(sweeps_due()) == 1


def test_a_round_a_day(people: Cast) -> None:
    keep_for(people)
    swept()

    with clock.frozen(MONDAY + timedelta(hours=5)):
        assert sweeps_due() == []
    with clock.frozen(MONDAY + timedelta(hours=24)):
        assert len(sweeps_due()) == 1


def test_changing_the_terms_ends_the_round_under_way(people: Cast) -> None:
    for name in ("Ann", "Ben", "Cem"):
        old_case(people, name)
    keep_for(people)
    (sweep_id,) = sweeps_due()
    assert carry_out(sweep_id, seconds=0)
    assert Case.objects.count() == 2

    set_retention(make_shop(), people.owner, Terms())

    assert not carry_out(sweep_id)
    assert sweeps_due() == []
    assert Case.objects.count() == 2


def test_a_round_that_was_killed_goes_on_where_it_was(people: Cast) -> None:
    for name in ("Ann", "Ben", "Cem"):
        old_case(people, name)
    keep_for(people)
    (sweep_id,) = sweeps_due()
    carry_out(sweep_id, seconds=0)

    assert sweeps_due() == [sweep_id]
    assert swept().cases == 3
    assert not Case.objects.exists()


def test_a_case_that_breaks_does_not_keep_the_others(
    people: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    broken, good = old_case(people, "Ann"), old_case(people, "Ben")
    with connection.cursor() as cursor:
        # A room to come may hold on to a case, and forget to say what becomes of it.
        cursor.execute("CREATE TABLE clinging (case_id uuid REFERENCES cases_case)")
        cursor.execute("INSERT INTO clinging VALUES (%s)", [broken.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    keep_for(people)

    sweep = swept()

    assert Case.objects.get() == broken
    assert not Case.objects.filter(pk=good.pk).exists()
    assert (sweep.cases, sweep.ended_at) == (1, MONDAY)
    assert "case cannot be let go" in caplog.text


def test_a_letter_being_sent_is_met_again_another_day(people: Cast) -> None:
    case = old_case(people)
    letter = make_message(case, "Sorry", direction="out")
    Dispatch.objects.create(
        message=letter, account=post_office(case.shop), not_before=LONG_AGO, state="sending"
    )
    keep_for(people)

    assert swept().cases == 0
    assert Case.objects.get() == case


def test_old_mails_are_emptied_while_what_was_read_of_them_stays(people: Cast) -> None:
    case = old_case(people)
    note(case, people.agent, "Still of interest")
    old, young = arrived(case), arrived(case, MONDAY - timedelta(days=9))
    keep_for(people)
    assert what_would_go(make_shop(), TERMS).mails == 1

    sweep = swept()

    assert sweep.mails == 1
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.emptied_at, old.outcome, old.message) == (MONDAY, "joined", case.messages.get())
    assert young.emptied_at is None
    assert Leftover.objects.get().sha256 == old.sha256
    assert case.messages.get().text == "I am Carla"


@pytest.mark.parametrize(
    ("outcome", "is_open", "goes"),
    [
        ("joined", False, True),
        ("opened", False, True),
        ("joined", True, False),
        ("ignored", None, True),
        ("quarantined", None, False),
        ("", None, False),
        ("deleted", None, False),
    ],
)
def test_what_waits_for_somebody_keeps_its_bytes(
    people: Cast, outcome: str, is_open: bool | None, goes: bool
) -> None:
    case = None
    if is_open is not None:
        case = old_case(people)
        note(case, people.agent, "Still of interest")
    if case and is_open:
        reopen_case(case, people.agent)
    arrived(case, outcome=outcome)
    keep_for(people, Terms(mails=6))

    assert what_would_go(make_shop(), TERMS).mails == int(goes)
    assert swept().mails == int(goes)


def test_somebody_nothing_is_left_of_is_forgotten(people: Cast) -> None:
    case = old_case(people)
    with clock.frozen(LONG_AGO):
        merge_customers(people.owner, case.customer, make_customer("twin@customer.example"))
        buyer = make_customer("buyer@customer.example", name="Berta Buyer")
        make_order(customer=buyer)
        abuser = make_customer("abuser@customer.example", name="Abe Abuser")
        sample = make_customer("sample@sample.example", name="Sample", is_sample=True)
    mark_customer(abuser, people.owner, "Sends back used lamps", MONDAY + timedelta(days=90))
    fresh = make_customer("fresh@customer.example", name="Fresh")
    keep_for(people)

    would = what_would_go(make_shop(), TERMS)
    sweep = swept()

    assert (would.customers, sweep.customers) == (2, 2), "the case's, and the cast's stranger"
    gone = Customer.objects.get(pk=case.customer_id)
    assert (gone.name, gone.anonymised_at) == ("", MONDAY)
    assert set(Customer.objects.filter(anonymised_at=None)) == {buyer, abuser, sample, fresh}
    assert set(Identity.objects.values_list("customer", flat=True)) == {
        one.pk for one in (buyer, abuser, sample, fresh)
    }
    told = Happening.objects.filter(topic=f"customer:{gone.pk}").values_list("name", flat=True)
    assert list(told) == ["CustomerAnonymised"]


def test_who_bought_under_another_address_is_not_forgotten(people: Cast) -> None:
    with clock.frozen(LONG_AGO):
        kept = make_customer("berta@work.example", name="Berta")
        at_home = make_customer("berta@home.example")
        make_order(customer=at_home)
        merge_customers(people.owner, kept, at_home)
    keep_for(people)

    swept()

    kept.refresh_from_db()
    assert (kept.name, kept.anonymised_at) == ("Berta", None)
    assert Identity.objects.filter(customer=kept).count() == 2


def test_nobody_is_forgotten_while_cases_are_kept(people: Cast) -> None:
    keep_for(people, Terms(mails=6))

    assert swept().customers == 0
    assert not Customer.objects.exclude(anonymised_at=None).exists()


def test_a_round_looks_at_some_customers_and_the_next_at_those_behind(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "CUSTOMERS", 2)
    monkeypatch.setattr(sweeping, "MOST_CUSTOMERS", 4)
    with clock.frozen(LONG_AGO):
        for number in range(5):
            make_customer(f"c{number}@customer.example")
    keep_for(people)

    assert swept().customers == 4
    with clock.frozen(MONDAY + timedelta(days=1)):
        assert swept().customers == 3, "seven with the cast's two"


def test_what_stays_costs_a_round_nothing_more(people: Cast) -> None:
    keep_for(people)

    def statements(hours: int) -> int:
        with clock.frozen(MONDAY + timedelta(hours=hours)), CaptureQueriesContext(connection) as it:
            swept()
        return len(it)

    statements(0)
    first = statements(24)
    for number in range(3):
        note(old_case(people, f"Kept{number}"), people.agent, "Still of interest")

    assert statements(48) == first


def test_who_may_not_delete_may_not_set_it(people: Cast) -> None:
    for nobody in (people.agent, people.light, people.custom):
        with pytest.raises(NotAllowed):
            set_retention(make_shop(), nobody, TERMS)
    with pytest.raises(BadInput):
        set_retention(make_shop(), people.owner, Terms(cases=0))
    assert not SettingChange.objects.exists()

    set_retention(make_shop(), people.manager, TERMS)

    rows = SettingChange.objects.order_by("field").values_list("thing", "field", "before", "after")
    assert list(rows) == [
        ("retention", "cases_months", None, 24),
        ("retention", "mails_months", None, 6),
    ]


def test_a_round_does_not_begin_by_terms_that_were_changed_while_one_looked(people: Cast) -> None:
    case = old_case(people)
    keep_for(people)
    looked_at = Retention.objects.select_related("shop").get()
    set_retention(make_shop(), people.owner, Terms(cases=240))

    sweeping._begin(looked_at)

    assert not Sweep.objects.exists()
    assert Case.objects.get() == case
