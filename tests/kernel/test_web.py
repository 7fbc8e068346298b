"""Calls to shops: into which networks they go, and how what fails there is told."""

from ipaddress import ip_network
from typing import Any

import pytest

from makegood.kernel import lines
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.web import Web
from makegood.testing.hook_server import HookServer


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_shop_is_called_in_a_network_the_operator_has_not_opened(
    settings: Any, scheme: str, host: str
) -> None:
    settings.MAKEGOOD_HOOK_NETWORKS = ()
    with HookServer() as server, Web() as web, pytest.raises(ProviderFailed) as failed:
        web.call("GET", f"{scheme}://{host}:{server.port}/")

    assert (failed.value.code, failed.value.permanent, failed.value.unclear) == ("not_public", True, False)  # fmt: skip
    assert server.heard == []


def test_one_is_called_where_the_operator_allows_it(settings: Any) -> None:
    settings.MAKEGOOD_HOOK_NETWORKS = (ip_network("127.0.0.1/32"),)
    with HookServer() as server, Web() as web:
        reply = web.call("POST", server.url, body=b"{}")

    assert (reply.status, len(server.heard)) == (204, 1)


def test_a_name_is_asked_once_and_its_good_addresses_are_tried(monkeypatch: Any) -> None:
    asked = []

    def told(host: str, port: int, **kwargs: Any) -> list[Any]:
        asked.append(host)
        return [(2, 1, 6, "", (one, port)) for one in ("10.0.0.1", "127.0.0.9", "127.0.0.1")]

    monkeypatch.setattr(lines, "getaddrinfo", told)
    with HookServer() as server, Web() as web:
        reply = web.call("POST", f"http://shop.example:{server.port}/", body=b"{}")

    assert (reply.status, asked) == (204, ["shop.example"])
    assert server.heard[0].headers["host"] == f"shop.example:{server.port}"


def test_a_name_there_is_not_is_told_as_such(monkeypatch: Any) -> None:
    with Web() as web, pytest.raises(ProviderFailed) as failed:
        web.call("GET", "https://shop.invalid/")

    assert (failed.value.code, failed.value.unclear) == ("name_not_found", False)


def test_tls_checks_the_name_and_the_issuer() -> None:
    from makegood.testing.sockets import certificates  # noqa: PLC0415  slow import

    with certificates() as (context, _authority), HookServer() as server, Web() as web:
        server._server.socket = context.wrap_socket(server._server.socket, server_side=True)

        with pytest.raises(ProviderFailed) as failed:
            web.call("GET", f"https://127.0.0.1:{server.port}/")

    assert (failed.value.code, server.heard) == ("certificate", [])
