"""What tests of the composer do to it."""

import re
from datetime import UTC, datetime, timedelta

from django.test import Client

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.promises.models import Promise
from makegood.testing.makers import make_promise

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 3, 6, 17, 0, tzinfo=UTC)
"""When the shop closes on the Friday after."""


def owed_since(case: Case, due_at: datetime) -> Promise:
    with clock.frozen(MONDAY - timedelta(days=5)):
        return make_promise(case, kind="money", due_at=due_at)


def post(client: Client, case: Case, place: str, **form: object) -> str:
    answer = client.post(f"/cases/{case.number}/{place}/", form, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client: Client, case: Case, **form: object) -> str:
    """The page after pressing Send, with what it asks."""
    given = {"action": "send", "version": 0} | form
    answer = client.post(f"/cases/{case.number}/messages/", given, follow=True)
    assert answer.status_code in {200, 422}
    return answer.content.decode()


def digest_in(page: str) -> str:
    found = re.search(r'name="acknowledged" value="(\w+)"', page)
    assert found
    return found[1]


def part(client: Client, case: Case, place: str, **form: object) -> tuple[int, str]:
    headers = {"HX-Request": "true"}
    answer = client.post(f"/cases/{case.number}/{place}/", form, headers=headers)
    return answer.status_code, answer.content.decode()
