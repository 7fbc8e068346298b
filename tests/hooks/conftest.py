"""A program that is told, and the people who let it be."""

from collections.abc import Iterator
from ipaddress import ip_network

import pytest

from makegood.hooks.actions.adding import add_endpoint
from makegood.hooks.models import Endpoint
from makegood.hooks.rules.kinds import KINDS
from makegood.testing.cast import Cast, cast
from makegood.testing.hook_server import HookServer


@pytest.fixture
def people(db) -> Cast:
    return cast()


@pytest.fixture(autouse=True)
def closed(settings) -> None:
    """As a desk is delivered: no network of its own is opened."""
    settings.MAKEGOOD_HOOK_NETWORKS = ()


@pytest.fixture
def server(settings) -> Iterator[HookServer]:
    settings.MAKEGOOD_HOOK_NETWORKS = (ip_network("127.0.0.0/8"),)
    with HookServer() as server:
        yield server


@pytest.fixture
def endpoint(people, server) -> Endpoint:
    """Told of everything."""
    return add_endpoint(people.owner, "Shop system", server.url, list(KINDS))[0]
