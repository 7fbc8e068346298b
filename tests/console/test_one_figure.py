"""A figure on one screen is the same on all: lanes, views, rows, groups, the bulk page and the API tell of as many cases."""

import re
from urllib.parse import quote

import pytest
from django.http import QueryDict
from django.test import Client
from markupsafe import escape
from tests.cases.desk_of_all_sorts import furnish

from makegood.api import keys
from makegood.bulk.actions.starting import MOST_CASES
from makegood.cases.actions.views import save_view
from makegood.cases.models import Case
from makegood.cases.queries import EXACTLY_TO, counted_to
from makegood.cases.rules.asking import read_query
from makegood.console.choosing import chosen
from makegood.console.views.inbox import counted
from makegood.kernel import clock
from makegood.people.actions.keys import SCOPES, make_api_key
from makegood.testing.cast import Cast
from makegood.testing.makers import MONDAY, make_case

QUESTIONS = (
    "",
    "assignee:me",
    "assignee:none",
    "team:mine",
    "state:snoozed",
    "state:closed",
    "state:any",
    "kind:late,lost",
    "-kind:damaged turn:us",
    "due:<2d",
    "due:none",
    "broken:yes",
    "-tag:vip",
    'tag:"late one",GLASS',
    "customer:none",
    "order:W-1",
    "supplier:acme -lang:en",
    "opened:>1w channel:email",
    "parcel",
    "glass -refund",
)
UNCOUNTED = "…"


def read(desk: Client, address: str) -> str:
    answer = desk.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def told_by_inbox(desk: Client, text: str) -> dict[str, int]:
    """What one reads off the inbox: its rows, its headings together, the view of that query."""
    page = read(desk, f"/?q={quote(text)}&shown=200")
    rows = re.findall(r'<a class="case-row-link" href="/cases/(\d+)/"', page)
    headings = re.findall(r'<h2 class="lane lane-\w+">[^<]*<span class="tab-count">(\d+)<', page)
    said = {"rows": len(set(rows)), "view": int(count_beside(page, text or "Everything"))}
    return said | ({"lanes": sum(map(int, headings))} if headings else {})


def count_beside(page: str, name: str) -> str:
    """The figure beside a saved view, as one reads it."""
    views = page.split('id="queue-views"')[1].split("</nav>")[0]
    place = next(one for one in views.split("<li>") if f">{escape(name)}</span>" in one)
    return re.sub(r"<[^>]+>", "", place.split("tab-count")[1].split(">", 1)[1].split("</a>")[0])


def told_by_groups(desk: Client, text: str) -> int:
    """The cases of all orders, and of none: each stands in one group."""
    page = read(desk, f"/?q={quote(text)}&group=order")
    total = sum(map(int, re.findall(r'</bdi><span class="tab-count">(\d+)<', page)))
    while more := re.search(r'hx-get="([^"]*after=[^"]*)"', page):
        page = desk.get(more[1].replace("&amp;", "&"), headers={"HX-Request": "true"})
        page = page.content.decode()
        total += sum(map(int, re.findall(r'</bdi><span class="tab-count">(\d+)<', page)))
    return total


def told_by_bulk(desk: Client, text: str) -> int:
    found = re.search(r"(\d+) cases?\b", read(desk, f"/bulk/new/?q={quote(text)}"))
    assert found
    return int(found[1])


def told_by_program(key: str, text: str) -> tuple[int, int]:
    keys._buckets.clear()
    headers = {"Authorization": f"Bearer {key}"}
    count = Client().get("/api/v1/cases/count", {"q": text}, headers=headers).json()["count"]
    page = Client().get("/api/v1/cases", {"q": text, "limit": 200}, headers=headers).json()
    assert page["next"] is None
    return count, len(page["items"])


