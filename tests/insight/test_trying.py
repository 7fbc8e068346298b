"""A trial is asked for, worked out by the worker, and read; another draft asks for another."""

from datetime import timedelta
from typing import Any

import pytest

from makegood.cases.models import Case
from makegood.insight.actions.trying import ask_for_trial, work_out
from makegood.insight.models import Difference, Trial
from makegood.insight.queries import differences_page, trial_of, unfinished_trials
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.rulebook.actions.drafting import discard_draft, save_row
from makegood.rulebook.models import Version
from makegood.rulebook.queries import draft_of, stamp_of
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_case, make_order, make_shop

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def drafted(people: Cast, **given: Any) -> Version:
    shop = make_shop()
    row = {"days": 30, "pays": "shop"} | given
    save_row(shop, people.owner, "returns", row, stamp_of(shop, draft_of(shop)))
    draft = draft_of(shop)
    assert draft
    return draft


def sent_back(days: int) -> Case:
    placed_at = clock.now() - timedelta(days=days)
    return make_case(kind="return", order=make_order(f"W-{days}", placed_at=placed_at))


def test_it_is_worked_out_once_and_read_page_by_page(people: Cast) -> None:
    shop, draft = make_shop(), drafted(people)
    cases = [sent_back(days) for days in (20, 21, 22, 50)]

    trial = ask_for_trial(shop, draft, people.owner)
    assert ask_for_trial(shop, draft, people.owner) == trial
    assert unfinished_trials() == [trial.pk]
    work_out(trial.pk)
    work_out(trial.pk)

    done = trial_of(shop, draft)
    assert done
    assert (done.returns, done.changed, done.sent_back_minor, done.percent) == (4, 3, 3 * 4990, 100)
    assert (done.done, done.total, unfinished_trials()) == (4, 4, [])
    first = differences_page(done, limit=2)
    rest = differences_page(done, first.next, limit=2)
    found = [one.case_id for one in (*first.rows, *rest.rows)]
    assert found == [case.pk for case in reversed(cases[:3])]
    assert rest.next is None
    with pytest.raises(BadInput):
        differences_page(done, "x_y")


def test_a_changed_draft_is_another_trial_and_the_older_goes_even_while_it_runs(
    people: Cast,
) -> None:
    shop, case = make_shop(), sent_back(20)
    old = ask_for_trial(shop, drafted(people), people.owner)
    draft = drafted(people, days=60)
    assert trial_of(shop, draft) is None

    new = ask_for_trial(shop, draft, people.owner)
    work_out(old.pk)
    work_out(new.pk)

    assert list(Trial.objects.values_list("pk", flat=True)) == [new.pk]
    assert [one.case_id for one in Difference.objects.all()] == [case.pk]


def test_what_was_begun_with_another_draft_comes_to_nothing_and_may_be_asked_again(
    people: Cast,
) -> None:
    shop = make_shop()
    trial = ask_for_trial(shop, drafted(people), people.owner)
    drafted(people, days=60)

    work_out(trial.pk)

    trial.refresh_from_db()
    assert trial.is_failed
    discard_draft(shop, stamp_of(shop, draft_of(shop)))
    assert not Trial.objects.exists()


def test_one_that_kills_the_worker_again_and_again_is_given_up(people: Cast) -> None:
    trial = ask_for_trial(make_shop(), drafted(people), people.owner)
    Trial.objects.update(tries=3)

    work_out(trial.pk)

    trial.refresh_from_db()
    assert (trial.is_failed, unfinished_trials()) == (True, [])
    again = ask_for_trial(make_shop(), trial.draft, people.owner)
    assert again.pk != trial.pk
