"""Files somebody puts into a folder of this machine are taken in like uploaded ones, each once.

Below the folder lie `orders`, `customers` and `products`. A file is whole when nothing has been written to it for a
while. It is moved aside (`taken`, `refused`) when its import has begun: who dies in between begins it again, and the
same file twice changes nothing. One of a kind at a time, the oldest first, so that no older word comes last.
"""

import logging
import os
from datetime import UTC, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import translation

from makegood.kernel import clock, files
from makegood.kernel.errors import BadInput
from makegood.kernel.text import LANGUAGES, bounded
from makegood.shops.actions.importing import begin_import
from makegood.shops.models import ImportRun, Shop

logger = logging.getLogger(__name__)

SETTLED = timedelta(seconds=20)
TAKEN, REFUSED = "taken", "refused"
_UNFINISHED = (".part", ".tmp", ".filepart", ".crdownload", ".swp")


def watch(folder: Path) -> int:
    """Begin what can be begun; how many files that were. A shop that is not opened yet takes nothing."""
    shop = Shop.objects.filter(is_sample=False).order_by("created_at", "id").first()
    if shop is None:
        return 0
    kinds = [kind for kind in ImportRun.Kind.values if _is_free(kind)]
    return sum(_take_next(shop, kind, folder / kind) for kind in kinds)


def _is_free(kind: str) -> bool:
    return not ImportRun.objects.filter(kind=kind, ended_at=None).exists()


def _take_next(shop: Shop, kind: str, folder: Path) -> bool:
    try:
        path = _oldest(folder)
        if path is None:
            return False
        # Before anything is begun: what can't be moved aside would be begun every minute.
        for place in (TAKEN, REFUSED):
            (folder / place).mkdir(exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError(folder)
        _put_aside(path, folder / _begun(shop, kind, path))
    except OSError as error:
        logger.warning("watched folder", extra={"kind": kind, "error": type(error).__name__})
        return False
    return True


def _oldest(folder: Path) -> Path | None:
    """Plain files only: a link could lead to anything this process may read."""
    if not folder.is_dir():
        return None
    before = (clock.now() - SETTLED).timestamp()
    found = [one for one in folder.iterdir() if not one.is_symlink() and one.is_file()]
    ready = [
        (one.stat().st_mtime, one.name, one)
        for one in found
        if one.stat().st_mtime <= before and _is_named_whole(one.name)
    ]
    return min(ready)[2] if ready else None


def _is_named_whole(name: str) -> bool:
    return not name.startswith(".") and not name.lower().endswith(_UNFINISHED)


def _begun(shop: Shop, kind: str, path: Path) -> str:
    """Where it belongs now. A file that is no table, or lacks a column, is a run that ended at once, with the reason."""
    language = shop.main_language if shop.main_language in LANGUAGES else "en"
    with path.open("rb") as content, translation.override(language):
        try:
            begin_import(shop, None, kind, path.name, content)
        except BadInput as error:
            content.seek(0)
            _note_refused(shop, kind, path.name, files.store(content).sha256, error.message)
            return REFUSED
    return TAKEN


@transaction.atomic
def _note_refused(shop: Shop, kind: str, name: str, sha256: str, why: str) -> None:
    now = clock.now()
    ImportRun.objects.create(
        shop=shop,
        kind=kind,
        filename=bounded(name, 255),
        sha256=sha256,
        error=why,
        started_at=now,
        ended_at=now,
    )


def _put_aside(path: Path, place: Path) -> None:
    """Under its own name and the moment, so that tomorrow's file of this name does not cover it."""
    at = clock.now().astimezone(UTC)
    path.rename(place / f"{at:%Y-%m-%dT%H%M%S}-{path.name}")
