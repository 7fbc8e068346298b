"""An owner writes playbooks; nothing they wrote is ever overwritten, and cases in work keep what they began with."""

from importlib import import_module

import pytest
from django.apps import apps

from makegood.kernel.errors import BadInput, Conflict
from makegood.kernel.log import happenings_of
from makegood.playbooks.actions.going import answer_question, tick, untick
from makegood.playbooks.actions.writing import (
    make_playbook,
    restore_playbook,
    seed_playbooks,
    write_playbook,
)
from makegood.playbooks.models import Course, Playbook, Tick, Version
from makegood.playbooks.queries import plan_of
from makegood.playbooks.ready import ready_kinds, ready_stages
from makegood.playbooks.rules import Stage, Step
from makegood.shops.actions.opening import change_shop, open_shop
from makegood.testing.cast import cast
from makegood.testing.makers import make_case, make_order, make_shop

pytestmark = pytest.mark.django_db

OURS = (Stage("Hello", (Step("say_hello", "say", "Greet", "Hello."),)),)


def test_a_new_shop_has_the_ready_made_ones_in_its_languages() -> None:
    shop = open_shop("Northwind", "IE", ["en", "it"])

    assert Playbook.objects.filter(shop=shop).count() == 2 * len(ready_kinds())
    assert Version.objects.filter(is_ready_made=True, by=None).count() == 2 * len(ready_kinds())


def test_a_shop_that_was_here_before_finds_them_when_the_desk_is_upgraded() -> None:
    shop = make_shop(languages=["en", "sr-latn"])
    migration = import_module("makegood.playbooks.migrations.0002_ready_made_ones")

    migration.lay_out(apps, None)

    assert Playbook.objects.filter(shop=shop).count() == 2 * len(ready_kinds())
    plan = plan_of(make_case(kind="late", language="sr-latn"))
    assert plan is not None
    assert plan.stages == ready_stages("late", "sr-latn")


def test_a_shop_that_learns_a_language_finds_them_in_it() -> None:
    shop = open_shop("Northwind", "IE", ["en"])

    change_shop(shop, None, languages=["en", "hu"])

    assert Playbook.objects.filter(shop=shop, language="hu").count() == len(ready_kinds())


def test_seeding_again_leaves_what_the_owner_wrote() -> None:
    shop = make_shop()
    playbook = make_playbook(shop, "late", "en")
    write_playbook(playbook, cast().owner, OURS)

    assert seed_playbooks(shop) == len(ready_kinds()) - 1
    assert seed_playbooks(shop) == 0
    assert playbook.versions.get(is_newest=True).read == OURS


def test_saving_makes_a_version_and_the_same_again_makes_none() -> None:
    owner = cast().owner
    playbook = make_playbook(make_shop(), "late", "en")

    write_playbook(playbook, owner, OURS, number=1)
    write_playbook(playbook, owner, OURS, number=2)

    versions = playbook.versions.order_by("number").values_list("number", "is_newest", "by")
    assert list(versions) == [(1, False, None), (2, True, owner.pk)]


def test_two_owners_do_not_overwrite_each_other() -> None:
    people = cast()
    playbook = make_playbook(make_shop(), "late", "en")
    write_playbook(playbook, people.owner, OURS, number=1)

    with pytest.raises(Conflict):
        write_playbook(playbook, people.manager, (Stage("Mine", OURS[0].steps),), number=1)
    assert playbook.versions.get(is_newest=True).read == OURS


def test_a_field_no_case_can_fill_is_refused_and_nothing_is_saved() -> None:
    playbook = make_playbook(make_shop(), "late", "en")
    wrong = Stage("Hello", (Step("say_hello", "say", "Greet", "Hello {{ customer.shoe }}"),))

    with pytest.raises(BadInput, match=r"customer\.shoe"):
        write_playbook(playbook, None, (wrong,))
    assert playbook.versions.count() == 1
    write_playbook(playbook, None, OURS)
    assert playbook.versions.count() == 2


