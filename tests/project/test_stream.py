"""The live stream of a running group, over real sockets."""

import asyncio
import json
import zipfile
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import uuid4

import httpx
import pytest
from tests.project.groups import Running

from makegood.testing.streams import OpenPage, open_page, seconds_until_all_know

pytestmark = pytest.mark.thorough

PEOPLE = """
import json
import zipfile
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


ANOTHER = """
import json
import zipfile
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from makegood.testing.cast import make_staff

staff = make_staff("Eva")
session = SessionStore()
session["_auth_user_id"] = str(staff.pk)
session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
session["_auth_user_hash"] = staff.get_session_auth_hash()
session.save()
print(json.dumps({
    "staff": str(staff.pk),
    "cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}",
}))
"""


THREE_ANSWER = """
import json, time
from threading import Barrier, Thread
from django.db import connection
from makegood.cases.models import Case
from makegood.kernel.errors import Conflict
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.entering import receive_from_portal
from makegood.messages.actions.sending import send_reply
from makegood.testing.cast import make_staff

case = Case.objects.select_related("shop").get(pk="{case}")
post_office(case.shop)
seen = receive_from_portal(case, "Where is it?").pk
began, outcomes, barrier = time.monotonic(), [], Barrier(3)

def answer(staff):
    mine = Case.objects.get(pk=case.pk)
    barrier.wait()
    try:
        sent = send_reply(mine, staff, staff.name, to=[("", "carla@customer.example")], after=seen)
        outcomes.append((time.monotonic(), str(sent.pk)))
    except Conflict as conflict:
        outcomes.append((0, conflict.code))
    connection.close()

threads = [Thread(target=answer, args=(make_staff(name),)) for name in ("Ada", "Bo", "Cy")]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(json.dumps(sorted(outcomes)))
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


def there(page: OpenPage) -> list[tuple[str, bool]]:
    """Who else is there, as the page was told last."""
    lists = [told for _, told in page.told if isinstance(told, list)]
    return [(one["name"], one["typing_for"] > 0) for one in lists[-1]] if lists else []


def test_two_at_a_case_see_each_other_come_type_and_go(desk: Desk) -> None:
    other = json.loads(desk.group.inside(ANOTHER))
    here = f"topics=case:{desk.case}&here=case:{desk.case}"

    async def until(page: OpenPage, wanted: list[tuple[str, bool]]) -> None:
        async with asyncio.timeout(10):
            while there(page) != wanted:
                await asyncio.sleep(0.01)

    async def scene() -> None:
        async with open_page(desk.url(here), Cookie=desk.cookie) as mine:
            async with (
                open_page(desk.url(here), Cookie=other["cookie"]) as theirs,
                open_page(desk.url(f"topics=case:{desk.case}&link={desk.link}")) as customers,
            ):
                await until(theirs, [("Olga", False)])
                await until(mine, [("Eva", False)])
                typing = [{"state": "typing", "place": f"case:{desk.case}", "who": other["staff"]}]
                with desk.group.connected() as connection:
                    connection.execute(
                        "SELECT pg_notify('makegood_presence', %s)", [json.dumps(typing)]
                    )
                await until(mine, [("Eva", True)])
                assert customers.told == []
            await until(mine, [])

    run(scene)


def test_a_case_one_may_not_see_tells_nobody_who_is_there(desk: Desk) -> None:
    async def scene() -> None:
        nowhere = f"case:{uuid4()}"
        async with open_page(
            desk.url(f"topics={nowhere}&here={nowhere}"), Cookie=desk.cookie
        ) as page:
            desk.happens(nowhere)
            await page.until_told(1)

        assert [told["name"] for _, told in page.told] == ["MessageReceived"]

    run(scene)


def test_25_pages_are_open_and_of_three_who_answer_at_once_one_goes_and_all_pages_know(
    desk: Desk,
) -> None:
    async def scene() -> None:
        async with AsyncExitStack() as stack:
            pages = [
                await stack.enter_async_context(open_page(desk.url(query), Cookie=desk.cookie))
                for query in [f"topics=case:{desk.case}"] * 13 + ["topics=inbox"] * 12
            ]
            script = THREE_ANSWER.replace("{case}", desk.case)
            outcomes = json.loads(await asyncio.to_thread(desk.group.inside, script))
            assert [code for _at, code in outcomes[:2]] == ["answered_meanwhile"] * 2
            sent_at = outcomes[2][0]

            for page in pages:
                await page.until_told(2)
                known = [at for at, news in page.told if news["name"] == "MessageWritten"]
                assert len(known) == 1
                assert known[0] - sent_at < 1

    run(scene)


EXPORTED = """
import time
from makegood.exports.actions.asking import ask_for_export
from makegood.exports.models import Export
from makegood.people.models import Staff
export = ask_for_export(Staff.objects.get(pk="{staff}"))
until = time.monotonic() + 30
while export.ended_at is None and time.monotonic() < until:
    time.sleep(0.1)  # the worker writes it
    export.refresh_from_db()
assert export.is_offered, export.error
print(export.pk)
"""


def test_a_large_export_is_fetched_here_by_owners_alone(desk: Desk) -> None:
    key = desk.group.inside(EXPORTED.replace("{staff}", desk.staff)).strip()
    address = f"http://127.0.0.1:{desk.group.port + 1}/stream/export/{key}/"

    mine = httpx.get(address, headers={"Cookie": desk.cookie})
    strangers = httpx.get(address)
    colleague = json.loads(desk.group.inside(ANOTHER.replace("Eva", "Ina")))
    colleagues = httpx.get(address, headers={"Cookie": colleague["cookie"]})

    assert (mine.status_code, strangers.status_code, colleagues.status_code) == (200, 404, 404)
    assert mine.headers["content-disposition"].startswith('attachment; filename="makegood-')
    with zipfile.ZipFile(BytesIO(mine.content)) as archive:
        assert archive.testzip() is None
    assert strangers.content == colleagues.content == b""
