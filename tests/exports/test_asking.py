"""An export is asked for by an owner, written once, offered for a week and removed."""

import errno
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from procrastinate.contrib.django.models import ProcrastinateJob

from makegood.exports.access import export_for
from makegood.exports.actions.asking import (
    ask_for_export,
    carry_out,
    remove_expired,
    remove_export,
)
from makegood.exports.models import Export
from makegood.exports.tasks import resume_exports, write
from makegood.kernel import clock, files
from makegood.kernel.errors import NotAllowed, NotFound
from makegood.kernel.models import Happening, SettingChange
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import MONDAY, make_case, make_shop

# How far it is, is told over a line of its own, past the transaction of a test.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def people() -> Cast:
    make_shop()
    make_case()
    return cast()


def offered(people: Cast) -> Export:
    with clock.frozen(MONDAY):
        export = ask_for_export(people.owner)
        write(str(export.pk))
    export.refresh_from_db()
    return export


def test_it_is_written_and_offered_for_a_week(people: Cast, store: Path) -> None:
    export = offered(people)

    assert (export.ended_at, export.error) == (MONDAY, "")
    assert export.expires_at == MONDAY + timedelta(days=7)
    assert export.counts["cases"] == 1
    assert export.percent == 100
    place = store / export.path
    assert export.size == place.stat().st_size
    assert place.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(place) as found:
        assert found.testzip() is None
    names = Happening.objects.filter(topic=f"export:{export.pk}").values_list("name", flat=True)
    assert set(names) >= {"ExportAsked", "ExportEnded"}
    assert [(c.thing, c.act, c.by_id) for c in SettingChange.objects.all()] == [
        ("export", "made", people.owner.pk)
    ]


def test_only_owners_may_ask_for_it_and_see_it(people: Cast) -> None:
    for nobody in (people.manager, people.agent, people.custom):
        with pytest.raises(NotAllowed):
            ask_for_export(nobody)
    assert not Export.objects.exists()

    export = offered(people)

    assert export_for(people.owner, export.pk) == export
    for nobody in (people.manager, people.agent, people.custom):
        with pytest.raises(NotFound):
            export_for(nobody, export.pk)


def test_asking_twice_writes_once(people: Cast) -> None:
    first = ask_for_export(people.owner)

    assert ask_for_export(people.owner) == first
    assert ProcrastinateJob.objects.filter(task_name="makegood.exports.tasks.write").count() == 1
    carry_out(first.pk)
    size = Export.objects.get().size
    carry_out(first.pk)
    assert Export.objects.get().size == size
    assert ask_for_export(people.owner) != first


def test_one_that_was_killed_is_begun_anew_and_given_up_in_the_end(
    people: Cast, store: Path
) -> None:
    export = ask_for_export(people.owner)
    left = store / "exports" / f".{export.pk}.zip.unfinished"
    left.parent.mkdir()
    left.write_bytes(b"half of it")
    Export.objects.update(tries=1)

    resume_exports(0)

    export.refresh_from_db()
    assert (export.error, export.is_offered) == ("", True)
    assert not left.exists()

    again = ask_for_export(people.owner)
    left = store / "exports" / f".{again.pk}.zip.unfinished"
    left.write_bytes(b"half of it")
    Export.objects.filter(pk=again.pk).update(tries=3)
    resume_exports(0)
    again.refresh_from_db()
    assert (again.error, again.is_offered) == ("failed", False)
    assert not left.exists()


@pytest.mark.parametrize(
    ("failure", "error"),
    [(OSError(errno.ENOSPC, "No space left"), "no_room"), (OSError(errno.EIO, "Broken"), "failed")],
)
def test_a_disk_that_is_full_is_told_and_nothing_is_left_on_it(
    people: Cast, settings: Any, store: Path, failure: OSError, error: str
) -> None:
    settings.STORAGES = {"default": {"BACKEND": "tests.exports.test_asking.Full"}}
    Full.failure = failure
    export = ask_for_export(people.owner)

    carry_out(export.pk)

    export.refresh_from_db()
    assert (export.error, export.is_offered) == (error, False)
    assert list(store.rglob("*.zip*")) == []


class Full:
    """A store somewhere on the network that takes nothing more."""

    failure = OSError()

    def path(self, name: str) -> str:
        raise NotImplementedError

    def delete(self, name: str) -> None:
        return

    def exists(self, name: str) -> bool:
        return False

    def save(self, name: str, content: Any) -> str:
        raise self.failure


def test_after_a_week_it_is_removed(people: Cast, store: Path) -> None:
    export = offered(people)

    with clock.frozen(MONDAY + timedelta(days=6, hours=23)):
        assert remove_expired() == 0
    with clock.frozen(MONDAY + timedelta(days=7)):
        assert remove_expired() == 1
        assert remove_expired() == 0

    export.refresh_from_db()
    assert not export.is_offered
    assert not (store / export.path).exists()
    with pytest.raises(FileNotFoundError):
        files.open_named(export.path)


def test_an_owner_may_remove_it_before(people: Cast, store: Path) -> None:
    export = offered(people)

    remove_export(export, people.owner)
    remove_export(export, people.owner)

    assert not (store / export.path).exists()
    told = Happening.objects.get(name="ExportRemoved")
    assert told.by_id == people.owner.pk
