import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from makegood.hooks.actions.adding import BOTH_FOR, add_endpoint, renew_secret, switch_off
from makegood.hooks.actions.sending import (
    KEPT_FOR,
    LEASE,
    _claim,
    _headers,
    remove_old_posts,
    send_again,
    send_some,
    send_test,
)
from makegood.hooks.actions.working import work
from makegood.hooks.models import Endpoint, Post
from makegood.kernel import clock
from makegood.testing.hook_server import HookServer
from makegood.testing.makers import MONDAY, make_case


def the_post() -> Post:
    return Post.objects.get()


def test_what_is_sent_can_be_verified_and_nothing_else(people, server):
    _endpoint, secret = add_endpoint(people.owner, "Shop", server.url, ["case.opened"])
    case = make_case()

    assert work(5)

    (heard,) = server.heard
    told = Webhook(secret).verify(heard.body, heard.headers)
    assert told["type"] == "case.opened"
    assert told["data"]["number"] == case.number
    assert heard.headers["webhook-id"] == f"msg_{the_post().pk.hex}"
    assert heard.headers["content-type"] == "application/json"
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(heard.body.replace("opened", "closed"), heard.headers)
    assert (the_post().end, the_post().status, the_post().tries) == ("delivered", 204, 1)


def test_it_is_signed_as_the_specification_shows():
    """The example of the specification's own tools."""
    signing = Webhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    post = Post(body='{"test": 2432232314}')

    at = datetime.fromtimestamp(1614265330, UTC)
    known = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert signing.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", at, post.body) == known

    headers = _headers([signing], post, at)
    assert headers["webhook-timestamp"] == "1614265330"
    assert headers["webhook-signature"] == signing.sign(f"msg_{post.pk.hex}", at, post.body)


def test_a_new_secret_signs_from_then_on_and_the_former_one_for_a_day(people, server):
    endpoint, first = add_endpoint(people.owner, "Shop", server.url, ["case.opened"])
    second = renew_secret(endpoint, people.owner)
    send_test(endpoint)
    send_some()
    with clock.frozen(clock.now() + BOTH_FOR):
        send_test(endpoint)
        send_some()
        sent_at = clock.now()

    (both, one) = server.heard
    for secret in (first, second):
        assert Webhook(secret).verify(both.body, both.headers)["data"]["endpoint"]
    lasting = Webhook(second).sign(one.headers["webhook-id"], sent_at, one.body)
    assert one.headers["webhook-signature"] == lasting


def test_what_fails_is_tried_again_later_under_the_same_id(people, server, endpoint):
    send_test(endpoint)
    server.status, server.says = 500, b"out of order"
    with clock.frozen(MONDAY + timedelta(days=400)) as now:
        Post.objects.update(next_at=now)
        assert send_some() == 1
        post = the_post()
        assert (post.end, post.status, post.answer) == ("", 500, "out of order")
        assert post.next_at == now + timedelta(seconds=5)
        assert send_some() == 0
    endpoint.refresh_from_db()
    assert (endpoint.failures, endpoint.failing_since) == (1, now)

    server.status, server.says = 200, b""
    with clock.frozen(endpoint.rests_until):
        assert send_some() == 1

    first, second = server.heard
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.headers["webhook-timestamp"] != second.headers["webhook-timestamp"]
    endpoint.refresh_from_db()
    assert (endpoint.failures, endpoint.failing_since, endpoint.rests_until) == (0, None, None)
    assert the_post().end == "delivered"


def test_a_process_killed_after_sending_leads_to_a_second_sending_not_to_none(server, endpoint):
    send_test(endpoint)
    claimed = _claim(endpoint)  # and then it is killed

    assert len(claimed) == 1
    assert send_some() == 0
    with clock.frozen(clock.now() + LEASE + timedelta(seconds=1)):
        assert send_some() == 1

    assert [one.headers["webhook-id"] for one in server.heard] == [f"msg_{the_post().pk.hex}"]
    assert (the_post().end, the_post().tries) == ("delivered", 2)


def test_one_that_hangs_holds_up_nobody_else(people, server, endpoint):
    with HookServer() as other:
        add_endpoint(people.owner, "Other", other.url, ["case.opened"])
        server.status = 500
        for _ in range(6):
            make_case()

        work(5)

        assert (len(server.heard), len(other.heard)) == (4, 6)
    endpoint.refresh_from_db()
    assert endpoint.rests_until > clock.now()


def test_one_that_says_it_is_gone_is_switched_off_at_once(server, endpoint):
    send_test(endpoint)
    server.status = 410

    send_some()

    endpoint.refresh_from_db()
    assert endpoint.off_why == "gone"
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert send_some() == 0


def test_one_that_fails_for_days_is_given_up_and_switched_off(server, endpoint):
    send_test(endpoint)
    server.status = 503
    now, tries = clock.now(), 0
    while tries < 20 and (post := the_post()).end == "" and Endpoint.objects.get().is_on:
        endpoint.refresh_from_db()
        now = max(now, post.next_at, endpoint.rests_until or now)
        with clock.frozen(now):
            tries += send_some()

    endpoint.refresh_from_db()
    assert endpoint.off_why == "failed"
    assert timedelta(days=5) <= endpoint.off_at - endpoint.failing_since < timedelta(days=7)
    assert len(server.heard) == tries == 13


def test_what_was_sent_can_be_sent_again(server, endpoint):
    send_test(endpoint)
    send_some()

    send_again(the_post())
    send_some()

    assert len({one.headers["webhook-id"] for one in server.heard}) == 1
    assert len(server.heard) == 2
    assert (the_post().end, the_post().tries) == ("delivered", 1)


def test_nothing_is_sent_to_one_that_is_switched_off(people, server, endpoint):
    send_test(endpoint)
    switch_off(endpoint, Endpoint.Off.BY_HAND, people.owner)

    assert send_some() == 0
    assert server.heard == []


def test_a_secret_sealed_with_another_key_switches_off_and_signs_nothing(server, endpoint):
    Endpoint.objects.update(secret="gAAAA-of-another-key")
    send_test(endpoint)

    assert send_some() == 0
    endpoint.refresh_from_db()
    assert (endpoint.off_why, server.heard) == ("failed", [])


def test_what_ended_a_month_ago_goes_and_what_waits_stays(server, endpoint):
    send_test(endpoint)
    send_some()
    send_test(endpoint)

    assert remove_old_posts() == 0
    with clock.frozen(clock.now() + KEPT_FOR + timedelta(seconds=1)):
        assert remove_old_posts() == 1

    assert json.loads(the_post().body)["type"] == "endpoint.test"
    assert the_post().end == ""


def test_the_guides_own_example_verifies_what_is_sent(people, server):
    """What integrators copy works, and refuses what was changed."""
    guide = (Path(__file__).parents[2] / "docs" / "howto" / "integrate.md").read_text()
    example = next(
        code for code in re.findall(r"```python\n(.*?)```", guide, re.S) if "hmac" in code
    )
    names: dict = {}
    exec(example, names)
    _endpoint, secret = add_endpoint(people.owner, "Shop", server.url, ["case.opened"])
    make_case()

    work(5)

    (heard,) = server.heard
    assert names["told"](heard.body.encode(), heard.headers, secret)["type"] == "case.opened"
    with pytest.raises(ValueError, match="not from the desk"):
        names["told"](heard.body.encode() + b" ", heard.headers, secret)