@pytest.mark.thorough
@pytest.mark.django_db
def test_a_figure_on_one_screen_is_the_same_on_all(desk: Client, people: Cast) -> None:
    with clock.frozen(MONDAY):
        furnish(people, seed=4, count=40)
        key = make_api_key(people.agent, "Counting", list(SCOPES))[1]
        for text in QUESTIONS:
            save_view(people.agent, text or "Everything", text)
    found = []
    for text in QUESTIONS:
        with clock.frozen(MONDAY):
            said = told_by_inbox(desk, text) | {
                "groups": told_by_groups(desk, text),
                "bulk": told_by_bulk(desk, text),
            }
            said["count of a program"], said["list of a program"] = told_by_program(key, text)
        assert len(set(said.values())) == 1, (text, said)
        found.append(said["rows"])
    assert sum(1 for figure in found if 0 < figure < max(found)) > 10, found


@pytest.mark.django_db
def test_of_more_views_than_are_counted_the_others_say_so_and_the_open_one_is_exact(
    desk: Client, people: Cast
) -> None:
    make_case(subject="Cup")
    for number in range(30):
        save_view(people.agent, f"View {number:02}", f"-tag:t{number}")

    elsewhere = read(desk, "/?q=")
    assert count_beside(elsewhere, "View 19") == "1"
    assert count_beside(elsewhere, "View 29").startswith(UNCOUNTED)
    assert "counted once you open it" in count_beside(elsewhere, "View 29")

    there = read(desk, "/?q=" + quote("-tag:t29"))
    assert count_beside(there, "View 29") == "1"


@pytest.mark.django_db
def test_the_list_one_looks_at_is_counted_exactly_however_long(desk: Client, people: Cast) -> None:
    first = make_case(subject="Cup", kind="lost", assignee=people.agent)
    many = [_copy(first, 20_000 + number) for number in range(1_234)]
    Case.objects.bulk_create(many)
    save_view(people.agent, "Lost", "kind:lost")
    save_view(people.agent, "Mine and lost", "assignee:me kind:lost")
    key = make_api_key(people.agent, "Counting", list(SCOPES))[1]

    elsewhere = read(desk, "/?q=")
    assert count_beside(elsewhere, "All open") == "1,235"
    assert {count_beside(elsewhere, name) for name in ("Mine", "Lost")} == {"1,235"}
    assert count_beside(read(desk, "/?q=" + quote("kind:lost")), "Lost") == "1,235"
    unnamed = read(desk, "/?q=" + quote("kind:lost lang:en"))
    assert count_beside(unnamed, "Filtered") == "1,235"
    assert "Filtered" not in elsewhere
    assert "1,235 cases" in read(desk, "/bulk/new/?q=" + quote("kind:lost lang:en"))
    headers = {"Authorization": f"Bearer {key}"}
    told = Client().get("/api/v1/cases/count", {"q": "kind:lost lang:en"}, headers=headers)
    assert told.json()["count"] == 1_235


def test_what_is_not_counted_to_its_end_says_so() -> None:
    assert (counted(12_104), counted(99), counted(None)) == ("12,104", "99", None)
    assert (counted(10_000, EXACTLY_TO), counted(9_999, EXACTLY_TO)) == ("9,999+", "9,999")
    assert counted_to(read_query("lang:it")) is None
    assert counted_to(read_query("lang:it state:closed")) == EXACTLY_TO


@pytest.mark.django_db
def test_what_the_inbox_counts_to_its_end_the_bulk_page_does_too(people: Cast) -> None:
    make_case(subject="Cup")

    of_open, of_all = (chosen(people.owner, QueryDict(q)) for q in ("q=cup", "q=state:any"))

    assert (of_open.counted_to, of_all.counted_to) == (None, MOST_CASES)
    assert (of_open.count, of_all.count) == (0, 1)
    assert chosen(people.owner, QueryDict("q=")).count == 1


def _copy(case: Case, number: int) -> Case:
    same = ("shop_id", "subject", "kind", "assignee_id", "language", "channel", "opened_at")
    return Case(number=number, changed_at=case.changed_at, **{n: getattr(case, n) for n in same})