def test_the_ready_made_one_comes_back_and_the_owners_stays_among_the_versions() -> None:
    owner = cast().owner
    playbook = make_playbook(make_shop(), "late", "en")
    write_playbook(playbook, owner, OURS)

    restore_playbook(playbook, owner)

    assert playbook.versions.get(is_newest=True).read == ready_stages("late", "en")
    assert playbook.versions.get(number=2).read == OURS


def test_a_case_goes_by_its_kind_in_its_language() -> None:
    shop = open_shop("Northwind", "IE", ["en", "it"])
    case = make_case(shop=shop, kind="damaged", language="it")

    plan = plan_of(case)

    assert plan is not None
    assert (plan.kind, plan.language, plan.at) == ("damaged", "it", 0)


def test_a_case_in_a_language_the_shop_does_not_have_goes_by_the_shops_own() -> None:
    shop = open_shop("Northwind", "IE", ["it", "en"])

    plan = plan_of(make_case(shop=shop, kind="damaged", language="lt"))

    assert plan is not None
    assert plan.language == "it"


def test_a_case_that_has_begun_keeps_its_version_others_take_the_newest() -> None:
    shop, agent = make_shop(), cast().agent
    playbook = make_playbook(shop, "late", "en")
    begun, fresh = make_case(kind="late"), make_case(kind="late")
    tick(begun, "ask_order", agent)

    write_playbook(playbook, agent, OURS)

    plans = [plan_of(begun), plan_of(fresh)]
    assert [(p.number, p.is_outdated, p.ticked) for p in plans if p] == [
        (1, True, 1),
        (2, False, 0),
    ]


def test_a_step_is_ticked_once_and_can_be_taken_back() -> None:
    make_playbook(make_shop(), "late", "en")
    agent, case = cast().agent, make_case(kind="late")

    tick(case, "ask_order", agent)
    tick(case, "ask_order", agent)
    done = plan_of(case)
    untick(case, "ask_order", agent)
    untick(case, "ask_order", agent)

    assert done is not None
    assert done.done["ask_order"].by_id == agent.pk
    assert Tick.objects.count() == 0
    told = [h.name for h in happenings_of(f"case:{case.pk}") if h.name.startswith("Step")]
    assert told == ["StepTicked", "StepUnticked"]


def test_a_step_that_is_not_in_the_playbook_is_refused() -> None:
    make_playbook(make_shop(), "late", "en")
    case = make_case(kind="late")

    with pytest.raises(BadInput):
        tick(case, "say_nonsense", None)
    assert Course.objects.count() == 0
    tick(case, "ask_order", None)
    assert Course.objects.count() == 1


def test_an_answer_becomes_a_fact_and_the_step_is_done() -> None:
    make_playbook(make_shop(), "damaged", "en")
    agent, case = cast().agent, make_case(kind="damaged")

    answer_question(case, "ask_damage", "Only the box.", agent)

    fact = case.facts.get()
    assert (fact.key, fact.value, fact.source, fact.by) == (
        "what_happened",
        "Only the box.",
        "customer",
        agent,
    )
    plan = plan_of(case)
    assert plan is not None
    assert set(plan.done) == {"ask_damage"}


def test_the_number_of_a_known_order_links_it() -> None:
    make_playbook(make_shop(), "damaged", "en")
    order, case = make_order("W-1001"), make_case(kind="damaged")

    answer_question(case, "ask_order", "w 1001", cast().agent)

    case.refresh_from_db()
    assert case.order == order
    assert case.facts.count() == 0


def test_changing_the_kind_changes_the_playbook_and_coming_back_finds_what_was_done() -> None:
    shop = make_shop()
    make_playbook(shop, "late", "en"), make_playbook(shop, "lost", "en")
    case = make_case(kind="late")
    tick(case, "ask_order", None)

    case.kind = "lost"
    lost = plan_of(case)
    case.kind = "late"
    late = plan_of(case)

    assert lost is not None
    assert late is not None
    assert (lost.ticked, late.ticked) == (0, 1)


def test_reading_the_plan_takes_one_question(django_assert_num_queries) -> None:
    seed_playbooks(make_shop())
    case = make_case(kind="late")
    tick(case, "ask_order", None)
    tick(case, "ask_deadline", None)

    with django_assert_num_queries(1):
        plan_of(case)
