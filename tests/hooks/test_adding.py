import pytest

from makegood.hooks.access import endpoint_for, post_for
from makegood.hooks.actions.adding import (
    MOST,
    add_endpoint,
    change_kinds,
    remove_endpoint,
    renew_secret,
    switch_off,
    switch_on,
)
from makegood.hooks.actions.sending import send_test
from makegood.hooks.models import Endpoint, Post
from makegood.kernel.crypto import unseal
from makegood.kernel.errors import BadInput, NotAllowed, NotFound, Refused
from makegood.kernel.following import last_id
from makegood.kernel.models import Happening, SettingChange
from makegood.testing.makers import make_case

URL = "https://shop.example/hooks"


def test_an_endpoint_has_a_secret_that_is_kept_sealed(people):
    endpoint, secret = add_endpoint(people.owner, "Shop", URL, ["case.opened", "promise.made"])

    endpoint.refresh_from_db()
    assert secret.startswith("whsec_")
    assert secret not in endpoint.secret
    assert unseal(endpoint.secret) == secret
    assert endpoint.kinds == ["promise.made", "case.opened"]
    assert Happening.objects.filter(name="EndpointAdded").count() == 1
    noted = SettingChange.objects.get(thing="hook", act="made")
    assert secret not in str(noted.after)


@pytest.mark.parametrize(
    ("url", "kinds", "field"),
    [
        ("http://shop.example/", ["case.opened"], "url"),
        ("https://127.0.0.1/", ["case.opened"], "url"),
        (URL, ["case.painted"], "events"),
        (URL, [], "events"),
    ],
)
def test_what_can_not_be_told_is_refused_and_leaves_nothing(people, url, kinds, field):
    with pytest.raises(BadInput) as refused:
        add_endpoint(people.owner, "Shop", url, kinds)

    assert refused.value.field == field
    assert not Endpoint.objects.exists()


def test_only_who_changes_settings_adds_and_sees_one(people):
    with pytest.raises(NotAllowed):
        add_endpoint(people.agent, "Shop", URL, ["case.opened"])

    endpoint, _secret = add_endpoint(people.manager, "Shop", URL, ["case.opened"])
    post = send_test(endpoint)
    with pytest.raises(NotFound):
        endpoint_for(people.agent, endpoint.pk)
    with pytest.raises(NotFound):
        post_for(people.agent, post.pk)
    assert endpoint_for(people.owner, endpoint.pk) == endpoint
    assert post_for(people.owner, post.pk) == post


def test_there_are_no_more_than_a_desk_can_look_after(people):
    for _ in range(MOST):
        add_endpoint(people.owner, "Shop", URL, ["case.opened"])

    with pytest.raises(Refused, match="too_many_endpoints"):
        add_endpoint(people.owner, "Shop", URL, ["case.opened"])


def test_other_events_and_another_secret_are_noted_without_the_secret(people):
    endpoint, first = add_endpoint(people.owner, "Shop", URL, ["case.opened"])

    change_kinds(endpoint, people.owner, ["case.closed"])
    change_kinds(endpoint, people.owner, ["case.closed"])
    second = renew_secret(endpoint, people.owner)

    endpoint.refresh_from_db()
    assert (endpoint.kinds, unseal(endpoint.secret)) == (["case.closed"], second)
    assert first != second
    changes = SettingChange.objects.filter(thing="hook", act="changed").order_by("id")
    assert [(c.field, c.after, c.is_secret) for c in changes] == [
        ("hears_of", ["case.closed"], False),
        ("hook_secret", None, True),
    ]


def test_switched_off_and_on_it_hears_of_nothing_between(people):
    endpoint, _secret = add_endpoint(people.owner, "Shop", URL, ["case.opened"])

    switch_off(endpoint, Endpoint.Off.BY_HAND, people.owner)
    switch_off(endpoint, Endpoint.Off.FAILED)
    make_case()
    endpoint.refresh_from_db()
    assert endpoint.off_why == "by_hand"

    before = last_id()
    switch_on(endpoint, people.manager)
    endpoint.refresh_from_db()
    assert (endpoint.off_at, endpoint.staff, endpoint.after) == (None, people.manager, before)
    names = Happening.objects.filter(name__startswith="EndpointSwitched").order_by("id")
    assert [one.name for one in names] == ["EndpointSwitchedOff", "EndpointSwitchedOn"]


def test_removed_it_takes_along_what_waited(people):
    endpoint, _secret = add_endpoint(people.owner, "Shop", URL, ["case.opened"])
    send_test(endpoint)

    remove_endpoint(endpoint, people.owner)
    remove_endpoint(Endpoint(pk=endpoint.pk), people.owner)

    assert not Post.objects.exists()
    assert Happening.objects.filter(name="EndpointRemoved").count() == 1
