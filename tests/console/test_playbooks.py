"""The playbook on the case page, and its pages in the settings."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from markupsafe import escape

from makegood.console.views.settings.playbooks import place_of, rearranged
from makegood.messages.actions.threads import open_thread
from makegood.messages.models import Draft
from makegood.people.models import Staff
from makegood.playbooks.actions.writing import make_playbook, write_playbook
from makegood.playbooks.models import Attempt, Guide, Playbook, Tick
from makegood.playbooks.queries import plan_of
from makegood.playbooks.ready import ready_stages
from makegood.playbooks.rules import Stage, Step
from makegood.shops.models import Line
from makegood.testing.cast import Cast
from makegood.testing.makers import make_case, make_order, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(db: None) -> Playbook:
    return make_playbook(make_shop(), "where_is_it", "en")


def test_a_step_is_ticked_and_unticked_on_the_case(desk: Client, book: Playbook) -> None:
    case = make_case(kind="where_is_it")
    page = f"/cases/{case.number}/"

    ticked = desk.post(f"{page}steps/", {"tick": "ask_order"}, follow=True)
    unticked = desk.post(f"{page}steps/", {"untick": "ask_order"}, follow=True)

    assert re.search(r'id="tick-ask_order"[^>]*aria-pressed="true"', ticked.content.decode())
    assert "Done: Which order" in ticked.content.decode()
    assert re.search(r'id="tick-ask_order"[^>]*aria-pressed="false"', unticked.content.decode())


def test_p_ticks_the_next_step(desk: Client, book: Playbook) -> None:
    case = make_case(kind="where_is_it")
    keyed = re.compile(r'id="tick-(\w+)"[^>]*data-key="p"')
    before = desk.get(f"/cases/{case.number}/").content.decode()

    after = desk.post(f"/cases/{case.number}/steps/", {"tick": "ask_order"}, follow=True)

    assert keyed.findall(before) == ["ask_order"]
    assert keyed.findall(after.content.decode()) == ["check_tracking"]


def test_the_words_go_into_the_draft_with_the_cases_facts(desk: Client, book: Playbook) -> None:
    case = make_case(kind="where_is_it", order=make_order("W-1001"))
    address = f"/cases/{case.number}/draft/script/"

    desk.post(address, {"step": "say_where", "body": "Dear all,", "version": "0"})
    desk.post(address, {"step": "say_if_late"})

    body = Draft.objects.get().body
    assert body.startswith(
        "Dear all,\n\nHello Carla, your order W-1001 is with {{ parcel.carrier }}"
    )
    assert "If it is not there by the day" in body


def test_words_for_the_customer_are_not_mixed_with_those_for_a_supplier(
    desk: Client, people: Cast, book: Playbook
) -> None:
    case = make_case(kind="where_is_it")
    thread = open_thread(case, people.agent, "carrier", "DPD", "claims@dpd.example")
    form = {"step": "say_if_late", "thread": str(thread.pk), "body": "Dear DPD", "version": "7"}

    asked = desk.post(f"/cases/{case.number}/draft/script/", form, headers={"HX-Request": "true"})

    draft = Draft.objects.get(body__contains="If it is not there by the day")
    assert (draft.thread, "Dear DPD" in draft.body) == (None, False)
    assert asked.headers["HX-Redirect"] == f"/cases/{case.number}/#composer"


def test_a_colleague_reads_what_to_do_in_their_own_language_and_says_it_in_the_customers(
    desk: Client, people: Cast
) -> None:
    Staff.objects.filter(pk=people.agent.pk).update(language="lt")
    make_playbook(make_shop(), "where_is_it", "it")
    case = make_case(kind="where_is_it", language="it")

    page = desk.get(f"/cases/{case.number}/").content.decode()

    its, own = ready_stages("where_is_it", "it"), ready_stages("where_is_it", "lt")
    for stage, own_stage in zip(its, own, strict=True):
        assert f'<span lang="lt">{own_stage.name}</span>' in page
        for step, own_step in zip(stage.steps, own_stage.steps, strict=True):
            assert escape(own_step.title) in page
            is_for_colleagues = step.sort != "ask"
            assert (escape(step.title) not in page) is is_for_colleagues
    assert "il numero del pacco è" in page


def test_what_the_customer_says_is_kept(desk: Client, book: Playbook) -> None:
    case = make_case(kind="where_is_it")

    page = f"/cases/{case.number}/steps/"
    desk.post(page, {"ask": "ask_order", "answer": "W-99"})

    assert case.facts.get().value == "W-99"
    assert Tick.objects.get().step == "ask_order"


def test_an_owner_edits_a_playbook_step_by_step(client: Client, people: Cast) -> None:
    book = make_playbook(make_shop(), "late", "en")
    write_playbook(book, None, (Stage("Hello", (Step("a", "ask", "Why?"),)),))
    client.force_login(people.owner)
    page = reverse("console:playbook", args=[book.pk])
    form = {
        "number": "2",
        "stage-0": "Hello",
        "key-0-0": "a",
        "sort-0-0": "ask",
        "title-0-0": "Why?",
        "text-0-0": "",
        "fact-0-0": "what_happened",
    }

    longer = client.post(page, form | {"do": "step:0"})
    more = {
        "key-0-1": "",
        "sort-0-1": "say",
        "title-0-1": "Greet",
        "text-0-1": "Hello {{ customer.first_name }}",
        "fact-0-1": "",
    }
    shown = client.post(page, form | more | {"do": "preview"})
    swapped = client.post(page, form | more | {"do": "up:0:1"}).content.decode()
    promise = {"promise-0": "money", "days-0": "5"}
    half = client.post(page, form | more | {"promise-0": "money", "do": "save"})
    told = client.post(page, form | more | promise | {"do": "preview"}).content.decode()
    moved = client.post(page, form | more | promise | {"do": "up:0:1"}).content.decode()
    saved = client.post(page, form | more | promise | {"do": "save"})

    # A text area, for an input would cut a long one.
    assert re.search(r'<textarea [^>]*name="title-0-1" rows="1"', longer.content.decode())
    assert "Hello Anna" in shown.content.decode()
    assert swapped.index("Greet") < swapped.index("Why?")
    assert saved.status_code == 302
    assert book.versions.get(is_newest=True).read == (
        Stage(
            "Hello",
            (
                Step("a", "ask", "Why?", fact="what_happened"),
                Step("say_1", "say", "Greet", "Hello {{ customer.first_name }}"),
            ),
            "money",
            5,
        ),
    )
    assert half.status_code == 422
    assert "promises within 5 working days: Money back" in told
    assert re.search(r'name="days-0"[^>]*value="5"', moved)


@pytest.mark.parametrize(
    ("order", "on"),
    [
        ("stage", "stage-2"),
        ("step:0", "title-0-3"),
        ("up:0:2", "up:0:1"),
        ("up:0:1", "down:0:0"),
        ("down:0:0", "down:0:1"),
        ("down:0:1", "up:0:2"),
        ("remove:0:1", "title-0-1"),
        ("remove:0:2", "title-0-1"),
        ("remove:1:0", "step:1"),
        ("remove:1", "stage-0"),
        ("remove:0", "stage-0"),
        ("up:9:1", ""),
        ("nonsense:x", ""),
    ],
)
def test_after_each_order_one_goes_on_where_one_was(order: str, on: str) -> None:
    steps = tuple(Step(key, "ask", key) for key in "abc")
    words = order.split(":")

    after = rearranged([Stage("Hello", steps), Stage("Bye", steps[:1])], words)

    assert place_of(words, after) == on


def test_what_was_written_is_not_lost_when_it_is_refused(client: Client, people: Cast) -> None:
    book = make_playbook(make_shop(), "late", "en")
    client.force_login(people.owner)

    form = {"number": "1", "stage-0": "", "sort-0-0": "ask", "title-0-0": "Why ever not?"}
    refused = client.post(reverse("console:playbook", args=[book.pk]), form | {"do": "save"})

    assert refused.status_code == 422
    assert "Why ever not?" in refused.content.decode()
    assert "Give every stage a name." in refused.content.decode()
    assert book.versions.count() == 1


def test_an_earlier_version_is_read_and_can_be_saved_again(client: Client, people: Cast) -> None:
    book = make_playbook(make_shop(), "late", "en")
    write_playbook(book, people.owner, (Stage("Ours", (Step("a", "ask", "Why?"),)),))
    client.force_login(people.owner)
    page = reverse("console:playbook", args=[book.pk])

    assert (
        "Is there a day by which you need it?" in client.get(page + "?version=1").content.decode()
    )
    assert "Is there a day by which" not in client.get(page).content.decode()
    assert client.get(page + "?version=9").status_code == 404


def test_a_guide_is_written_tried_out_and_used_on_a_case(client: Client, people: Cast) -> None:
    order = make_order()
    Line.objects.create(order=order, position=1, name="Desk lamp")
    case = make_case(order=order)
    client.force_login(people.owner)
    form = {
        "name": "Lamps",
        "language": "en",
        "match": "lamp",
        "text": "? Does it glow?\r\n- No\r\n  = Plug it in.",
    }

    tried = client.post("/settings/guides/new/", form | {"do": "preview"})
    client.post("/settings/guides/new/", form)
    page = client.get(f"/cases/{case.number}/").content.decode()
    told = {"guide": str(Guide.objects.get().pk), "advice": "Plug it in.", "solved": "yes"}
    after = client.post(f"/cases/{case.number}/attempts/", told, follow=True).content.decode()

    assert "Plug it in." in tried.content.decode()
    assert "Does it glow?" in page
    assert Attempt.objects.get().solved is True
    assert "Lamps helped: Plug it in." in after
    assert "helped 1 of 1 times" in client.get("/settings/playbooks/").content.decode()


def test_a_kind_without_a_playbook_can_be_given_one(client: Client, people: Cast) -> None:
    make_shop()
    client.force_login(people.owner)

    client.post("/settings/playbooks/making/", {"kind": "billing", "language": "en"})

    assert plan_of(make_case(kind="billing")) is not None
    client.post("/settings/playbooks/making/", {"kind": "nonsense", "language": "en"})
    assert Playbook.objects.count() == 1
