"""A prepared answer may promise something by itself: so many working days on, when it is sent and its words still stand."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from makegood.bulk.actions.steps import Hand, take
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.sending import PromiseWish, send_reply, withdraw
from makegood.messages.actions.templating import save_template
from makegood.messages.models import Template
from makegood.messages.rules.filling import is_made_from
from makegood.people.models import Staff
from makegood.promises.queries import Read, calendar_of, promise_of
from makegood.promises.rules import Calendar, after_working_days
from makegood.testing.cast import make_staff
from makegood.testing.makers import MONDAY, make_case, make_message, make_shop

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
OFFICE = Calendar("UTC", week=(((540, 1020),),) * 5 + ((), ()))
BODY = "Hello {{ customer.first_name }},\n\nwe pay your money back."


@pytest.mark.parametrize(
    ("days", "due"),
    [(1, DAY), (4, 4 * DAY), (5, 7 * DAY), (10, 14 * DAY)],
)
def test_working_days_are_those_the_shop_is_open_and_today_is_none(
    days: int, due: timedelta
) -> None:
    now = MONDAY + 4 * HOUR  # Monday, one o'clock

    at = after_working_days(days, now, OFFICE)

    assert at == MONDAY.replace(hour=17) + due


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("Hello Carla,\n\nwe pay your money back.", True),
        ("Dear Carla, we pay your money\nback. And sorry!", True),
        ("We send a new lamp.", False),
        ("", False),
    ],
)
def test_an_answer_is_made_from_a_template_while_some_of_its_words_stand(
    text: str, is_so: bool
) -> None:
    assert is_made_from(text, BODY) is is_so


@pytest.fixture
def agent(db: None) -> Staff:
    return make_staff("Ana")


@pytest.fixture
def case(db: None) -> Case:
    case = make_case()
    post_office(case.shop)
    make_message(case, from_address="carla@customer.example")
    return case


def promising(**facts: object) -> Template:
    given = {"promise_kind": "money", "promise_days": 5} | facts
    return save_template(make_shop(), None, name="Refund", language="en", body=BODY, **given)


@pytest.mark.parametrize(
    "half",
    [{"promise_days": None}, {"promise_kind": ""}, {"promise_days": 0}, {"promise_days": 61}],
)
def test_half_a_promise_is_refused(db: None, half: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        promising(**half)
    with pytest.raises(IntegrityError), transaction.atomic():
        Template.objects.create(
            shop=make_shop(), name="x", language="en", body="x", promise_kind="money"
        )

    assert not Template.objects.exists()
    assert promising().promise_days == 5


def test_what_a_template_promises_says_so_and_goes_when_the_answer_is_taken_back(
    case: Case, agent: Staff
) -> None:
    template = promising()
    with clock.frozen(MONDAY):
        read = promise_of(template, case, BODY)
        assert read is not None
        wish = PromiseWish(read.due_at, "", read.kind, template=template.pk)
        message = send_reply(case, agent, "We pay your money back.", promise=wish)
        promise = case.promises.get()
        told = (promise.kind, promise.source, promise.basis, promise.owner)
        assert told == ("money", "template", "Refund", agent)
        draft = withdraw(message, agent)

    assert draft.promised_by == template
    assert not case.promises.exists()


def test_many_answered_at_once_are_promised_it_where_they_get_its_words(
    case: Case, agent: Staff
) -> None:
    template = promising()
    step = {"do": "answer", "templates": {"en": str(template.pk)}, "close": False}
    with clock.frozen(MONDAY):
        take(case, step | {"bodies": {"en": "We pay your money back."}}, Hand(agent))
        take(case, step | {"bodies": {"en": "We send a new lamp."}}, Hand(agent))

    promise = case.promises.get()
    due_at = after_working_days(5, MONDAY, calendar_of(case.shop))
    assert (promise.source, promise.due_at) == ("template", due_at)


def test_a_day_the_writer_names_goes_before_the_templates(case: Case) -> None:
    template = promising()
    said = [Read("money", "by Tuesday", MONDAY + DAY)]

    assert promise_of(template, case, BODY, said) is None
    assert promise_of(template, case, BODY, [Read("parcel", "by Tuesday", MONDAY + DAY)])
    assert promise_of(template, case, "Something else.") is None
