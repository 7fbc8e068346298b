"""The house's rules are drafted, held against the law, published as versions; a case is judged by the version of its day."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict, NotAllowed, NotFound, Refused
from makegood.kernel.log import happenings_of
from makegood.kernel.models import SettingChange
from makegood.people.models import Staff
from makegood.rulebook.access import version_for
from makegood.rulebook.actions.drafting import discard_draft, move_row, remove_row, save_row
from makegood.rulebook.actions.publishing import publish_draft
from makegood.rulebook.models import Version
from makegood.rulebook.queries import (
    Allowed,
    draft_of,
    rules_in_force,
    rules_on,
    stamp_of,
    times_for,
)
from makegood.rulebook.rules.tables import NOTHING, Row
from makegood.shops.models import Shop
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import MONDAY, make_case, make_customer, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def shop(db: None) -> Shop:
    return make_shop()


def saved(shop: Shop, by: Staff, table: str = "returns", key: str = "", **given: Any) -> Row:
    return save_row(shop, by, table, given, stamp_of(shop, draft_of(shop)), key)


def published(shop: Shop, by: Staff, why: str = "For Christmas") -> Version:
    return publish_draft(shop, by, why, stamp_of(shop, draft_of(shop)))


def test_nothing_holds_before_it_is_published_and_then_from_that_moment_on(
    shop: Shop, people: Cast
) -> None:
    with clock.frozen(MONDAY):
        row = saved(shop, people.owner, days=30, pays="shop")
        assert rules_in_force(shop) == NOTHING
        published(shop, people.owner)
    with clock.frozen(MONDAY + timedelta(days=1)):
        longer = saved(shop, people.owner, key=row.key, days=60, pays="shop")
        second = published(shop, people.manager, "  Longer,\n for all ")

    assert rules_in_force(shop).returns == (longer,)
    assert rules_on(shop, MONDAY - timedelta(seconds=1)) == NOTHING
    assert rules_on(shop, MONDAY).returns == (row,)
    assert rules_on(shop, MONDAY + timedelta(days=1)).returns == (longer,)
    assert (second.number, second.published_by, second.why) == (
        2,
        people.manager,
        "Longer, for all",
    )
    assert draft_of(shop) is None
    assert [one.name for one in happenings_of(f"rules:{shop.pk}")] == ["RulesPublished"] * 2
    told = SettingChange.objects.filter(thing="rules").order_by("id").values_list("field", "after")
    assert list(told) == [
        ("version", 1),
        ("reason", "For Christmas"),
        ("version", 2),
        ("reason", "Longer, for all"),
    ]


def test_a_row_below_the_law_is_not_saved_and_the_article_is_said(shop: Shop, people: Cast) -> None:
    with pytest.raises(BadInput) as refused:
        saved(shop, people.owner, countries=["IT"], days=10)

    assert refused.value.field == "days"
    assert refused.value.message.startswith("Italy: the law gives 14 days (D.Lgs. 206/2005")
    assert draft_of(shop) is None
    assert saved(shop, people.owner, countries=["IT"], days=14)


def test_a_draft_the_law_overtook_is_not_published(shop: Shop, people: Cast) -> None:
    row = saved(shop, people.owner, days=14, pays="shop")
    Version.objects.update(tables={"returns": [{"key": row.key, "days": 3, "pays": "shop"}]})

    with pytest.raises(BadInput, match="the law gives 14 days"):
        published(shop, people.owner)

    assert rules_in_force(shop) == NOTHING


def test_a_group_of_customers_has_word_sooner_and_asks_a_mail_nothing_more(
    shop: Shop, people: Cast
) -> None:
    saved(shop, people.owner, "times", groups=["Gold"], answer_hours=1)
    saved(shop, people.owner, "times", answer_hours=6)
    published(shop, people.owner)
    shop.refresh_from_db()
    gold = make_case(customer=make_customer("gold@customer.example", group="gold"))

    assert times_for(gold).answer_hours == 1
    assert times_for(make_case()).answer_hours == 6
    assert times_for(make_case(customer=None)).answer_hours == 6
    key = rules_in_force(shop).times[0].key
    remove_row(shop, people.owner, "times", key, stamp_of(shop, draft_of(shop)))
    published(shop, people.owner)
    case = Case.objects.select_related("shop").get(pk=gold.pk)
    rules_in_force(case.shop)
    with CaptureQueriesContext(connection) as asked:
        assert times_for(case).answer_hours == 6
    assert len(asked) == 0


def test_publishing_needs_a_draft_that_says_something_new_and_a_reason(
    shop: Shop, people: Cast
) -> None:
    with pytest.raises(Refused, match="no_draft"):
        published(shop, people.owner)
    row = saved(shop, people.owner, days=14, pays="shop")
    with pytest.raises(BadInput, match="why"):
        published(shop, people.owner, " ")
    published(shop, people.owner)
    saved(shop, people.owner, key=row.key, days=14, pays="shop")
    with pytest.raises(Refused, match="nothing_new"):
        published(shop, people.owner)


def test_rows_are_moved_taken_out_and_the_draft_thrown_away(shop: Shop, people: Cast) -> None:
    owner = people.owner
    first, second = (saved(shop, owner, days=n, pays="shop") for n in (20, 30))

    def stamp() -> str:
        return stamp_of(shop, draft_of(shop))

    def keys() -> list[str]:
        draft = draft_of(shop)
        return [row.key for row in draft.book.returns] if draft else []

    move_row(shop, owner, "returns", second.key, -1, stamp())
    assert keys() == [second.key, first.key]
    move_row(shop, owner, "returns", second.key, -1, stamp())
    assert keys() == [second.key, first.key]
    remove_row(shop, owner, "returns", first.key, stamp())
    assert keys() == [second.key]
    with pytest.raises(NotFound):
        remove_row(shop, owner, "returns", first.key, stamp())
    with pytest.raises(NotFound):
        saved(shop, owner, table="returnz")
    discard_draft(shop, stamp())
    discard_draft(shop, stamp())
    assert keys() == []


def test_two_who_draft_do_not_overwrite_each_other(shop: Shop, people: Cast) -> None:
    row = saved(shop, people.owner, days=20, pays="shop")
    seen = stamp_of(shop, draft_of(shop))
    saved(shop, people.manager, key=row.key, days=25, pays="shop")

    with pytest.raises(Conflict):
        save_row(shop, people.owner, "returns", {"days": 40, "pays": "shop"}, seen, row.key)
    with pytest.raises(Conflict):
        discard_draft(shop, seen)
    with pytest.raises(Conflict):
        publish_draft(shop, people.owner, "Now", seen)

    draft = draft_of(shop)
    assert draft is not None
    assert draft.book.returns[0].days == 25


def test_the_database_holds_one_draft_a_shop_and_each_number_once(shop: Shop, people: Cast) -> None:
    saved(shop, people.owner, days=20, pays="shop")
    published(shop, people.owner)
    saved(shop, people.owner, days=21, pays="shop")
    now = clock.now()

    for wrong in (
        {"number": None},
        {"number": 1, "published_at": now},
        {"number": 2},
        {"number": None, "published_at": now},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.create(shop=shop, tables={}, changed_at=now, **wrong)


def test_who_changes_no_settings_sees_no_rules(shop: Shop, people: Cast) -> None:
    saved(shop, people.owner, days=20, pays="shop")
    published(shop, people.owner)

    assert version_for(people.manager, 1).number == 1
    with pytest.raises(NotAllowed):
        version_for(people.agent, 1)
    with pytest.raises(NotFound):
        version_for(people.owner, 2)


def test_a_case_has_word_by_the_rules_else_by_the_shops_hours(shop: Shop, people: Cast) -> None:
    damaged, other = make_case(kind="damaged"), make_case()
    assert times_for(damaged) == times_for(other) == Allowed(8, 7)
    saved(shop, people.owner, "times", kinds=["damaged"], stage="first", answer_hours=2)
    published(shop, people.owner)
    damaged.shop.refresh_from_db()
    other.shop.refresh_from_db()

    assert times_for(damaged) == Allowed(2, 7, "rules:1")
    with CaptureQueriesContext(connection) as asked:
        assert times_for(other) == Allowed(8, 7)
        damaged.told_at = clock.now()
        assert times_for(damaged) == Allowed(8, 7)
    assert len(asked) == 0, "a version is read once in a process"
