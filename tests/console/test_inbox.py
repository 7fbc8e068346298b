"""The inbox: what is most at risk stands first, and the page costs the same however much there is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from makegood.cases.actions.tagging import tag
from makegood.cases.models import SavedView, Tag
from makegood.kernel import clock
from makegood.testing.cast import Cast
from makegood.testing.makers import MONDAY, make_case, make_message, make_order, make_promise

pytestmark = pytest.mark.django_db
MOST_QUERIES = 20


def words(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_promise_most_at_risk_stands_first(desk: Client) -> None:
    with clock.frozen(MONDAY):  # not just before midnight, when what is due soon is due tomorrow
        for subject, due_in in [("Later", 80), ("Soon", 0.5), ("Too late", -3)]:
            make_promise(make_case(subject=subject), due_at=clock.now() + timedelta(hours=due_in))
        make_case(subject="Free")

        page = words(desk, "/")

    order = [
        "Broken –",
        "Too late",
        "Due within the hour",
        "Soon",
        "Due later",
        "Later",
        "Nothing due",
        "Free",
    ]
    list_of_cases = page[page.index('id="queue"') :]
    places = [list_of_cases.index(f">{subject}") for subject in order]
    assert places == sorted(places)


def test_a_row_tells_person_order_last_words_turn_and_time_left(desk: Client) -> None:
    case = make_case(subject="Broken cup", preview="The handle is off", order=make_order("W-77"))
    make_promise(case, due_at=clock.now() + timedelta(hours=3, minutes=5))

    page = words(desk, "/")

    for expected in [
        "Carla Customer",
        "W-77",
        "The handle is off",
        "Our turn",
        "3 hours left",
        f"#{case.number}",
    ]:
        assert expected in page


def test_an_empty_inbox_says_what_to_do(desk: Client) -> None:
    assert "Nobody is waiting" in words(desk, "/")


def test_a_view_that_fits_nothing_says_so(desk: Client) -> None:
    make_case()

    page = words(desk, "/?q=kind:late")

    assert "No case fits" in page
    assert "Where is my parcel?" not in page


def test_views_and_filters_narrow_the_list(desk: Client, people: Cast) -> None:
    mine = make_case(subject="Mine to do", assignee=people.agent)
    tag(mine, people.agent, "vip")
    make_case(subject="Somebody else's", assignee=people.owner)

    for address in ["/?q=assignee:me", "/?q=tag:vip", "/?q=assignee:ana"]:
        page = words(desk, address)
        assert "Mine to do" in page
        assert "Somebody else&#39;s" not in page


def test_another_teams_case_is_not_in_the_list(desk: Client, people: Cast) -> None:
    make_case(subject="Repairs only", team=people.other_team)

    assert "Repairs only" not in words(desk, "/")


def test_the_next_page_goes_on_where_the_first_ended(desk: Client) -> None:
    for number in range(52):
        make_case(subject=f"Matter {number:02}")

    first = words(desk, "/")
    address = first.split('class="more"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    rest = words(desk, address, **{"HX-Request": "true"})

    assert first.count('class="case-row ') == 50
    assert rest.count('class="case-row ') == 2
    assert "<html" not in rest
    assert 'class="lane' not in rest


def test_a_page_that_reads_itself_again_gets_the_list_alone(desk: Client) -> None:
    make_case(subject="Fresh")

    part = words(desk, "/", **{"HX-Request": "true"})

    assert part.strip().startswith('<div id="queue"')
    assert "Fresh" in part


def test_an_open_page_reads_its_rows_and_its_views_anew_in_one_request(desk: Client) -> None:
    make_case(subject="Broken cup")
    make_case(subject="Lost cup")

    part = words(desk, "/?q=&part=news&shown=50", **{"HX-Request": "true"})

    rows, views = part.split('<nav class="queue-views"')
    assert rows.count("data-number=") == 2
    assert place(views, "All open") == "2"
    assert "<h1" not in part


def test_a_saved_view_is_offered_with_its_count_until_it_is_removed(
    desk: Client, people: Cast
) -> None:
    make_case(kind="late", assignee=people.agent)
    saved = desk.post("/views/", {"name": "My late ones", "q": "assignee:me kind:late"})
    view = SavedView.objects.get()

    assert saved["Location"] == "/?q=assignee%3Ame+kind%3Alate"
    assert view.staff == people.agent
    assert place(words(desk, "/?q="), "My late ones") == "1"

    renamed = desk.post(f"/views/{view.pk}/renaming/", {"name": "Late"})
    assert renamed["Location"] == saved["Location"]
    assert place(words(desk, "/?q="), "Late") == "1"
    desk.post(f"/views/{view.pk}/removal/")
    assert ">Late<" not in words(desk, "/?q=").split("queue-main")[0]


def place(page: str, name: str) -> str:
    """The count beside a view."""
    return page.split(f">{name}</span>")[1].split(">")[1].split("<")[0]


def test_a_view_whose_tag_is_gone_says_so_and_still_opens(desk: Client, people: Cast) -> None:
    tag(make_case(subject="Cup"), people.agent, "vip")
    desk.post("/views/", {"name": "Important", "q": "tag:vip"})
    assert "Cup" in words(desk, "/?q=tag:vip")

    Tag.objects.all().delete()

    page = words(desk, "/?q=tag:vip")
    assert "There is no tag “vip” (any more)" in page
    assert "No case fits" in page


def test_what_is_not_understood_is_told_and_nothing_is_shown(desk: Client) -> None:
    make_case(subject="Broken cup", kind="late")

    page = words(desk, "/?q=kind:late+supplyer:acme")

    assert "Did you mean “supplier:”?" in page
    assert "Broken cup" not in page
    assert "supplyer:acme" in page


def test_each_part_of_the_query_is_a_chip_that_takes_it_out(desk: Client) -> None:
    page = words(desk, "/?q=kind:late+-tag:vip+due:<2d+cup")

    chips = page.split('class="filters')[1].split("<details")[0]
    assert [label.split("</bdi>")[0] for label in chips.split('<bdi class="clip">')[1:]] == [
        "Kind: Late parcel",
        "Tag: not vip",
        "Due: less than 2 d",
        "“cup”",
    ]
    assert 'href="/?q=kind%3Alate+due%3A%3C2d+cup"' in chips


def test_the_filters_menus_write_the_query(desk: Client) -> None:
    answer = desk.get("/", {"q": "kind:late cup", "add": ["kind:lost", "lang:it", "", ""]})
    emptied = desk.get("/", {"q": "kind:late cup", "add": ["", ""]})

    assert answer["Location"] == "/?q=cup+kind%3Alost+lang%3Ait"
    assert emptied["Location"] == "/?q=cup"


def test_old_addresses_lead_to_the_query_they_meant(desk: Client) -> None:
    assert desk.get("/?view=mine&kind=late")["Location"] == "/?q=assignee%3Ame+kind%3Alate"
    assert desk.get("/?view=nonsense")["Location"] == "/?q="


def test_looks_are_kept_and_the_inbox_begins_as_asked(desk: Client, people: Cast) -> None:
    make_case(subject="Not mine", kind="late", preview="The handle is off")
    make_case(subject="Mine", assignee=people.agent)

    desk.post("/looks/", {"q": "kind:late", "density": "compact", "shown": ["order"]})
    page = words(desk, "/?q=")
    assert "queue-compact" in page
    assert "The handle is off" not in page
    assert "Late parcel" not in page.split('id="queue"')[1]

    desk.post("/looks/", {"q": "assignee:me", "opens": "here"})
    assert "Not mine" not in words(desk, "/")
    assert "Not mine" in words(desk, "/?q=")


def test_cases_are_shown_by_order_with_a_way_to_all_of_them(desk: Client) -> None:
    order = make_order("W-77")
    for number in range(4):
        make_case(subject=f"Matter {number}", order=order)
    make_case(subject="Apart")

    page = words(desk, "/?q=&group=order")

    assert page.count('class="case-row ') == 4
    assert 'href="/?q=order%3A%3DW77"' in page
    assert words(desk, "/?q=order:=W77").count('class="case-row ') == 4


def test_a_shared_view_is_for_those_who_lead_to_make(desk: Client) -> None:
    refused = desk.post("/views/", {"name": "All", "q": "assignee:me", "shared": "on"})

    assert refused.status_code == 403
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}])
def test_fifty_rows_cost_as_many_queries_as_one(desk: Client, htmx: dict[str, str]) -> None:
    counts = []
    for rows in (1, 2, 47):
        for _ in range(rows):
            case = make_case(order=None)
            make_message(case)
            make_promise(case)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            words(desk, "/", **htmx)
        counts.append(len(queries))

    assert len(set(counts)) == 1, counts
    assert counts[0] <= MOST_QUERIES


def test_who_is_not_signed_in_is_asked_to(client: Client, db: None) -> None:
    answer = client.get("/?view=mine")

    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/%3Fview%3Dmine")
