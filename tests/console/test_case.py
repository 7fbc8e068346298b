"""The case page: everything one needs for an answer, and every step as a form that works."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from makegood.cases.actions.assigning import hand_to_team
from makegood.cases.actions.facts import set_fact
from makegood.cases.actions.linking import link_cases
from makegood.cases.actions.merging import merge_case
from makegood.cases.actions.noting import note
from makegood.cases.models import Case, Note, Rearrangement, Tag
from makegood.kernel import clock
from makegood.messages.actions.drafting import attach
from makegood.messages.actions.threads import open_thread
from makegood.messages.models import Attachment
from makegood.notify.models import Notice
from makegood.notify.queries import unread
from makegood.promises.actions.watching import break_due
from makegood.promises.models import Promise
from makegood.shops.models import Line, Parcel
from makegood.testing.cast import Cast
from makegood.testing.makers import (
    make_case,
    make_message,
    make_order,
    make_promise,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25


def words(client: Client, case: Case, **headers: str) -> str:
    answer = client.get(f"/cases/{case.number}/", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def part(client: Client, case: Case, name: str) -> str:
    return words(client, case, **{"HX-Request": "true", "HX-Target": name})


def post(client: Client, case: Case, place: str, **form: object) -> str:
    """Post a form of the page and follow it to the next one."""
    answer = client.post(f"/cases/{case.number}/{place}/", form, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_tells_words_person_order_facts_and_promises(desk: Client) -> None:
    order = make_order("W-77")
    Line.objects.create(order=order, position=1, name="Blue mug", quantity=2)
    Parcel.objects.create(order=order, number="RR1", number_key="RR1", carrier="DPD")
    case = make_case(order=order, subject="Broken mug")
    earlier = make_case(subject="Last year's matter")
    make_message(
        case,
        "It came in pieces",
        quoted_text="> Your parcel is on its way",
        signature="Carla & Sons",
    )
    make_promise(case, due_at=clock.now() + timedelta(days=2))
    set_fact(case, "what_happened", "Broken on arrival", "desk")

    page = words(desk, case)

    for expected in [
        "Broken mug",
        "It came in pieces",
        "Your parcel is on its way",
        "Carla &amp; Sons",
        "carla@customer.example",
        "W-77",
        "2 × Blue mug",
        "DPD RR1",
        "2 days left",
        "Broken on arrival",
        "3 still to find out",
        "Last year&#39;s matter",
        f"/cases/{earlier.number}/",
    ]:
        assert expected in page


@pytest.mark.parametrize("name", ["cover", "conversation", "side", "composer"])
def test_each_part_can_be_read_again_alone(desk: Client, name: str) -> None:
    shown = part(desk, make_case(), name)

    assert f'id="{name}"' in shown
    assert "<html" not in shown


def test_a_case_one_may_not_see_looks_absent(desk: Client, people: Cast) -> None:
    case = make_case(team=people.other_team)

    answer = desk.get(f"/cases/{case.number}/")
    changed = desk.post(f"/cases/{case.number}/tags/", {"name": "mine"})

    assert (answer.status_code, changed.status_code) == (404, 404)
    assert case.tags.count() == 0


def test_assigning_shows_the_colleague_and_tells_them(desk: Client, people: Cast) -> None:
    case = make_case()

    page = post(desk, case, "assignment", assignee=people.owner.pk)

    assert "Assigned to Olga Owner" in page
    assert Notice.objects.get().staff == people.owner


def test_a_case_that_a_team_gets_is_told_of_as_the_team_s(desk: Client, people: Cast) -> None:
    case = make_case()

    hand_to_team(case, people.owner, people.team)

    page = desk.get(f"/cases/{case.number}/").content.decode()
    assert "Given to the team Returns" in page
    assert "Assigned to nobody" not in page


def test_who_takes_a_case_is_named_once(desk: Client, people: Cast) -> None:
    case = make_case()

    page = post(desk, case, "assignment", assignee=people.agent.pk)

    assert f"Taken by {people.agent.name}" in page
    assert f"Assigned to {people.agent.name}" not in page
    assert f"· {people.agent.name}" not in page


def test_a_note_stands_in_the_conversation_and_calls_whom_it_names(
    desk: Client, people: Cast
) -> None:
    case = make_case()

    page = post(desk, case, "notes", body="@Olga can you look?")

    assert "@Olga can you look?" in page
    assert Note.objects.get().by == people.agent
    assert Notice.objects.get().kind == Notice.Kind.MENTIONED


def test_closing_while_somebody_waits_asks_for_a_reason(desk: Client) -> None:
    case = make_case()

    refused = desk.post(f"/cases/{case.number}/closure/")

    assert refused.status_code == 422
    assert "The customer wrote last and waits for an answer." in refused.content.decode()
    assert 'name="reason"' in refused.content.decode()
    case.refresh_from_db()
    assert not case.is_closed


def test_closing_with_a_reason_and_reopening(desk: Client) -> None:
    case = make_case()

    assert "Closed: Solved on the phone" in post(
        desk, case, "closure", reason="Solved on the phone"
    )
    assert "Reopened" in post(desk, case, "reopening")


def test_snoozing_leads_back_to_the_inbox_and_out_of_it(desk: Client) -> None:
    case = make_case(subject="Sleepy")

    page = post(desk, case, "snooze", until="tomorrow")

    assert "is put aside" in page
    assert "Sleepy" not in page
    case.refresh_from_db()
    assert case.is_snoozed
    assert "Back to the inbox" in words(desk, case)

    post(desk, case, "waking")

    case.refresh_from_db()
    assert not case.is_snoozed


def test_who_puts_a_case_aside_beyond_a_promise_is_told(desk: Client) -> None:
    case = make_case()
    make_promise(case, kind="call_back", due_at=clock.now() + timedelta(days=2))

    longer = post(desk, case, "snooze", until="week")
    shorter = post(desk, case, "snooze", until="hours")

    assert "It comes back sooner, for what is promised: A call back" in longer
    assert "It comes back sooner" not in shorter


def test_facts_tags_and_the_cover_are_changed_in_place(desk: Client) -> None:
    case, order = make_case(), make_order("W-5")

    post(desk, case, "facts", key="failed_step", value="packing")
    post(desk, case, "tags", name="fragile")
    page = post(
        desk, case, "cover", subject="New words", kind="damaged", order="w-5", language="it"
    )

    for expected in ["Packing", "fragile", "New words", "Damaged", "W-5"]:
        assert expected in page
    case.refresh_from_db()
    assert (case.order, case.kind, case.language) == (order, "damaged", "it")

    post(desk, case, "tags/removal", name="fragile")
    post(desk, case, "facts", key="failed_step", value="")

    assert case.tags.count() == case.facts.count() == 0
    assert Tag.objects.get().name == "fragile"


def test_an_unknown_order_number_is_refused_in_words(desk: Client) -> None:
    case = make_case()

    page = post(desk, case, "cover", order="NOPE-1")

    assert "There is no order NOPE-1." in page
    case.refresh_from_db()
    assert case.order is None


def test_a_colleagues_change_is_not_overwritten(desk: Client, people: Cast) -> None:
    case = make_case()
    post(desk, case, "cover", subject="First", version=case.version)

    page = post(desk, case, "cover", subject="Second", version=case.version)

    assert "A colleague changed this case meanwhile" in page
    case.refresh_from_db()
    assert case.subject == "First"


def test_a_promise_is_made_moved_kept_and_released(desk: Client) -> None:
    case = make_case()
    next_week = (clock.now() + timedelta(days=7)).date().isoformat()

    assert "Money back" in post(desk, case, "promises", kind="money", day=next_week)
    made = Promise.objects.get(kind="money")
    post(desk, case, f"promises/{made.pk}", way="replace", day=next_week, note="Bank holiday")
    moved = Promise.objects.get(kind="money", end="")
    page = post(desk, case, f"promises/{moved.pk}", way="keep", note="Paid on Tuesday")

    made.refresh_from_db()
    moved.refresh_from_db()
    assert (made.end, moved.end) == ("replaced", "kept")
    assert "A promise was renegotiated" in page
    assert "A promise was kept" in page


def test_a_promise_is_not_moved_without_a_reason(desk: Client) -> None:
    promise = make_promise()
    day = (clock.now() + timedelta(days=9)).date().isoformat()

    page = post(desk, promise.case, f"promises/{promise.pk}", way="replace", day=day, note="")

    assert "Say why the date changes." in page
    promise.refresh_from_db()
    assert promise.end == ""


@pytest.mark.parametrize("into", ["77", "#99999999999999999999", "of Otto's team"])
def test_a_case_that_is_not_there_cannot_be_joined_into(
    desk: Client, people: Cast, into: str
) -> None:
    case, hidden = make_case(), make_case(team=people.other_team)

    page = post(desk, case, "merger", into=str(hidden.number) if "team" in into else into)

    assert "There is no case of this number." in page
    assert f"<title>#{case.number}" in page or f"#{case.number}" in page
    case.refresh_from_db()
    assert case.merged_into is None


def test_merging_leads_to_the_case_that_stays(desk: Client) -> None:
    case, into = make_case(subject="Twice"), make_case(subject="Once")

    page = post(desk, case, "merger", into=f"#{into.number}")

    assert "The two cases are one now." in page
    assert f"#{into.number}" in page
    assert desk.get(f"/cases/{case.number}/")["Location"] == f"/cases/{into.number}/"


def test_the_customers_link_is_revoked_and_renewed(desk: Client) -> None:
    case = make_case()

    assert "leads nowhere now" in post(desk, case, "link", way="revoke")
    assert case.links.filter(revoked_at=None).count() == 0
    assert "There is a new link" in post(desk, case, "link", way="new")
    assert case.links.filter(revoked_at=None).count() == 1


def test_a_long_conversation_folds_what_is_old(desk: Client) -> None:
    case = make_case()
    for number in range(9):
        make_message(case, f"Word {number}", at=clock.now() + timedelta(minutes=number))

    page = words(desk, case)

    folded, shown = page.split("</details>", 1)[0], page
    assert "5 earlier entries" in page
    assert shown.index("Word 4") < shown.index("Word 5")
    assert "Word 0" in folded or "Word 0" in page.split('class="earlier"')[1]


def test_strangers_words_are_only_words(desk: Client) -> None:
    case = make_case(subject="<script>alert(1)</script>")
    make_message(case, "<img src=x onerror=alert(1)>", from_name="<b>Bob</b>")

    page = words(desk, case)

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<b>Bob" not in page


def test_a_letter_is_shown_in_a_frame_that_can_run_nothing(desk: Client) -> None:
    case = make_case()
    message = make_message(
        case, html='<p>Hello</p><img data-remote-src="https://spy.example/p.png">'
    )
    address = f"/cases/{case.number}/messages/{message.pk}/letter/"

    blocked, asked = desk.get(address), desk.get(f"{address}?pictures=1")

    assert "sandbox allow-popups" in blocked["Content-Security-Policy"]
    assert "img-src data:;" in blocked["Content-Security-Policy"]
    assert ' src="https://spy.example' not in blocked.content.decode()
    assert "Load them" in blocked.content.decode()
    assert ' src="https://spy.example/p.png"' in asked.content.decode()
    assert f'src="{address}"' in words(desk, case)


def test_a_letter_of_another_case_is_not_shown(desk: Client) -> None:
    message = make_message(make_case(), html="<p>Hello</p>")
    other = make_case()

    answer = desk.get(f"/cases/{other.number}/messages/{message.pk}/letter/")

    assert answer.status_code == 404


def test_a_long_case_costs_as_many_queries_as_a_short_one(desk: Client) -> None:
    counts = []
    case = make_case(order=make_order())
    for more in (1, 2, 20):
        for _ in range(more):
            make_message(case)
            make_promise(case)
            post(desk, case, "notes", body="Remember")
        with CaptureQueriesContext(connection) as queries:
            words(desk, case)
        counts.append(len(queries))

    assert len(set(counts)) == 1, counts
    assert counts[0] <= MOST_QUERIES, counts


def test_linked_cases_are_shown_on_both_sides_with_the_reason(desk: Client, people: Cast) -> None:
    case, other = make_case(), make_case(subject="A broken lamp")
    secret = make_case(subject="Secret", team=people.other_team)
    link_cases(case, other, "other_order")
    link_cases(secret, case, "split")

    here = words(desk, case)
    there = words(desk, other)

    assert f"#{other.number} A broken lamp" in here
    assert "this is about another order" in here
    assert f"Linked with case #{other.number}" in here
    assert f"#{case.number} {case.subject}" in there
    assert "began here, about another order" in there
    assert "Secret" not in here


def test_a_promise_broke_when_it_fell_due_however_late_the_desk_noticed(desk: Client) -> None:
    case, now = make_case(), clock.now()
    with clock.frozen(now - timedelta(hours=20)):
        make_promise(case, due_at=now - timedelta(hours=12))
    with clock.frozen(now - timedelta(hours=7)):
        break_due()

    page = words(desk, case)

    assert "12 hours late" in page
    told = page.partition("A promise broke")[2][:400]
    assert "12 hours ago" in told
    assert "7 hours ago" not in page


def test_joining_is_undone_above_the_conversation(desk: Client) -> None:
    case, into = make_case(subject="Lamp"), make_case(subject="Lamp again")
    make_message(case, "Where is my lamp?")
    link_cases(case, into, "split")

    offered = words(desk, case)
    joined = post(desk, case, "merger", into=str(into.number))
    row = Rearrangement.objects.get()
    undone = post(desk, into, f"rearrangements/{row.pk}")

    assert f"Join into #{into.number}" in offered
    assert f"Case #{case.number} joined this one" in joined
    assert "Where is my lamp?" in joined
    assert "Undone. Everything is where it was." in undone
    assert "<h1>Lamp again</h1>" in undone
    assert f"Undone: this case and #{case.number} are two cases again" in undone
    history = words(desk, case)
    assert f"Joined case #{into.number}" in history
    assert f"Undone: this case and #{into.number} are two cases again" in history
    assert [m.text for m in case.messages.all()] == ["Where is my lamp?"]
    assert "Where is my lamp?" not in words(desk, into)


def test_messages_are_chosen_and_split_off_and_brought_back(desk: Client) -> None:
    case = make_case(subject="Lamp")
    make_message(case, "Where is my lamp?")
    mug = make_message(case, "And the mug is broken")

    chosen = desk.get(f"/cases/{case.number}/splitting/?message={mug.pk}").content.decode()
    split = post(desk, case, "splitting", message=str(mug.pk))
    there = words(desk, case)
    row = Rearrangement.objects.get()
    back = post(desk, case, f"rearrangements/{row.pk}")

    assert f'value="{mug.pk}" data-walk checked' in chosen
    assert "And the mug is broken" in split
    assert f"#{case.number}" in split
    assert f"Messages were split off into case #{row.other.number}" in there
    assert "And the mug is broken" not in there
    assert "And the mug is broken" in back
    assert f"/cases/{row.other.number}/" not in back


def test_undoing_a_split_from_the_new_case_leads_to_where_it_came_from(desk: Client) -> None:
    case = make_case(subject="Lamp")
    make_message(case, "Where is my lamp?")
    mug = make_message(case, "And the mug is broken", subject="Mug")
    post(desk, case, "splitting", message=str(mug.pk))
    row = Rearrangement.objects.get()

    back = post(desk, row.other, f"rearrangements/{row.pk}")

    assert "<h1>Lamp</h1>" in back
    assert f"Undone: what was split off into case #{row.other.number} is back" in back


def test_only_what_a_person_said_is_offered_for_splitting(desk: Client) -> None:
    case = make_case()
    make_message(case, "Where is my lamp?")
    automatic = make_message(case, "We have it.", direction="out", purpose="acknowledgement")

    one = desk.get(f"/cases/{case.number}/splitting/").content.decode()
    make_message(case, "And the mug?")
    two = desk.get(f"/cases/{case.number}/splitting/").content.decode()

    assert "Only one message" in one
    assert "Nothing said yet" not in one
    assert (two.count('name="message"'), str(automatic.pk) in two) == (2, False)


def test_a_message_that_is_only_a_photo_is_told_by_it_and_split_off(desk: Client) -> None:
    case = make_case()
    photo = make_message(case, "")
    facts = {"type": "image/jpeg", "size": 9, "sha256": "0" * 64}
    Attachment.objects.create(message=photo, name="mug.jpg", **facts)

    alone = desk.get(f"/cases/{case.number}/splitting/").content.decode()
    make_message(case, "Where is my lamp?")
    chosen = desk.get(f"/cases/{case.number}/splitting/?message={photo.pk}").content.decode()
    split = post(desk, case, "splitting", message=str(photo.pk))

    assert "There is nothing to split." not in alone
    assert "Only one message" in alone
    assert f'value="{photo.pk}" data-walk checked' in chosen
    assert "mug.jpg" in chosen
    assert "mug.jpg" in split


def test_a_file_only_called_a_picture_stands_among_the_files(desk: Client) -> None:
    case = make_case()
    heard = make_message(case, "See the photo.")
    heard.attachments.add(attach(None, "passwd.png", "image/png", b"root:x:0:0"))

    page = desk.get(f"/cases/{case.number}/").content.decode()

    file = heard.attachments.get()
    assert f'class="chip" href="/files/{file.pk}/" download' in page
    assert f"/files/{file.pk}/small/" not in page


def test_splitting_everything_is_refused_in_words(desk: Client) -> None:
    case = make_case()
    message = make_message(case)

    page = post(desk, case, "splitting", message=str(message.pk))

    assert "Leave at least one message in it." in page
    assert case.messages.count() == 1


def test_conversations_with_others_are_offered_before_anything_was_said(
    desk: Client, people: Cast
) -> None:
    case = make_case()
    maker = open_thread(case, people.agent, "supplier", "Lamp Makers", "claims@maker.example")
    dpd = open_thread(case, people.agent, "carrier", "DPD", "claims@dpd.example")
    make_message(case, "It is lost.", thread=dpd)

    page = desk.get(f"/cases/{case.number}/").content.decode()
    maker_page = desk.get(f"/cases/{case.number}/?with={maker.pk}").content.decode()

    tabs = [
        f'class="composer-tab" href="/cases/{case.number}/?with={one.pk}#composer"'
        for one in (maker, dpd)
    ]
    assert [page.count(tab) for tab in tabs] == [1, 1]
    assert [maker_page.count(tab) for tab in tabs] == [0, 1]  # it stands there as the one written


def test_opening_a_case_reads_what_one_was_told_of_it(desk: Client, people: Cast) -> None:
    case, other = make_case(), make_case()
    for one in (case, other):
        note(one, people.owner, "@Ana please look")
    note(case, people.agent, "@Olga done")
    counted = 'class="rail-count rail-count-hot">1<'

    part(desk, case, "cover")
    unread_before = set(unread(people.agent).values_list("case", flat=True))
    page = words(desk, case, Accept="text/html")
    again = words(desk, case, Accept="text/html")

    assert unread_before == {case.pk, other.pk}
    assert list(unread(people.agent).values_list("case", flat=True)) == [other.pk]
    assert list(unread(people.owner).values_list("case", flat=True)) == [case.pk]
    assert counted in page
    assert counted in again


def test_opening_a_case_reads_what_one_was_told_of_those_joined_into_it(
    desk: Client, people: Cast
) -> None:
    case, into = make_case(), make_case()
    note(case, people.owner, "@Ana please look")
    merge_case(case, into, people.owner)

    words(desk, into)

    assert not unread(people.agent).exists()
