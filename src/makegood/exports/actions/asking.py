"""An export is asked for, written by the worker, fetched and removed again."""

import errno
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from makegood.exports.actions.writing import Progress, Tell, write_everything
from makegood.exports.events import (
    ExportAdvanced,
    ExportAsked,
    ExportEnded,
    ExportFetched,
    ExportRemoved,
)
from makegood.exports.models import KEPT_FOR, Export
from makegood.kernel import audit, clock, files
from makegood.kernel.alone import alone
from makegood.kernel.log import record
from makegood.kernel.telling import telling
from makegood.people.access import require_owner
from makegood.people.models import Staff

logger = logging.getLogger(__name__)

TRIES = 3
_TASK = "makegood.exports.tasks.write"


@transaction.atomic
def ask_for_export(by: Staff) -> Export:
    """Ask the worker for everything as one file; the one under way, if there is one."""
    require_owner(by)
    try:
        with transaction.atomic():
            export = Export.objects.create(by_id=by.pk, asked_at=clock.now())
    except IntegrityError:
        return Export.objects.get(ended_at=None)
    audit.made(audit.Thing("export", export.pk, ""), by.pk)
    record(ExportAsked(export_id=export.pk, by_id=by.pk))
    app.configure_task(_TASK).defer(export_id=str(export.pk))
    return export


def carry_out(export_id: UUID) -> None:
    """Write it, from the start. Under way elsewhere: `Conflict`. Ended: nothing happens."""
    with alone(export_id, "export_under_way", _("This is under way already.")):
        export = Export.objects.filter(pk=export_id, ended_at=None).first()
        if export is None:
            return
        export.tries += 1
        export.save(update_fields=["tries"])
        if export.tries > TRIES:
            files.remove_named(export.path)
            _end(export, "failed")
            return
        try:
            progress, size = _written(export)
        except OperationalError:
            raise  # the database went away: it is tried again
        except Exception as failure:
            logger.exception("export not written", extra={"export": str(export.pk)})
            files.remove_named(export.path)
            _end(export, "no_room" if _is_no_room(failure) else "failed")
        else:
            _end(export, "", progress, size)


@transaction.atomic
def note_fetching(export: Export, by: Staff) -> None:
    """Who took everything with them is on record."""
    now = clock.now()
    thing = audit.Thing("export", export.pk, "")
    audit.changed(thing, by.pk, {}, {"fetched_at": now.isoformat(timespec="seconds")})
    record(ExportFetched(export_id=export.pk, by_id=by.pk))


@transaction.atomic
def remove_export(export: Export, by: Staff | None) -> None:
    """Its file is gone, the row stays; idempotent."""
    ended = Export.objects.filter(pk=export.pk, removed_at=None, ended_at__isnull=False)
    if ended.update(removed_at=clock.now()):
        files.remove_named(export.path)
        record(ExportRemoved(export_id=export.pk, by_id=by.pk if by else None))


def remove_expired() -> int:
    """Take away what was offered long enough; answers how many."""
    due = list(Export.objects.filter(removed_at=None, expires_at__lte=clock.now())[:100])
    for export in due:
        remove_export(export, None)
    return len(due)


def _written(export: Export) -> tuple[Progress, int]:
    with _teller(export) as tell, files.named(export.path) as file:
        progress = write_everything(file, _folder(), tell)
        return progress, file.seek(0, os.SEEK_END)


def _folder() -> Path:
    """Where there is room: the disk the files are on, not the one /tmp is in."""
    root = Path(settings.MEDIA_ROOT)
    return root if root.is_dir() else Path(tempfile.gettempdir())


@contextmanager
def _teller(export: Export) -> Iterator[Tell]:
    def tell(far: tuple[int, int]) -> None:
        done, total = far
        Export.objects.filter(pk=export.pk).update(done=done, total=total)
        record(ExportAdvanced(export_id=export.pk, done=done, total=total))

    with telling(tell) as put:
        yield lambda done, total: put((done, total))


@transaction.atomic
def _end(export: Export, error: str, progress: Progress | None = None, size: int = 0) -> None:
    export.ended_at, export.error, export.size = clock.now(), error, size
    export.expires_at = None if error else export.ended_at + KEPT_FOR
    if progress:
        export.done = export.total = progress.total
        export.counts = {k: n for k, n in progress.counts.items() if k != "files_missing"}
        export.missing = progress.counts["files_missing"]
    export.save(
        update_fields=[
            "ended_at",
            "error",
            "size",
            "expires_at",
            "done",
            "total",
            "counts",
            "missing",
        ]
    )
    record(ExportEnded(export_id=export.pk, error=error))


def _is_no_room(failure: Exception) -> bool:
    return isinstance(failure, OSError) and failure.errno in (errno.ENOSPC, errno.EDQUOT)
