from makegood.hooks.actions.adding import add_endpoint, remove_endpoint, switch_off, switch_on
from makegood.hooks.models import Endpoint
from makegood.notify.models import Notice
from makegood.testing.cast import cast

URL = "https://shop.example/hooks"


def test_who_leads_is_told_that_a_program_hears_nothing_any_more(db):
    people = cast()
    endpoint, _secret = add_endpoint(people.owner, "Shop", URL, ["case.opened"])

    switch_off(endpoint, Endpoint.Off.FAILED)

    told = Notice.objects.filter(kind="hook_off", read_at=None)
    assert {notice.staff for notice in told} == {people.owner, people.manager}
    assert told[0].facts == {"url": URL, "why": "failed"}

    switch_on(endpoint, people.owner)
    assert not told.all().exists()


def test_who_switches_one_off_by_hand_is_not_told_and_one_removed_is_no_news(db):
    people = cast()
    endpoint, _secret = add_endpoint(people.owner, "Shop", URL, ["case.opened"])

    switch_off(endpoint, Endpoint.Off.BY_HAND, people.owner)
    assert not Notice.objects.exists()

    switch_on(endpoint, people.owner)
    switch_off(endpoint, Endpoint.Off.GONE)
    assert Notice.objects.filter(read_at=None).count() == 2
    remove_endpoint(endpoint, people.owner)
    assert not Notice.objects.filter(read_at=None).exists()
