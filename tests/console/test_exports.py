"""Everything as one file: asked for, watched, fetched, by owners alone."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from asgiref.sync import async_to_sync
from django.conf import LazySettings
from django.conf import settings as settings_of
from django.test import Client
from django.urls import reverse

from makegood.console.stream import application
from makegood.exports.actions.asking import ask_for_export, carry_out
from makegood.exports.models import Export
from makegood.kernel import files
from makegood.kernel.models import SettingChange
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_case, make_shop

# How far an export is, is told over a line of its own, past the transaction of a test.
pytestmark = pytest.mark.django_db(transaction=True)
PAGE = reverse("console:exports")


@pytest.fixture(autouse=True)
def people(client: Client, settings: LazySettings, tmp_path: Path) -> Cast:
    settings.MEDIA_ROOT = tmp_path
    make_shop()
    make_case()
    people = cast()
    client.force_login(people.owner)
    return people


def test_it_is_asked_for_watched_and_fetched(client: Client, people: Cast) -> None:
    assert client.post(PAGE)["Location"] == PAGE
    export = Export.objects.get()
    Export.objects.update(done=30, total=120)
    watched = client.get(PAGE).content.decode()
    assert 'value="25"' in watched
    assert f"export:{export.pk}" in watched
    assert 'http-equiv="refresh"' in watched, "without JavaScript the page looks again by itself"

    carry_out(export.pk)

    part = client.get(PAGE, headers={"hx-request": "true"}).content.decode()
    address = reverse("console:export_file", args=[export.pk])
    assert address in part
    assert "data-live" not in part
    answer = client.get(address)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith('attachment; filename="makegood-')
    assert answer["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(BytesIO(answer.getvalue())) as found:
        assert "cases.jsonl" in found.namelist()
    last = SettingChange.objects.latest("id")
    assert (last.thing, last.field, last.by_id) == ("export", "fetched_at", people.owner.pk)
    assert "Export of everything" in client.get(reverse("console:audit")).content.decode()


def test_one_that_was_removed_is_absent(client: Client, people: Cast) -> None:
    export = ask_for_export(people.owner)
    address = reverse("console:export_file", args=[export.pk])
    assert client.get(address).status_code == 404, "not written yet"
    carry_out(export.pk)

    client.post(reverse("console:export_removal", args=[export.pk]))

    assert client.get(address).status_code == 404
    assert "removed" in client.get(PAGE).content.decode()


def test_one_whose_file_a_restore_did_not_bring_is_absent(client: Client, people: Cast) -> None:
    export = ask_for_export(people.owner)
    carry_out(export.pk)
    files.remove_named(export.path)

    assert client.get(reverse("console:export_file", args=[export.pk])).status_code == 404


@pytest.mark.parametrize(
    ("error", "words"), [("no_room", "No room on the disk"), ("failed", "log says why")]
)
def test_one_that_failed_says_why(client: Client, people: Cast, error: str, words: str) -> None:
    export = ask_for_export(people.owner)
    Export.objects.update(ended_at=export.asked_at, error=error)

    assert words in client.get(PAGE).content.decode()


def test_managers_do_not_carry_everything_away(client: Client, people: Cast) -> None:
    export = ask_for_export(people.owner)
    carry_out(export.pk)
    client.force_login(people.manager)

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE).status_code == 403
    assert client.get(reverse("console:export_file", args=[export.pk])).status_code in {403, 404}
    assert client.post(reverse("console:export_removal", args=[export.pk])).status_code == 403
    assert PAGE not in client.get(reverse("console:settings")).content.decode()
    export.refresh_from_db()
    assert export.is_offered
    assert Export.objects.count() == 1


def test_a_large_one_is_fetched_where_it_holds_nobody_up(
    client: Client, people: Cast, settings: LazySettings
) -> None:
    settings.MAKEGOOD_STREAM_PORT = 8123
    export = ask_for_export(people.owner)
    carry_out(export.pk)
    Export.objects.update(size=17 * 2**20)

    answer = client.get(reverse("console:export_file", args=[export.pk]))

    assert answer["Location"] == f"http://testserver:8123/stream/export/{export.pk}/"
    assert not SettingChange.objects.filter(field="fetched_at").exists(), (
        "noted where it is fetched"
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("who", "status"), [("owner", 200), ("manager", 404), ("agent", 404), (None, 404)]
)
def test_there_too_it_is_the_owners_alone(
    client: Client, people: Cast, settings: LazySettings, who: str | None, status: int
) -> None:
    export = ask_for_export(people.owner)
    carry_out(export.pk)
    session = ""
    if who:
        client.force_login(getattr(people, who))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
    sent = _asked_of_the_stream(f"/stream/export/{export.pk}/", session)

    assert sent[0]["status"] == status
    content = b"".join(part["body"] for part in sent[1:])
    if status == 200:
        with zipfile.ZipFile(BytesIO(content)) as found:
            assert found.testzip() is None
        last = SettingChange.objects.latest("id")
        assert (last.field, last.by_id, last.origin) == (
            "fetched_at",
            people.owner.pk,
            "192.0.2.7",
        )
    else:
        assert content == b""
        assert not SettingChange.objects.filter(field="fetched_at").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["nonsense", "", "../../etc/passwd", f"{UUID(int=7)}"])
def test_there_is_nothing_else_there(
    client: Client, people: Cast, settings: LazySettings, path: str
) -> None:
    session = client.cookies[settings.SESSION_COOKIE_NAME].value

    assert _asked_of_the_stream(f"/stream/export/{path}", session)[0]["status"] == 404


def _asked_of_the_stream(path: str, session: str) -> list[dict[str, Any]]:
    cookie = f"{settings_of.SESSION_COOKIE_NAME}={session}".encode()
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"cookie", cookie)],
        "client": ("192.0.2.7", 4711),
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async_to_sync(application)(scope, receive, send)
    return sent
