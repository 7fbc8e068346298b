import re
from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.test import Client

from makegood.hooks.actions.adding import add_endpoint, switch_off
from makegood.hooks.actions.sending import send_test
from makegood.hooks.models import Endpoint, Post
from makegood.kernel import clock
from makegood.kernel.crypto import unseal
from makegood.testing.cast import Cast, cast

URL = "https://shop.example/hooks"
PAGE = "/settings/webhooks/"
FORM = {"name": "Shop system", "url": URL, "events": ["case.opened", "promise.broken"]}


@pytest.fixture
def people(db) -> Cast:
    return cast()


@pytest.fixture
def client(people) -> Client:
    client = Client()
    client.force_login(people.owner)
    return client


@pytest.fixture
def endpoint(people) -> Endpoint:
    return add_endpoint(people.owner, "Shop system", URL, ["case.opened"])[0]


def page(client, path) -> str:
    return client.get(path).content.decode()


def test_one_is_added_its_secret_shown_once_and_never_again(client):
    shown = client.post(PAGE, FORM).content.decode()

    endpoint = Endpoint.objects.get()
    secret = unseal(endpoint.secret)
    assert secret in shown
    assert (endpoint.url, endpoint.kinds) == (URL, ["promise.broken", "case.opened"])
    again = page(client, f"{PAGE}{endpoint.pk}/") + page(client, PAGE)
    assert secret not in again
    assert "Shop system" in again
    assert "A promise broke" in again


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"url": "http://shop.example/"}, "has to begin with https://"),
        ({"url": "https://192.168.1.4/"}, "inside a private network"),
        ({"url": "nonsense"}, "This is no address"),
        ({"events": []}, "“What it is told” is needed."),
    ],
)
def test_what_can_not_be_told_is_said_at_its_field(client, change, words, settings):
    settings.MAKEGOOD_HOOK_NETWORKS = ()

    answer = client.post(PAGE, FORM | change)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Endpoint.objects.exists()


def test_the_form_says_where_an_address_may_begin_with_http(client, settings):
    settings.MAKEGOOD_HOOK_NETWORKS = (ip_network("10.1.0.0/16"), ip_network("127.0.0.0/8"))
    inside = "http:// inside 10.1.0.0/16, 127.0.0.0/8."
    assert inside in client.get(PAGE).content.decode()

    settings.MAKEGOOD_HOOK_NETWORKS = ()
    shown = client.get(PAGE).content.decode()
    assert "It begins with https://." in shown
    assert "http:// inside" not in shown


def test_a_test_is_put_by_and_the_page_looks_for_it_by_itself(client, endpoint):
    answer = client.post(f"{PAGE}{endpoint.pk}/test/", follow=True)

    shown = answer.content.decode()
    assert "Waits" in shown
    assert 'hx-trigger="every 2s"' in shown
    post = Post.objects.get()
    Post.objects.update(end="delivered", next_at=None, status=204, tries=1, took_ms=87)

    part = client.get(f"{PAGE}{endpoint.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "<h2>" not in part
    assert [words for words in ("Taken", "HTTP 204", "87 ms", "1 try") if words not in part] == []
    assert f"msg_{post.pk.hex}" in part
    assert "every 2s" not in part


def test_what_failed_says_how_and_is_sent_again(client, endpoint):
    post = send_test(endpoint)
    Post.objects.update(end="given_up", next_at=None, code="not_public", tries=13)
    shown = page(client, f"{PAGE}{endpoint.pk}/")
    assert "Given up" in shown
    assert "leads into a private network" in shown

    answer = client.post(f"{PAGE}posts/{post.pk}/again/")

    post.refresh_from_db()
    assert answer.headers["Location"] == f"{PAGE}{endpoint.pk}/"
    assert (post.end, post.tries) == ("", 0)
    assert post.next_at <= clock.now()


def test_it_is_switched_off_and_on_and_says_why_it_is_off(client, endpoint):
    client.post(f"{PAGE}{endpoint.pk}/switch/", {"do": "off"})
    assert "A colleague switched it off." in page(client, PAGE)

    client.post(f"{PAGE}{endpoint.pk}/switch/", {"do": "on"})
    endpoint.refresh_from_db()
    assert endpoint.is_on

    switch_off(endpoint, Endpoint.Off.FAILED)
    assert "It took nothing for five days." in page(client, f"{PAGE}{endpoint.pk}/")


def test_one_that_fails_says_so_before_it_is_switched_off(client, endpoint):
    Endpoint.objects.update(failures=2, failing_since=clock.now() - timedelta(hours=3))

    assert "Fails" in page(client, PAGE)
    assert "Nothing is lost" in page(client, f"{PAGE}{endpoint.pk}/")


def test_what_it_is_told_is_changed(client, endpoint):
    answer = client.post(f"{PAGE}{endpoint.pk}/", {"events": ["message.sent"]})

    endpoint.refresh_from_db()
    assert (answer.status_code, endpoint.kinds) == (302, ["message.sent"])
    assert client.post(f"{PAGE}{endpoint.pk}/", {}).status_code == 422
    assert "Webhook Shop system: What it is told" in page(client, "/settings/changes/")


def test_a_new_secret_is_shown_once(client, endpoint):
    shown = client.post(f"{PAGE}{endpoint.pk}/secret/").content.decode()

    endpoint.refresh_from_db()
    (secret,) = re.findall(r'fresh-key">(whsec_[^<]+)<', shown)
    assert secret == unseal(endpoint.secret)
    assert secret not in page(client, f"{PAGE}{endpoint.pk}/")
    assert secret not in page(client, "/settings/changes/")


def test_removed_it_is_gone(client, endpoint):
    client.post(f"{PAGE}{endpoint.pk}/removal/")

    assert not Endpoint.objects.exists()
    assert client.get(f"{PAGE}{endpoint.pk}/").status_code == 404


def test_many_calls_are_read_page_by_page(client, endpoint, django_assert_num_queries):
    for _ in range(30):
        send_test(endpoint)

    first = page(client, f"{PAGE}{endpoint.pk}/")
    (more,) = re.findall(r'href="([^"]+\?after=[^"]+)"', first)
    second = page(client, more)

    assert (first.count("msg_"), second.count("msg_")) == (25, 5)
    assert client.get(f"{PAGE}{endpoint.pk}/?after=nonsense").status_code == 200


def test_the_page_costs_the_same_for_one_and_for_many(client, endpoint, people):
    from django.db import connection  # noqa: PLC0415  beside its use
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415  beside its use

    def cost(path):
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        return len(asked)

    send_test(endpoint)
    few = cost(PAGE), cost(f"{PAGE}{endpoint.pk}/")
    for _ in range(3):
        add_endpoint(people.owner, "More", URL, ["case.opened"])
        send_test(endpoint)

    assert (cost(PAGE), cost(f"{PAGE}{endpoint.pk}/")) == few
