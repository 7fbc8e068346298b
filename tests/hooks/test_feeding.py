import json
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.test import Client

from makegood.api import keys
from makegood.cases.actions.closing import close_case, reopen_case
from makegood.cases.events import CaseClosed
from makegood.hooks.actions.adding import add_endpoint, switch_off, switch_on
from makegood.hooks.actions.feeding import feed
from makegood.hooks.actions.working import work
from makegood.hooks.models import Endpoint, Feed, Post
from makegood.hooks.rules.kinds import KINDS
from makegood.kernel import clock
from makegood.kernel.log import record
from makegood.kernel.models import Happening
from makegood.kernel.money import Money
from makegood.messages.events import MessageReceived, MessageSent
from makegood.people.actions.keys import SCOPES, make_api_key, revoke_api_key
from makegood.promises.actions.keeping import keep
from makegood.promises.actions.renegotiating import release, replace
from makegood.promises.actions.watching import break_due, warn_due
from makegood.shops.models import Shop
from makegood.testing.makers import make_case, make_message, make_promise, make_shop


def told(endpoint=None) -> list[dict]:
    """What was put by, in its order."""
    while feed():
        pass
    posts = Post.objects.order_by("endpoint", "happening")
    return [
        json.loads(post.body) for post in (posts.filter(endpoint=endpoint) if endpoint else posts)
    ]


def kinds(endpoint=None) -> list[str]:
    return [one["type"] for one in told(endpoint)]


def test_what_happens_from_now_on_is_put_by_and_nothing_before(people, server):
    make_case()
    add_endpoint(people.owner, "Shop", server.url, list(KINDS))

    case = make_case()
    close_case(case, people.owner, "x")
    reopen_case(case, people.owner)

    seen = [(one["type"], one["data"]["number"]) for one in told() if "number" in one["data"]]
    assert seen == [
        ("case.opened", case.number),
        ("case.closed", case.number),
        ("case.reopened", case.number),
    ]
    assert not feed()


def test_an_endpoint_hears_of_what_it_asked_for_only(people, server):
    closings, _secret = add_endpoint(people.owner, "A", server.url, ["case.closed"])
    openings, _secret = add_endpoint(people.owner, "B", server.url, ["case.opened"])

    close_case(make_case(), people.owner, "x")

    assert kinds(closings) == ["case.closed"]
    assert kinds(openings) == ["case.opened"]


def test_the_whole_life_of_promises_is_told(people, endpoint):
    case = make_case()
    kept, let_go, moved, broken = [make_promise(case, kind="other") for _ in range(4)]
    keep(kept, note="the bank says so", by=people.agent)
    release(let_go, people.agent, "not needed")
    later = replace(moved, clock.now() + timedelta(days=9), people.agent, "later")
    with clock.frozen(clock.now() + timedelta(days=3)):
        while warn_due() or break_due():
            pass
        seen = told(endpoint)

    by_promise = {}
    for one in seen[1:]:
        by_promise.setdefault(one["data"]["id"], []).append(one["type"].partition(".")[2])
    assert by_promise[str(kept.pk)] == ["made", "kept"]
    assert by_promise[str(let_go.pk)] == ["made", "released"]
    assert by_promise[str(moved.pk)] == ["made", "renegotiated"]
    assert by_promise[str(later.pk)][0] == "made"
    assert by_promise[str(broken.pk)][-1] == "broken"
    renegotiated = next(one for one in seen if one["type"] == "promise.renegotiated")
    assert renegotiated["data"]["replaced_by"] == str(later.pk)


def test_it_is_told_as_the_api_shows_it_and_without_a_word_of_anybody(people, endpoint):
    case = make_case(subject="My lamp, Carla")
    message = make_message(case, "Where is my lamp?", from_address="carla@customer.example")
    make_promise(case, kind="money", text="A new lamp", amount=Money(990, "EUR"))
    record(MessageReceived(case_id=case.pk, message_id=message.pk))

    of_ours = [one for one in told(endpoint) if one["data"].get("source") != "acknowledgement"]
    seen = {one["type"]: one["data"] for one in of_ours}

    keys._buckets.clear()
    key = make_api_key(people.owner, "x", list(SCOPES))[1]
    headers = {"Authorization": f"Bearer {key}"}
    shown = Client().get(f"/api/v1/cases/{case.number}", headers=headers).json()
    replaced_by = seen["promise.made"].pop("replaced_by")
    assert replaced_by is None
    assert seen["message.received"].pop("case") == case.number
    for kind, the_same in (
        ("case.opened", shown),
        ("promise.made", next(one for one in shown["promises"] if one["source"] == "person")),
        ("message.received", shown["messages"][0]),
    ):
        assert seen[kind] == {name: the_same[name] for name in seen[kind]}
    everything = "".join(Post.objects.values_list("body", flat=True))
    assert [word for word in ("arla", "lamp", "@", "Agent") if word in everything] == []


def test_a_supplier_is_not_taken_for_the_customer(people, endpoint):
    case = make_case()
    message = make_message(case, direction="out")
    message.thread.side = "supplier"
    message.thread.save()

    record(MessageSent(case_id=case.pk, message_id=message.pk, side="supplier"))

    (sent,) = (one["data"] for one in told(endpoint) if one["type"] == "message.sent")
    assert (sent["side"], sent["direction"], sent["purpose"]) == ("supplier", "out", "word")


