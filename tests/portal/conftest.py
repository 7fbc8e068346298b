"""A customer with a link, as tests play them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from makegood.cases.models import Case
from makegood.cases.queries import status_url
from makegood.testing.makers import make_case, make_message


@dataclass
class Reader:
    """Opens the status page of a case; has no account and keeps no cookie."""

    path: str
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def get(self, rest: str = "", **query: Any):
        return self.client.get(self.path + rest, query)

    def post(self, rest: str, fields: dict[str, Any]):
        return self.client.post(self.path + rest, fields)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def case(db) -> Case:
    case = make_case()
    make_message(case, "My lamp is broken.", from_address="carla@customer.example")
    return case


@pytest.fixture
def reader_of() -> Callable[[Case], Reader]:
    return lambda case: Reader(urlsplit(status_url(case)).path)


@pytest.fixture
def reader(case, reader_of) -> Reader:
    return reader_of(case)
