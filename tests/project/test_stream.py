"""The live stream of a running group, over real sockets."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from tests.project.groups import Running

from makegood.testing.streams import OpenPage, open_page, seconds_until_all_know

pytestmark = pytest.mark.xdist_group("up")

PEOPLE = """
import json
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from makegood.cases.actions.opening import open_case
from makegood.cases.queries import status_url
from makegood.people.actions.staffing import create_owner
from makegood.shops.actions.opening import open_shop

shop = open_shop("Lampa", "LT", ["en"])
staff = create_owner("olga@lampa.example", "Olga", "correct horse battery")
session = SessionStore()
session["_auth_user_id"] = str(staff.pk)
session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
session["_auth_user_hash"] = staff.get_session_auth_hash()
session.save()
case = open_case(shop=shop, customer=None, subject="Broken", language="en", channel="email")
print(json.dumps({
    "staff": str(staff.pk),
    "cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}",
    "case": str(case.pk),
    "link": status_url(case).rstrip("/").rsplit("/", 1)[1],
}))
"""


@dataclass(frozen=True)
class Desk:
    """A group with an owner signed in, and one case."""

    group: Running
    staff: str
    cookie: str
    case: str
    link: str

    def url(self, query: str) -> str:
        return f"http://127.0.0.1:{self.group.port + 1}/stream/?{query}"

    def happens(self, topic: str, name: str = "MessageReceived") -> int:
        """Something is recorded, as `kernel.log.record` does it; the id."""
        with self.group.connected() as connection:
            row = connection.execute(
                "INSERT INTO kernel_happening (name, topic, at, facts) VALUES (%s, %s, now(), '{}') RETURNING id",
                [name, topic],
            ).fetchone()
            assert row
            news = json.dumps({"id": row[0], "name": name, "topic": topic})
            connection.execute("SELECT pg_notify('makegood', %s)", [news])
        return int(str(row[0]))


@pytest.fixture(scope="module")
def desk(group: Running) -> Desk:
    return Desk(group, **json.loads(group.inside(PEOPLE)))


def run(scene: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(scene())


def topics(page: OpenPage) -> list[str]:
    return [news["topic"] for _, news in page.told]


def test_a_stranger_hears_nothing(desk: Desk) -> None:
    async def scene() -> None:
        for query in ("topics=inbox", "link=forged", f"topics=case:{desk.case}&link="):
            async with open_page(desk.url(query)) as page:
                assert page.status == 401

    run(scene)


def test_the_inbox_hears_of_every_case_and_a_case_page_of_its_own(desk: Desk) -> None:
    async def scene() -> None:
        other = f"case:{uuid4()}"
        async with (
            open_page(desk.url("topics=inbox"), Cookie=desk.cookie) as inbox,
            open_page(desk.url(f"topics=case:{desk.case}"), Cookie=desk.cookie) as case,
        ):
            desk.happens(other)
            desk.happens(f"case:{desk.case}")
            await inbox.until_told(2)
            await case.until_told(1)

        assert topics(inbox) == [other, f"case:{desk.case}"]
        assert topics(case) == [f"case:{desk.case}"]

    run(scene)


def test_nobody_hears_of_a_colleagues_notices(desk: Desk) -> None:
    async def scene() -> None:
        mine, theirs = f"staff:{desk.staff}", f"staff:{uuid4()}"
        query = f"topics={mine},{theirs}"
        async with open_page(desk.url(query), Cookie=desk.cookie) as page:
            desk.happens(theirs)
            desk.happens(mine)
            await page.until_told(1)

        assert topics(page) == [mine]

    run(scene)


def test_a_page_that_comes_back_is_told_what_it_missed(desk: Desk) -> None:
    async def scene() -> None:
        before = desk.happens(f"case:{uuid4()}")
        missed = [desk.happens(f"case:{uuid4()}") for _ in range(3)]
        headers = {"Cookie": desk.cookie, "Last-Event-ID": str(before)}
        async with open_page(desk.url("topics=inbox"), **headers) as page:
            later = desk.happens(f"case:{uuid4()}")
            # What is only seconds old may be told again: it could have been committed late.
            async with asyncio.timeout(10):
                while later not in [news["id"] for _, news in page.told]:
                    await asyncio.sleep(0.01)

        told = [news["id"] for _, news in page.told]
        assert [one for one in told if one > before] == [*missed, later]

    run(scene)


def test_one_that_was_away_for_long_asks_for_everything_again(desk: Desk) -> None:
    async def scene() -> None:
        before = desk.happens(f"case:{uuid4()}")
        with desk.group.connected() as connection:
            connection.execute(
                "INSERT INTO kernel_happening (name, topic, at, facts) "
                "SELECT 'MessageReceived', 'case:' || n, now(), '{}' FROM generate_series(1, 300) n"
            )
        async with open_page(desk.url(f"topics=inbox&since={before}"), Cookie=desk.cookie) as page:
            await page.until_told(1)

        assert [news["name"] for _, news in page.told] == ["Reset"]

    run(scene)


def test_a_customer_hears_of_their_own_case_and_not_of_what_is_said_behind_it(desk: Desk) -> None:
    async def scene() -> None:
        query = f"topics=inbox,staff:{desk.staff}&link={desk.link}"
        async with open_page(desk.url(query)) as page:
            desk.happens(f"case:{uuid4()}")
            desk.happens(f"staff:{desk.staff}")
            desk.happens(f"case:{desk.case}", "CaseNoted")
            told = desk.happens(f"case:{desk.case}", "MessageSent")
            await page.until_told(1)

        assert [news for _, news in page.told] == [
            {"id": told, "name": "Changed", "topic": f"case:{desk.case}"}
        ]

    run(scene)


def test_only_our_own_pages_may_read_it_from_another_port(desk: Desk) -> None:
    async def scene() -> None:
        ours = f"http://127.0.0.1:{desk.group.port}"
        for origin, allowed in ((ours, ours), ("https://evil.example", None), ("null", None)):
            headers = {"Cookie": desk.cookie, "Origin": origin}
            async with open_page(desk.url("topics=inbox"), **headers) as page:
                assert page.headers.get("access-control-allow-origin") == allowed

    run(scene)


def test_two_hundred_open_pages_know_within_a_second(desk: Desk) -> None:
    async def scene() -> None:
        took = await seconds_until_all_know(
            desk.url("topics=inbox"),
            200,
            lambda: desk.happens(f"case:{uuid4()}"),
            cookie=desk.cookie,
        )
        assert len(took) == 200
        assert took[-1] < 1

    run(scene)