def test_a_case_its_colleague_may_not_see_is_not_told(people, server):
    people.custom.custom_role.permissions = ["settings"]
    people.custom.custom_role.save()
    mine, _secret = add_endpoint(people.custom, "A", server.url, ["case.opened"])
    all_of_it, _secret = add_endpoint(people.owner, "B", server.url, ["case.opened"])
    seen = make_case(team=people.team)
    hidden = make_case(team=people.other_team)

    told()

    def numbers(endpoint):
        return [one["data"]["number"] for one in told(endpoint)]

    assert numbers(all_of_it) == [seen.number, hidden.number]
    assert numbers(mine) == [seen.number]


def test_who_has_left_is_told_nothing_and_the_endpoint_is_off(people, server, endpoint):
    people.owner.is_active = False
    people.owner.save()
    make_case()

    assert told() == []
    endpoint.refresh_from_db()
    assert endpoint.off_why == "left"


@pytest.mark.parametrize("ends", ["revoked", "over"])
def test_what_a_key_added_ends_with_it_until_a_person_wants_it(people, server, ends):
    key, _token = make_api_key(people.owner, "Shop", ["webhooks"], timedelta(days=30))
    endpoint, _secret = add_endpoint(people.owner, "Shop", server.url, list(KINDS), key)
    make_case()
    assert len(told()) == 1

    if ends == "revoked":
        revoke_api_key(key, people.owner)
    with clock.frozen(clock.now() + timedelta(days=31 if ends == "over" else 0)):
        make_case()
        assert len(told()) == 1
        endpoint.refresh_from_db()
        assert endpoint.off_why == "key"

        switch_on(endpoint, people.manager)
        make_case()
        assert len(told()) == 2


def test_the_sample_shop_is_told_to_nobody(people, endpoint):
    Shop.objects.filter(pk=make_shop().pk).update(is_sample=True)
    make_case()

    assert told() == []


def test_what_is_gone_meanwhile_is_not_told(people, endpoint):
    case = make_case()
    case.delete()

    assert told() == []


def test_nothing_of_the_time_it_was_off_is_told(people, endpoint):
    switch_off(endpoint, Endpoint.Off.BY_HAND)
    make_case()
    switch_on(endpoint, people.owner)
    case = make_case()

    assert [one["data"]["number"] for one in told()] == [case.number]


def test_much_is_put_by_in_batches_each_once_with_the_same_statements(
    people, endpoint, monkeypatch, django_assert_num_queries
):
    from makegood.hooks.actions import feeding  # noqa: PLC0415  to make its batch small

    monkeypatch.setattr(feeding, "BATCH", 3)
    cases = [make_case() for _ in range(7)]

    assert feed()
    with django_assert_num_queries(10):
        assert feed()
    with django_assert_num_queries(10):
        feed()
    assert [one["data"]["number"] for one in told()] == [case.number for case in cases]


def test_a_long_way_without_anything_to_tell_is_gone_in_spans(people, server, monkeypatch):
    from makegood.hooks.actions import feeding  # noqa: PLC0415  to make its span small

    monkeypatch.setattr(feeding, "SPAN", 5)
    endpoint, _secret = add_endpoint(people.owner, "A", server.url, ["case.closed"])
    cases = [make_case() for _ in range(12)]
    close_case(cases[0], people.owner, "x")

    assert feed()
    assert kinds(endpoint) == ["case.closed"]


def test_a_desk_that_tells_nobody_asks_one_question_and_no_more(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert not work()
    assert not Feed.objects.exists()


def test_nothing_is_put_by_while_nothing_may_leave(people, endpoint, settings, server):
    settings.MAKEGOOD_TRAINING = True
    make_case()

    assert not work()
    assert (Post.objects.count(), server.heard) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_what_was_begun_earlier_and_committed_later_is_not_passed_over(people, endpoint):
    """Ids are drawn before their transactions commit: the lower one may be seen after the higher."""
    early, late = make_case(), make_case()
    told()
    is_drawn, may_commit = Event(), Event()

    def slow():
        with transaction.atomic():
            record(CaseClosed(case_id=early.pk))
            is_drawn.set()
            may_commit.wait(10)
        connection.close()

    thread = Thread(target=slow)
    thread.start()
    is_drawn.wait(10)
    record(CaseClosed(case_id=late.pk))

    assert kinds()[2:] == []
    assert not feed()  # however often it is asked meanwhile
    may_commit.set()
    thread.join()

    closings = [one for one in told() if one["type"] == "case.closed"]
    assert [one["data"]["number"] for one in closings] == [early.number, late.number]
    ids = Happening.objects.filter(name="CaseClosed").order_by("id")
    assert [one.facts["case_id"] for one in ids] == [str(early.pk), str(late.pk)]


@pytest.mark.django_db(transaction=True)
def test_who_writes_ever_anew_holds_nobody_up_for_ever(people, endpoint):
    """The mark waits for those who wrote when it was set, not for those who came later."""
    cases = [make_case(), make_case()]
    told()
    begun, may_end = [Event(), Event()], [Event(), Event()]

    def writes(number):
        with transaction.atomic():
            record(CaseClosed(case_id=cases[number].pk))
            begun[number].set()
            may_end[number].wait(10)
        connection.close()

    threads = [Thread(target=writes, args=[number]) for number in (0, 1)]
    threads[0].start()
    begun[0].wait(10)
    make_case()
    assert len(told()) == 2
    threads[1].start()
    begun[1].wait(10)
    may_end[0].set()
    threads[0].join()

    seen = kinds()

    may_end[1].set()
    threads[1].join()
    assert seen[2:] == ["case.closed", "case.opened"]
    assert kinds()[2:] == ["case.closed", "case.opened", "case.closed"]
