"""Drafts, prepared answers, accounts and the doors to them."""

import pytest

from makegood.kernel.errors import BadInput, Conflict, NotFound
from makegood.messages import access
from makegood.messages.actions.accounts import (
    change_account,
    connect_mailbox,
    disconnect,
    post_office,
    sending_account,
)
from makegood.messages.actions.drafting import attach, discard_draft, draft_for, save_draft
from makegood.messages.actions.mailing_ourselves import answer_as_customer
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.actions.sending import send_reply
from makegood.messages.actions.templating import facts_of, save_template
from makegood.messages.models import Attachment, Draft, Template
from makegood.messages.rules import fill_template
from makegood.people.models import Team
from makegood.shops.actions.opening import open_shop
from makegood.shops.models import Parcel
from makegood.testing.cast import cast, make_staff
from makegood.testing.makers import make_case, make_message, make_order, make_shop

pytestmark = pytest.mark.django_db


def test_a_draft_is_kept_and_an_older_window_is_refused() -> None:
    case, ana = make_case(), make_staff()
    first = save_draft(case, ana, 0, "Hel")
    save_draft(case, ana, first.version, "Hello")

    with pytest.raises(Conflict):
        save_draft(case, ana, first.version, "Help")

    assert Draft.objects.get().body == "Hello"


def test_the_very_words_from_an_older_window_are_no_conflict() -> None:
    """A save under way while an answer is refused comes late, with what the refusal has kept already."""
    case, ana = make_case(), make_staff()
    kept = save_draft(case, ana, 0, "Hello")

    again = save_draft(case, ana, 0, "Hello")

    assert (again.body, again.version) == ("Hello", kept.version)


def test_a_discarded_draft_is_gone_with_its_files() -> None:
    case, ana = make_case(), make_staff()
    attach(draft_for(case, ana), "../a/b.txt", "text/plain", b"x")
    assert Attachment.objects.get().name == ".._a_b.txt"

    discard_draft(case, ana)
    discard_draft(case, ana)

    assert not Draft.objects.exists()
    assert not Attachment.objects.exists()


def test_a_new_shop_finds_a_post_office_and_templates_in_its_languages() -> None:
    shop = open_shop("Nuovo", "IT", ["it", "sr-latn"])

    assert shop.accounts.get().kind == "postoffice"
    languages = Template.objects.filter(shop=shop).values_list("language", flat=True)
    assert sorted(languages) == ["it"] * 20 + ["sr-latn"] * 20


def test_a_template_fills_itself_from_the_case() -> None:
    order = make_order("W-1001")
    Parcel.objects.create(order=order, number="RR1", number_key="RR1", carrier="DPD")
    case, ana = make_case(order=order), make_staff()
    body = "{{ customer.first_name }} {{ order.number }} {{ parcel.carrier }} {{ shop.phone }} {{ agent.name }}"
    template = save_template(case.shop, ana, name="T", language="en", body=body)

    filled = fill_template(template.body, facts_of(case, ana))

    assert filled.text == "Carla W-1001 DPD {{ shop.phone }} Ana Agent"
    assert filled.missing == ("shop.phone",)


def test_a_template_with_an_unknown_field_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        save_template(make_shop(), None, name="T", language="en", body="{{ customer.password }}")

    assert refused.value.field == "body"
    assert not Template.objects.filter(name="T").exists()


def test_a_template_name_is_used_once_in_a_language() -> None:
    shop = make_shop()
    save_template(shop, None, name="T", language="en", body="x")
    save_template(shop, None, name="T", language="it", body="x")

    with pytest.raises(Conflict):
        save_template(shop, None, name="T", language="en", body="y")


def test_a_mailbox_is_connected_once_and_can_come_back() -> None:
    shop = make_shop()
    first = connect_mailbox(shop, None, {"address": "Help@Shop.example"}, "x")
    with pytest.raises(Conflict):
        connect_mailbox(shop, None, {"address": "help@shop.example"}, "y")
    disconnect(first, None)

    again = connect_mailbox(shop, None, {"address": "help@shop.example", "imap_host": "h"}, "y")

    assert (again.pk, again.is_active, again.settings["imap_host"]) == (first.pk, True, "h")


def test_what_is_not_given_stays_when_an_account_is_changed() -> None:
    account = connect_mailbox(make_shop(), None, {"address": "help@shop.example"}, "x")

    changed = change_account(account, None, {"address": "help@shop.example", "imap_port": 143})

    assert changed.secret == account.secret
    assert changed.settings["imap_port"] == 143


def test_an_answer_leaves_where_the_customer_last_wrote() -> None:
    shop = make_shop()
    post_office(shop)
    first = connect_mailbox(shop, None, {"address": "help@shop.example"}, "x")
    second = connect_mailbox(shop, None, {"address": "sales@shop.example"}, "x")
    case = make_case()
    thread = make_message(case, account=second).thread

    assert sending_account(shop, thread) == second
    disconnect(second, None)
    assert sending_account(shop, thread) == first
    disconnect(first, None)
    assert sending_account(shop, thread) == post_office(shop)


def test_an_answer_given_in_the_post_office_joins_the_case() -> None:
    case, ana = make_case(), make_staff()
    message = send_reply(case, ana, "It comes on Friday")

    answer_as_customer(message, "Thank you")
    settle_arrivals()

    answer = case.messages.get(direction="in")
    assert (answer.reply_text.strip(), answer.from_address) == (
        "Thank you",
        "carla@customer.example",
    )


def test_words_are_seen_by_whoever_may_see_their_case() -> None:
    people = cast()
    case = make_case(customer=people.customer, team=people.team)
    message = make_message(case, message_id="a@b")
    file = attach(None, "a.txt", "text/plain", b"x")
    Attachment.objects.filter(pk=file.pk).update(message=message)

    for staff in (people.owner, people.manager, people.agent):
        assert access.message_for(staff, message.pk) == message
        assert access.attachment_for(staff, file.pk).pk == file.pk
    for door, key in ((access.message_for, message.pk), (access.attachment_for, file.pk)):
        with pytest.raises(NotFound):
            door(people.other_agent, key)
        with pytest.raises(NotFound):
            door(people.owner, "nonsense")


def test_a_customer_sees_files_of_their_own_case_once_they_are_sent() -> None:
    case, other = make_case(), make_case(subject="Other", team=Team.objects.create(name="T"))
    ana = make_staff()
    ours = attach(draft_for(case, ana), "a.txt", "text/plain", b"x")
    send_reply(case, ana, "See the file", attachment_ids=[ours.pk])
    theirs = attach(None, "b.txt", "text/plain", b"y")
    Attachment.objects.filter(pk=theirs.pk).update(message=make_message(case))

    assert access.attachment_by_link(case, theirs.pk).pk == theirs.pk
    for wrong_case, file in ((other, theirs), (case, ours)):
        with pytest.raises(NotFound):
            access.attachment_by_link(wrong_case, file.pk)


def test_accounts_are_for_those_who_lead() -> None:
    people = cast()
    account = post_office(make_shop())

    assert access.account_for(people.manager, account.pk) == account
    with pytest.raises(NotFound):
        access.account_for(people.agent, account.pk)
