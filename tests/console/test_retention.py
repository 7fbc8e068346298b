"""How long things are kept: what would go is told before it is saved, and saving it must be meant."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from makegood.cases.actions.closing import close_case
from makegood.kernel import clock, files
from makegood.messages.models import Arrival
from makegood.people.models import CustomRole, Staff
from makegood.retention.actions.setting import set_retention
from makegood.retention.models import Sweep
from makegood.retention.queries import terms_of
from makegood.retention.rules import Terms
from makegood.testing.cast import Cast, cast, make_staff
from makegood.testing.makers import make_case, make_message, make_shop

pytestmark = pytest.mark.django_db
PAGE = reverse("console:retention")


@pytest.fixture
def people(client: Client) -> Cast:
    make_shop()
    people = cast()
    client.force_login(people.owner)
    return people


@pytest.fixture
def old_cases(people: Cast) -> None:
    with clock.frozen(clock.now() - timedelta(days=800)):
        for _number in range(2):
            close_case(make_case(), people.agent, "Solved on the phone")


def text_of(page: str) -> str:
    return " ".join(page.partition("<main")[2].split())


def test_what_would_go_is_told_before_it_is_saved(client: Client, old_cases: None) -> None:
    asked = {"cases_months": "24", "mails_months": "", "do": "preview"}

    whole = client.post(PAGE, asked)
    part = client.post(PAGE, asked, headers={"hx-request": "true"}).content.decode()

    assert "2 cases, with their messages" in whole.content.decode()
    assert "<form" not in part
    assert "2 cases, with their messages" in part
    assert "be undone" in part
    assert terms_of(make_shop()) == Terms()


def test_it_is_saved_only_when_it_is_meant(client: Client, old_cases: None) -> None:
    asked = {"cases_months": "24", "mails_months": "6"}

    refused = client.post(PAGE, asked)

    assert refused.status_code == 422
    assert "say that it is meant" in refused.content.decode()
    assert "2 cases, with their messages" in refused.content.decode()
    assert terms_of(make_shop()) == Terms()

    assert client.post(PAGE, asked | {"is_meant": "on"})["Location"] == PAGE
    assert terms_of(make_shop()) == Terms(24, 6)
    assert "The first round is not before" in client.get(PAGE).content.decode()


def test_where_nothing_goes_today_nobody_is_asked(client: Client, old_cases: None) -> None:
    assert client.post(PAGE, {"cases_months": "60", "mails_months": ""}).status_code == 302
    assert terms_of(make_shop()) == Terms(60)
    assert client.post(PAGE, {"cases_months": "", "mails_months": ""}).status_code == 302
    assert terms_of(make_shop()) == Terms()


@pytest.mark.parametrize("months", ["0", "-3", "241", "two years", "1.5"])
def test_what_is_no_number_of_months_is_refused(
    client: Client, old_cases: None, months: str
) -> None:
    answer = client.post(PAGE, {"cases_months": months, "mails_months": "", "is_meant": "on"})

    assert answer.status_code == 422
    assert "Fill in whole months" in answer.content.decode()
    assert terms_of(make_shop()) == Terms()


def test_two_who_save_at_once_are_told(client: Client, people: Cast) -> None:
    shown = '{"cases_months": "", "mails_months": ""}'
    set_retention(make_shop(), people.manager, Terms(36, None))

    answer = client.post(
        PAGE, {"cases_months": "48", "mails_months": "", "as_shown": shown, "is_meant": "on"}
    )

    assert answer.status_code == 422
    assert "Somebody else saved “36” here meanwhile" in answer.content.decode()
    assert terms_of(make_shop()) == Terms(36)


def test_what_went_is_listed(client: Client, people: Cast) -> None:
    set_retention(make_shop(), people.owner, Terms(24))
    Sweep.objects.create(shop=make_shop(), begun_at=clock.now(), cases=1234, customers=7)

    page = client.get(PAGE).content.decode()

    assert "1,234" in text_of(page)
    assert "Under way" in text_of(page)


def with_role(*permissions: str) -> Staff:
    staff = make_staff("Rita Role")
    staff.role = "custom"
    staff.custom_role = CustomRole.objects.create(name="Some", permissions=list(permissions))
    staff.save()
    return staff


@pytest.mark.parametrize(
    ("permissions", "status"),
    [(("settings",), 403), (("delete",), 403), (("settings", "delete"), 200)],
)
def test_it_takes_settings_and_deleting_both(
    client: Client, people: Cast, permissions: tuple[str, ...], status: int
) -> None:
    client.force_login(with_role(*permissions))

    assert client.get(PAGE).status_code == status
    home = client.get(reverse("console:settings")).content.decode()
    assert (PAGE in home) == (status == 200)


def test_a_mail_thrown_away_says_so_in_the_log(
    client: Client, people: Cast, settings, tmp_path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    arrival = Arrival.objects.create(
        server_id="x",
        sha256=files.store(b"From: a@b.example\n\nHello").sha256,
        size=24,
        arrived_at=clock.now(),
        outcome="joined",
        message=make_message(),
    )
    page, raw = (
        reverse(f"console:{name}", args=[arrival.pk]) for name in ("arrival", "arrival_raw")
    )
    whole = client.get(raw)
    assert whole.status_code == 200
    assert whole.getvalue().endswith(b"Hello")
    files.remove(arrival.sha256)
    Arrival.objects.update(emptied_at=clock.now())

    assert "No longer kept as it came" in client.get(page).content.decode()
    assert client.get(raw).status_code == 404


def test_a_mail_thrown_away_is_not_tried_again(client: Client, people: Cast) -> None:
    arrival = Arrival.objects.create(
        server_id="x",
        sha256="0" * 64,
        size=24,
        arrived_at=clock.now(),
        outcome="ignored",
        reason="by_hand",
        emptied_at=clock.now(),
    )

    page = client.get(reverse("console:arrival", args=[arrival.pk])).content.decode()
    client.post(reverse("console:arrival_decision", args=[arrival.pk]), {"do": "retry"})

    assert "Try again" not in page
    arrival.refresh_from_db()
    assert arrival.outcome == "ignored"
