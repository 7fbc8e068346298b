"""What an endpoint may do to whoever calls it: nothing."""

import time
from ipaddress import ip_network

import pytest

from makegood.hooks.actions import calling
from makegood.hooks.actions.calling import post
from makegood.kernel import lines
from makegood.testing.hook_server import HookServer, drips, talks_nonsense

OWN = (ip_network("127.0.0.0/8"),)
HEADERS = {"Content-Type": "application/json"}


def test_what_is_sent_arrives_and_the_answer_is_told():
    with HookServer() as server:
        server.status, server.says = 202, "Danke – schön".encode()

        said = post(server.url, HEADERS, b'{"a":1}', OWN)

    assert (said.status, said.answer, said.code, said.is_good) == (202, "Danke – schön", "", True)
    (heard,) = server.heard
    assert (heard.path, heard.body, heard.headers["content-length"]) == ("/hooks", '{"a":1}', "7")
    assert heard.headers["host"] == f"127.0.0.1:{server.port}"


def test_a_redirect_is_not_followed():
    with HookServer() as elsewhere, HookServer() as server:
        server.status, server.headers = 307, {"Location": elsewhere.url}

        said = post(server.url, HEADERS, b"{}", OWN)

    assert (said.status, said.is_good) == (307, False)
    assert (len(server.heard), elsewhere.heard) == (1, [])


def test_of_a_long_answer_only_the_beginning_is_read():
    with HookServer() as server:
        server.says = b"x" * 1_000_000

        server.status = 200
        said = post(server.url, HEADERS, b"{}", OWN)

    assert (said.status, said.answer) == (200, "x" * 500)


def test_an_answer_that_is_no_text_is_no_reason_to_fall():
    with HookServer() as server:
        server.status, server.says = 500, b"\x00\xff\xfe"

        said = post(server.url, HEADERS, b"{}", OWN)

    assert (said.status, said.is_good) == (500, False)
    assert "\x00" not in said.answer


def test_one_that_hangs_or_says_a_letter_at_a_time_is_left(monkeypatch):
    monkeypatch.setattr(calling, "PATIENCE", 0.4)
    for behaves in (lambda handler: time.sleep(1.5), drips):
        with HookServer() as server:
            server.behaves = behaves
            began = time.monotonic()

            said = post(server.url, HEADERS, b"{}", OWN)

            assert (said.status, said.code) == (None, "timed_out")
            assert time.monotonic() - began < 1.2


def test_what_is_no_http_is_told_as_such():
    with HookServer() as server:
        server.behaves = talks_nonsense

        said = post(server.url, HEADERS, b"{}", OWN)

    assert (said.status, said.code) == (None, "no_http")


def test_what_asks_us_to_come_back_later_says_when():
    with HookServer() as server:
        server.status, server.headers = 503, {"Retry-After": "120"}

        assert post(server.url, HEADERS, b"{}", OWN).retry_after == 120


def test_nothing_is_sent_where_nothing_listens():
    with HookServer() as server:
        url = server.url

    assert post(url, HEADERS, b"{}", OWN).code == "refused"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
def test_nothing_is_sent_into_a_private_network_by_number_or_by_name(host):
    with HookServer() as server:
        said = post(f"http://{host}:{server.port}/", HEADERS, b"{}")

    assert (said.status, said.code, server.heard) == (None, "not_public", [])


def test_a_name_that_leads_elsewhere_when_it_is_asked_again_leads_nowhere(monkeypatch):
    """The line is opened to the address that was looked at: the name is asked once."""
    asked = []

    def first_good_then_ours(host, port, **kwargs):
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "10.0.0.1"
        return [(2, 1, 6, "", (address, port))]

    monkeypatch.setattr(lines, "getaddrinfo", first_good_then_ours)
    with HookServer() as server:
        said = post(f"http://rebinding.example:{server.port}/", HEADERS, b"{}", OWN)

    assert (said.status, asked) == (204, ["rebinding.example"])
    assert server.heard[0].headers["host"] == f"rebinding.example:{server.port}"


def test_tls_checks_the_name_and_the_issuer(monkeypatch):
    """A certificate nobody vouches for is no one's to trust."""
    from makegood.testing.sockets import certificates  # noqa: PLC0415  slow import

    with certificates() as (context, _authority), HookServer() as server:
        server._server.socket = context.wrap_socket(server._server.socket, server_side=True)

        said = post(f"https://127.0.0.1:{server.port}/", HEADERS, b"{}", OWN)

    assert (said.status, said.code, server.heard) == (None, "certificate", [])
