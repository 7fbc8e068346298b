"""A carrier's day that the customer was told is owed as the carrier's: it moves with it, and the parcel keeps it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from makegood.cases.actions.merging import merge_case
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.sending import PromiseWish, send_reply, withdraw
from makegood.people.models import Staff
from makegood.portal.shown import owed_to_customer
from makegood.promises.actions.acting import act_due
from makegood.promises.actions.answering import start_silence
from makegood.promises.actions.wording import news
from makegood.promises.models import Promise
from makegood.promises.rules.passing_on import Expected, passed_on
from makegood.shops.actions.landing import land_orders
from makegood.shops.actions.tracking import take_in_scans
from makegood.shops.models import Parcel, Shop
from makegood.shops.ports.carriers import ScanSeen, Tracked
from makegood.shops.rules.sheets import OrderSheet, ParcelSheet
from makegood.testing.cast import make_staff
from makegood.testing.makers import MONDAY, make_case, make_message, make_order, make_shop

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FRIDAY = date(2026, 3, 6)
MIDNIGHT = datetime(2026, 3, 6, tzinfo=UTC)
LAST_MINUTE = MIDNIGHT + 24 * HOUR - timedelta(minutes=1)


@pytest.mark.parametrize(
    ("words", "boxes", "meant"),
    [
        ("by Friday", [("A", FRIDAY)], "A"),
        ("by Friday", [("A", FRIDAY + DAY)], None),
        ("by Friday", [], None),
        ("by Friday", [("A", FRIDAY), ("B", FRIDAY)], None),
        ("B by Friday", [("A", FRIDAY), ("B", FRIDAY)], "B"),
        ("A and B by Friday", [("A", FRIDAY), ("B", FRIDAY)], None),
        ("A by Friday", [("A", FRIDAY), ("B", FRIDAY + DAY)], "A"),
        ("A-10 by Friday", [("A-1", FRIDAY), ("B", FRIDAY)], None),
    ],
)
def test_whose_day_is_named(words: str, boxes: list[tuple[str, date]], meant: str | None) -> None:
    found = passed_on(words, FRIDAY, [Expected(*box) for box in boxes])

    assert (found and found.number) == meant


def test_a_parcel_that_is_meant_goes_before_those_that_are_named() -> None:
    both = [Expected("A", FRIDAY), Expected("B", FRIDAY)]

    assert passed_on("A and B by Friday", FRIDAY, both, "B") == both[1]
    assert passed_on("A and B by Friday", FRIDAY, both, "by Friday") is None


@pytest.fixture
def agent(db: None) -> Staff:
    return make_staff("Ana")


@pytest.fixture
def case(db: None) -> Case:
    """A parcel is on its way, expected on Friday; the customer asks where it is."""
    with clock.frozen(MONDAY):
        case = make_case(order=make_order())
        post_office(case.shop)
        make_message(case, from_address="carla@customer.example")
        for number in ("P-1", "P-2"):
            Parcel.objects.create(
                order=case.order, number=number, number_key=number.replace("-", "")
            )
        Parcel.objects.filter(number="P-1").update(expected_at=MIDNIGHT)
    return case


def tells(case: Case, agent: Staff, due_at: datetime = MIDNIGHT + 17 * HOUR) -> Promise:
    wish = PromiseWish(due_at, "by Friday", "parcel")
    message = send_reply(case, agent, "You will have it by Friday.", promise=wish)
    return Promise.objects.get(made_in=message)


def expects(day: datetime) -> None:
    sheet = OrderSheet("W-1001", parcels=[ParcelSheet("P-1", expected_at=day)])
    land_orders(make_shop(), [sheet], [["row"]])


def test_the_carriers_day_is_owed_until_it_is_over(case: Case, agent: Staff) -> None:
    with clock.frozen(MONDAY):
        promise = tells(case, agent)

    told = (promise.source, promise.basis, promise.due_at, promise.owner)
    assert told == ("carrier", "P-1", LAST_MINUTE, agent)


def test_another_day_is_our_own_promise_and_moves_with_no_carrier(case: Case, agent: Staff) -> None:
    with clock.frozen(MONDAY):
        promise = tells(case, agent, MONDAY + DAY)
        expects(MIDNIGHT + 3 * DAY)

    before = promise.due_at
    promise.refresh_from_db()
    assert (promise.source, promise.due_at) == ("person", before)
    assert case.promises.count() == 1


def test_what_nobody_told_the_customer_is_no_promise(case: Case, agent: Staff) -> None:
    with clock.frozen(MONDAY):
        send_reply(case, agent, "We are asking the carrier.")
        expects(MIDNIGHT + 3 * DAY)

    assert not case.promises.filter(source="carrier").exists()


def test_when_the_day_slides_the_promise_goes_along_and_news_are_owed_once(
    case: Case, agent: Staff
) -> None:
    with clock.frozen(MONDAY):
        promise = tells(case, agent)
        expects(MIDNIGHT + 3 * DAY)
        expects(MIDNIGHT + 3 * DAY)
        expects(MIDNIGHT + 4 * DAY)
        expects(MIDNIGHT + 1 * DAY)

    promise.refresh_from_db()
    assert promise.due_at == LAST_MINUTE + 4 * DAY, "not sooner than they may count on"
    news = case.promises.get(kind="news")
    assert (news.source, news.basis, news.owner) == ("carrier", "P-1", agent)
    assert news.due_at == MONDAY + 8 * HOUR


def test_what_broke_stays_broken_though_the_carrier_names_another_day(
    case: Case, agent: Staff
) -> None:
    with clock.frozen(MONDAY):
        promise = tells(case, agent)
    Promise.objects.filter(pk=promise.pk).update(broken_at=LAST_MINUTE)
    with clock.frozen(MIDNIGHT + 2 * DAY):
        expects(MIDNIGHT + 4 * DAY)

    promise.refresh_from_db()
    assert (promise.due_at, promise.broken_at) == (LAST_MINUTE, LAST_MINUTE)
    assert case.promises.filter(kind="news", end="").exists()


def test_its_parcel_keeps_it_whatever_else_is_on_its_way(case: Case, agent: Staff) -> None:
    with clock.frozen(MONDAY):
        promise = tells(case, agent)
    with clock.frozen(MONDAY + 3 * DAY):
        at = clock.now()
        sheet = OrderSheet("W-1001", parcels=[ParcelSheet("P-1", delivered_at=at)])
        land_orders(make_shop(), [sheet], [["row"]])

    promise.refresh_from_db()
    assert (promise.end, promise.evidence, promise.kept_by_parcel.number) == (
        "kept",
        "parcel",
        "P-1",
    )


def test_a_carriers_own_word_moves_it_and_keeps_it(case: Case, agent: Staff) -> None:
    parcel = Parcel.objects.get(number="P-1")
    with clock.frozen(MONDAY):
        promise = tells(case, agent)
        take_in_scans({parcel.pk: Tracked((), MIDNIGHT + 2 * DAY)}, "dhl", "UTC")
    promise.refresh_from_db()
    moved = promise.due_at
    with clock.frozen(MIDNIGHT + DAY):
        there = ScanSeen(clock.now() - HOUR, "delivered")
        take_in_scans({parcel.pk: Tracked((there,))}, "dhl", "UTC")

    promise.refresh_from_db()
    assert moved == LAST_MINUTE + 2 * DAY
    assert (promise.end, promise.kept_by_parcel) == ("kept", parcel)


def test_told_again_it_is_one_promise_and_another_day_takes_its_place(
    case: Case, agent: Staff
) -> None:
    with clock.frozen(MONDAY):
        first = tells(case, agent)
        wish = PromiseWish(MIDNIGHT + 17 * HOUR, "on Friday", "parcel")
        send_reply(case, agent, "As I said, on Friday.", promise=wish)
        assert case.promises.filter(source="carrier").count() == 1
        Parcel.objects.filter(number="P-1").update(expected_at=MIDNIGHT + 3 * DAY)
        second = tells(case, agent, MIDNIGHT + 3 * DAY + 17 * HOUR)

    first.refresh_from_db()
    assert (first.end, first.replaced_by) == ("replaced", second)


def test_taken_back_it_was_never_told(case: Case, agent: Staff) -> None:
    with clock.frozen(MONDAY):
        withdraw(tells(case, agent).made_in, agent)

    assert not case.promises.exists()


@pytest.mark.parametrize("language", ["en", "it", "lt", "sr", "sr-latn", "hu", "es", "ru"])
def test_news_pass_each_parcels_day_on_in_any_language(
    case: Case, agent: Staff, language: str
) -> None:
    Case.objects.update(language=language)
    Parcel.objects.update(expected_at=MIDNIGHT)
    case.refresh_from_db()
    with clock.frozen(MONDAY):
        words = news(case)
        send_reply(case, agent, words)
        send_reply(case, agent, words)

    told = case.promises.filter(source="carrier").values_list("basis", "due_at", "end")
    assert set(told) == {("P-1", LAST_MINUTE, ""), ("P-2", LAST_MINUTE, "")}
    assert case.promises.filter(kind="parcel").count() == 2


def test_a_parcel_without_its_day_or_a_day_without_its_parcel_passes_nothing_on(
    case: Case, agent: Staff
) -> None:
    with clock.frozen(MONDAY):
        send_reply(case, agent, "We asked the carrier about P-1.")
        send_reply(case, agent, "The shop is closed: Friday, 6 March 2026")
        case.closed_at = MONDAY
        case.save(update_fields=["closed_at"])
        send_reply(case, agent, news(case))

    assert not case.promises.filter(source="carrier").exists()


def test_a_parcel_without_a_number_is_not_told_of_by_naming_its_day(
    case: Case, agent: Staff
) -> None:
    Parcel.objects.filter(number="P-1").update(number="")
    with clock.frozen(MONDAY):
        send_reply(case, agent, "The shop is closed on 6 March 2026.")

    assert not case.promises.filter(source="carrier").exists()


def test_news_sent_by_themselves_promise_what_they_tell(case: Case) -> None:
    Shop.objects.update(sends_news=True, silence_days=3)
    Case.objects.update(turn="customer")
    with clock.frozen(MONDAY):
        silence = start_silence(case.pk)
    assert silence is not None
    with clock.frozen(silence.due_at - timedelta(minutes=5)):
        while act_due():
            pass

    promise = case.promises.get(source="carrier")
    assert (promise.kind, promise.basis, promise.due_at) == ("parcel", "P-1", LAST_MINUTE)
    assert "Parcel P-1 is expected by Friday, 6 March 2026." in promise.made_in.text


def test_the_customers_page_tells_of_the_parcel_and_not_of_our_reminder(
    case: Case, agent: Staff
) -> None:
    with clock.frozen(MONDAY):
        tells(case, agent)
        expects(MIDNIGHT + 3 * DAY)
        assert case.promises.filter(end="").count() == 2

        shown = owed_to_customer(case.promises.all())

    assert [(one.what, one.due_at) for one in shown] == [("Your parcel", LAST_MINUTE + 3 * DAY)]


def test_joined_cases_owe_a_parcel_once(case: Case, agent: Staff) -> None:
    with clock.frozen(MONDAY):
        first = tells(case, agent)
        other = make_case(order=case.order)
        make_message(other, from_address="carla@customer.example")
        second = tells(other, agent)
        merge_case(other, case, agent)

    owed = case.promises.filter(source="carrier", end="")
    assert owed.count() == 1
    assert {first.pk, second.pk} > set(owed.values_list("pk", flat=True))
