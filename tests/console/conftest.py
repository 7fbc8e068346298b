"""A signed-in browser for every test of the staff's pages."""

import pytest
from django.test import Client

from makegood.testing.cast import Cast, cast


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def desk(people: Cast) -> Client:
    """The agent's browser."""
    client = Client()
    client.force_login(people.agent)
    return client
