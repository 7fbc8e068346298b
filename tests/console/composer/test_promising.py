"""Promises of an answer: found in its words, chosen, in the place of earlier ones."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.console.composer.at_the_composer import (
    FRIDAY,
    MONDAY,
    digest_in,
    owed_since,
    part,
    post,
    sent,
)

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.messages.actions.templating import retire_template, save_template
from makegood.messages.models import Template
from makegood.promises.models import Promise

pytestmark = pytest.mark.django_db


def test_the_promise_in_the_words_is_found_while_they_are_typed(desk: Client, case: Case) -> None:
    _, shown = part(desk, case, "draft", body="You will hear from us by Friday.", version=0)

    assert "Found a promise:" in shown
    assert "Fri, 6 Mar, 17:00" in shown
    assert "by Friday" in shown


def test_a_promise_for_a_day_on_which_the_shop_is_closed_says_so_at_once(
    desk: Client, case: Case
) -> None:
    _, open_day = part(desk, case, "draft", body="La spedizione parte domani.", version=0)
    _, closed = part(desk, case, "draft", body="La spedizione parte domenica.", version=2)

    assert "A parcel sent off, tomorrow" in " ".join(open_day.split())
    assert "The shop is closed on that day." not in open_day
    assert "The shop is closed on that day." in closed


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("La richiamo domani mattina.", "tomorrow, 12:00"),
        ("La chiamo domani alle 10.30.", "tomorrow, 10:30"),
        ("Le risponderemo entro stasera.", "today, 20:00"),
        ("We will call you in two hours.", "today, 12:00"),
    ],
)
def test_words_of_any_language_and_hour_are_found(
    desk: Client, case: Case, words: str, shown: str
) -> None:
    _, part_shown = part(desk, case, "draft", body=words, version=0)

    assert shown in part_shown


def test_hours_said_in_a_draft_count_from_when_it_is_looked_at(desk: Client, case: Case) -> None:
    part(desk, case, "draft", body="We will call you in two hours.", version=0)

    with clock.frozen(MONDAY + timedelta(minutes=30)):
        page = desk.get(f"/cases/{case.number}/").content.decode()

    assert "Found a promise:" in page
    assert "today, 12:30" in page


def test_the_hour_found_stays_where_only_the_kind_is_chosen(desk: Client, case: Case) -> None:
    form = {"body": "La richiamo domani mattina.", "version": 0, "promise_mode": "chosen"}
    stood = {"promise_day": "2026-03-03", "promise_due_at": "2026-03-03T12:00:00+00:00"}

    _, shown = part(desk, case, "draft", **form, **stood, promise_kind="call_back")
    _, other = part(
        desk,
        case,
        "draft",
        **form | {"version": 2},
        **stood | {"promise_day": "2026-03-04"},
        promise_kind="news",
    )

    assert "A call back, tomorrow, 12:00" in shown
    assert "News, Wed, 4 Mar, 17:00" in other


def test_hours_in_the_words_do_not_make_it_ask_again(desk: Client, case: Case) -> None:
    words = "We will call you in two hours about [number]."
    digest = digest_in(sent(desk, case, body=words))

    with clock.frozen(MONDAY + timedelta(seconds=9)):
        sent(desk, case, body=words, version=1, acknowledged=digest)

    assert Promise.objects.get(kind="call_back").due_at == MONDAY + timedelta(hours=2, seconds=9)


def test_what_leaves_later_is_counted_from_when_it_leaves(desk: Client, case: Case) -> None:
    words = "We will call you in two hours."
    friday = datetime(2026, 3, 6, 10, 0, tzinfo=UTC)
    with clock.frozen(friday):
        assert "closed" in sent(desk, case, body="We will call you tomorrow.")
        assert "closed" not in sent(desk, case, body="We will call you tomorrow.", later="monday")
    assert Promise.objects.get(kind="call_back").due_at == datetime(2026, 3, 10, 17, 0, tzinfo=UTC)
    Promise.objects.filter(kind="call_back").delete()
    later = {"later": "chosen", "later_at": "2026-03-03T09:00"}

    page = sent(desk, case, body=words, **later)

    assert "Noted as a promise: by tomorrow, 11:00." in page
    at = Promise.objects.get(kind="call_back").due_at
    assert at == datetime(2026, 3, 3, 11, 0, tzinfo=UTC)


def test_a_broken_promise_of_the_same_kind_is_replaced_unless_unticked(
    desk: Client, case: Case
) -> None:
    old = owed_since(case, MONDAY - timedelta(days=3))
    words = "We will refund you by Friday."

    _, shown = part(desk, case, "draft", body=words, version=0)
    _, unticked = part(desk, case, "draft", body=words, version=2, replaces_shown=str(old.pk))

    assert "Replaces the promise of Fri, 27 Feb" in shown
    assert f'value="{old.pk}" checked' in shown
    assert f'value="{old.pk}" checked' not in unticked

    page = sent(desk, case, body=words, version=3)
    old.refresh_from_db()
    assert "It replaces the promise of Fri, 27 Feb." in page
    assert (old.end, old.replaced_by) == ("replaced", Promise.objects.get(due_at=FRIDAY))


def test_an_unticked_promise_stays_owed(desk: Client, case: Case) -> None:
    old = owed_since(case, MONDAY - timedelta(days=3))

    sent(desk, case, body="We will refund you by Friday.", replaces_shown=str(old.pk))

    old.refresh_from_db()
    assert old.is_open
    assert Promise.objects.filter(kind="money", end="").count() == 2


def test_a_promise_still_to_come_is_offered_and_not_ticked(desk: Client, case: Case) -> None:
    old = owed_since(case, MONDAY + timedelta(days=1))

    _, shown = part(desk, case, "draft", body="We will refund you by Friday.", version=0)

    assert "Replaces the promise of tomorrow" in shown
    assert f'value="{old.pk}" checked' not in shown
    assert "Replaces" not in part(desk, case, "draft", body="We will call by Friday.", version=2)[1]


def test_no_promise_is_made_where_the_writer_says_there_is_none(desk: Client, case: Case) -> None:
    form = {"body": "You will hear from us by Friday.", "version": 0, "promise_mode": "none"}

    _, shown = part(desk, case, "draft", **form)

    assert "No promise in this answer" in shown
    assert "6 Mar" not in shown.split("pledge-menu")[0]


def test_a_chosen_day_is_promised_whatever_the_words_say(desk: Client, case: Case) -> None:
    post(
        desk,
        case,
        "messages",
        body="We will see.",
        action="send",
        version=0,
        promise_mode="chosen",
        promise_kind="money",
        promise_day="2026-03-06",
    )

    promise = Promise.objects.get(source="person")
    assert (promise.kind, promise.due_at) == ("money", FRIDAY)


def a_promising_template(case: Case) -> Template:
    body = "Hello {{ customer.first_name }},\n\nwe pay your money back as soon as we can."
    return save_template(
        case.shop,
        None,
        name="Refund",
        language="en",
        body=body,
        promise_kind="money",
        promise_days=5,
    )


def test_a_template_that_promises_says_so_before_its_answer_is_sent(
    desk: Client, case: Case
) -> None:
    page = post(desk, case, "draft/template", template=a_promising_template(case).pk, body="")

    assert "The template promises:" in page
    assert "Money back, Mon, 9 Mar, 17:00" in page
    sent(desk, case, body=case.drafts.get().body, promise_template=Template.objects.get().pk)
    promise = Promise.objects.get(source="template")
    assert (promise.kind, promise.basis, promise.due_at) == (
        "money",
        "Refund",
        FRIDAY + timedelta(days=3),
    )
    assert "promised by a template" in desk.get(f"/cases/{case.number}/").content.decode()


def test_no_promise_or_another_day_goes_before_the_templates(desk: Client, case: Case) -> None:
    template, body = a_promising_template(case), "We pay your money back as soon as we can."
    form = {"body": body, "version": 0, "promise_template": template.pk}

    _, none = part(desk, case, "draft", **form, promise_mode="none")
    chosen = {"promise_mode": "chosen", "promise_kind": "money", "promise_day": "2026-03-04"}
    sent(desk, case, **form, **chosen)

    assert "No promise in this answer" in none
    promise = Promise.objects.get(kind="money")
    assert (promise.source, promise.due_at.day) == ("person", 4)


def test_a_template_no_longer_offered_and_what_is_none_promise_nothing(
    desk: Client, case: Case
) -> None:
    template = a_promising_template(case)
    retire_template(template)

    for given in (template.pk, "none of them"):
        form = {"body": "We pay your money back.", "version": 0, "promise_template": given}
        _, shown = part(desk, case, "draft", **form)
        assert "The template promises:" not in shown
