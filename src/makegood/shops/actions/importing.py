"""Taking in a file of orders, customers or products.

Looked through once, then landed in batches: a batch is one transaction with its place in the file and its
refused rows, so a killed import goes on where it was, and the same file twice changes nothing.
"""

import csv
import io
import itertools
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from makegood.kernel import clock, files
from makegood.kernel.alone import alone
from makegood.kernel.errors import BadInput
from makegood.kernel.ids import new_id
from makegood.kernel.log import record
from makegood.kernel.text import LANGUAGES, Phrase, bounded
from makegood.people.models import Staff
from makegood.shops import groups, tables
from makegood.shops.actions.landing import land_customers, land_orders, land_products
from makegood.shops.events import ImportAdvanced, ImportEnded
from makegood.shops.groups import Group, Survey
from makegood.shops.models import ImportMapping, ImportRefusal, ImportRun, Shop
from makegood.shops.rules import cells, columns, sheets
from makegood.shops.rules.cells import Manners
from makegood.shops.rules.sheets import BadRow
from makegood.shops.tables import Layout, Row

BATCH_ROWS = 1000
MOST_EXAMPLES = 10
TELL_EVERY = 0.4
"""Seconds between two words to the open pages."""

Progress = Callable[[ImportRun], None]
_COUNTED = (
    "done",
    "created",
    "changed",
    "unchanged",
    "refused",
    "unread_phones",
    "unread_examples",
)
_SHEETS: dict[str, tuple[Callable[..., Any], Callable[..., list[Any]]]] = {
    "orders": (sheets.order_sheet, land_orders),
    "customers": (sheets.customer_sheet, land_customers),
    "products": (sheets.product_sheet, land_products),
}


@dataclass(frozen=True)
class Glance:
    """What a file looks like before it is taken in: its columns, our guess, and its first rows as they stand."""

    kind: str
    columns: tuple[str, ...]
    mapping: dict[str, str]
    is_remembered: bool
    rows: list[list[str]]
    encoding: str
    delimiter: str
    lacking: list[tuple[Phrase, ...]]


def look(shop: Shop, kind: str, sha256: str) -> Glance:
    """Look at a stored file. `BadInput("file", …)` when it is no table."""
    _known_kind(kind)
    with _on_disk(sha256) as path:
        return look_at_path(shop, kind, path)


def look_at_path(shop: Shop, kind: str, path: Path) -> Glance:
    """The same for a file that is not stored yet."""
    layout = tables.look_at(path, shop.languages)
    remembered = _remembered(kind, layout)
    mapping = remembered or columns.guess(kind, layout.columns)
    first = itertools.islice(tables.rows_of(path, layout), 8)
    return Glance(
        kind=kind,
        columns=layout.columns,
        mapping=mapping,
        is_remembered=remembered is not None,
        rows=[[cells.plain(row.cells.get(c)) for c in layout.columns] for row in first],
        encoding=layout.encoding,
        delimiter=layout.delimiter,
        lacking=columns.lacking(kind, mapping),
    )


@transaction.atomic
def begin_import(
    shop: Shop,
    by: Staff | None,
    kind: str,
    filename: str,
    content: bytes | BinaryIO | str,
    *,
    mapping: dict[str, str] | None = None,
    is_dry: bool = False,
    run_id: UUID | None = None,
) -> ImportRun:
    """Keep the file and ask the worker to take it in. `content`: the file, or the sha256 it is stored under.

    The mapping is checked here (`BadInput("mapping", …)`), and remembered for the next file with these columns.
    """
    _known_kind(kind)
    sha256 = content if isinstance(content, str) else files.store(content).sha256
    with _on_disk(sha256) as path:
        layout = tables.look_at(path, shop.languages)
    chosen = _checked_mapping(kind, layout, mapping)
    run = ImportRun.objects.create(
        id=run_id or new_id(),
        shop=shop,
        kind=kind,
        filename=bounded(filename, 255),
        sha256=sha256,
        mapping=chosen,
        is_dry=is_dry,
        by_id=by.id if by else None,
        started_at=clock.now(),
    )
    app.configure_task("makegood.shops.tasks.run_import", lock=f"import:{run.id}").defer(
        run_id=str(run.id)
    )
    return run


def import_file(
    shop: Shop,
    kind: str,
    path: Path,
    *,
    mapping: dict[str, str] | None = None,
    is_dry: bool = False,
    progress: Progress | None = None,
) -> ImportRun:
    """Take in a file here and now, as the command line does; a worker goes on with it if this is killed."""
    run_id = new_id()
    with _alone(run_id), path.open("rb") as content:
        begin_import(
            shop, None, kind, path.name, content, mapping=mapping, is_dry=is_dry, run_id=run_id
        )
        return _carry_out(run_id, progress)


def carry_out(run_id: UUID, progress: Progress | None = None) -> ImportRun:
    """Take in what is left of a run. Done already: nothing happens. Under way elsewhere: `Conflict`."""
    with _alone(run_id):
        return _carry_out(run_id, progress)


def refused_rows(run: ImportRun) -> bytes:
    """The file of refused rows (CSV with its reasons), empty when every row landed."""
    return files.read(run.refused_sha256) if run.refused_sha256 else b""


def _carry_out(run_id: UUID, progress: Progress | None) -> ImportRun:
    run = ImportRun.objects.select_related("shop").get(pk=run_id)
    if run.ended_at is not None:
        return run
    try:
        with _on_disk(run.sha256) as path:
            _Taking(run, path, progress).all()
    except BadInput as error:
        run.error = error.message
    _end(run)
    return run


class _Taking:
    """One file on its way in."""

    def __init__(self, run: ImportRun, path: Path, progress: Progress | None) -> None:
        self.run = run
        self.path = path
        self.progress = progress
        self.told_at = 0.0
        self.language = _reader(run)
        self.layout = tables.look_at(path, run.shop.languages)
        self.columns = list(self.layout.columns)

    def all(self) -> None:
        found = groups.survey(self._rows(), self.run.kind, self.run.mapping)
        self.manners = found.manners(usual_manners(self.run.shop))
        ImportRun.objects.filter(pk=self.run.pk).update(rows=found.rows)
        self.run.rows = found.rows
        for batch in self._batches(found):
            self._land_safely(batch)
            self._tell()

    def _rows(self) -> Iterator[Row]:
        return tables.rows_of(self.path, self.layout)

    def _batches(self, found: Survey) -> Iterator[list[Group]]:
        """Whole things, about a thousand rows at a time, after those that landed before a crash."""
        skip = self.run.done
        batch: list[Group] = []
        size = 0
        for group in groups.groups(self._rows(), self.run.kind, self.run.mapping, found.scattered):
            if skip > 0:
                skip -= len(group.rows)
                continue
            batch.append(group)
            size += len(group.rows)
            if size >= BATCH_ROWS:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _land_safely(self, batch: list[Group]) -> None:
        """Somebody else may create the same order or customer at this moment: then theirs is found the second time."""
        for is_last in (False, False, True):
            before = _counts(self.run)
            try:
                with transaction.atomic():
                    self._land(batch)
                return
            except IntegrityError:
                for name, value in before.items():
                    setattr(self.run, name, value)
                if is_last:
                    raise

    def _land(self, batch: list[Group]) -> None:
        read, land = _SHEETS[self.run.kind]
        ready: list[Any] = []
        origin: list[Group] = []
        for group in batch:
            try:
                ready.append(self._read(read, group))
                origin.append(group)
            except BadRow as bad:
                self._refuse(group, bad.reason, bad.index)
        results = self._landed(land, ready, origin)
        for group, sheet, landed in zip(origin, ready, results, strict=True):
            if isinstance(landed, Phrase):
                self._refuse(group, landed)
            else:
                setattr(self.run, landed, getattr(self.run, landed) + 1)
                self._note_unread(sheet, group)
        self.run.done += sum(len(group.rows) for group in batch)
        ImportRun.objects.filter(pk=self.run.pk).update(**_counts(self.run))

    def _read(self, read: Callable[..., Any], group: Group) -> Any:
        if group.trouble:
            raise BadRow(0, group.trouble)
        for index, row in enumerate(group.rows):
            if row.trouble:
                raise BadRow(index, row.trouble)
        ours = [renamed.cells for _row, renamed in groups.renamed(group.rows, self.run.mapping)]
        return read(ours, self.manners)

    def _landed(
        self, land: Callable[..., list[Any]], ready: Sequence[Any], origin: Sequence[Group]
    ) -> list[Any]:
        """What became of each; a dry run does everything and takes it back."""
        said = [[_plain(row.cells) for row in group.rows] for group in origin]
        with transaction.atomic():
            landed = land(self.run.shop, ready, said, sample=self.run.shop.is_sample)
            if self.run.is_dry:
                transaction.set_rollback(True)
        return landed

    def _refuse(self, group: Group, reason: Phrase, index: int = 0) -> None:
        """All rows of the thing: an order without one of its lines would be half an order."""
        self.run.refused += len(group.rows)
        culprit = group.rows[min(index, len(group.rows) - 1)].number
        with translation.override(self.language):
            own = _(reason.template) % reason.values
            other = _("Row %(row)s of the same order: %(reason)s") % {
                "row": culprit,
                "reason": own,
            }
        ImportRefusal.objects.bulk_create(
            ImportRefusal(
                run=self.run,
                row=row.number,
                reason=own if row.number == culprit or group.trouble else other,
                cells=[cells.plain(row.cells.get(column)) for column in self.columns],
            )
            for row in group.rows
        )

    def _note_unread(self, sheet: Any, group: Group) -> None:
        """A phone that is none: it hinders nothing, and whoever made the file should know of it."""
        if written := getattr(sheet, "unread_phone", ""):  # products have no phone
            self.run.unread_phones += 1
            if len(self.run.unread_examples) < MOST_EXAMPLES:
                example = [group.rows[0].number, written]
                self.run.unread_examples = [*self.run.unread_examples, example]

    def _tell(self) -> None:
        if self.progress:
            self.progress(self.run)
        if time.monotonic() - self.told_at >= TELL_EVERY:
            self.told_at = time.monotonic()
            record(ImportAdvanced(run_id=self.run.pk, done=self.run.done, rows=self.run.rows))


def usual_manners(shop: Shop) -> Manners:
    """How a file from this shop writes when it does not prove otherwise."""
    return Manners(
        decimal=cells.usual_decimal(shop.country),
        day_first=not cells.month_first(shop.country),
        zone=shop.timezone,
        country=shop.country,
        currency=shop.currency,
    )


@transaction.atomic
def _end(run: ImportRun) -> None:
    if run.refused and not run.refused_sha256:
        run.refused_sha256 = _refused_file(run)
    run.ended_at = clock.now()
    run.save(update_fields=["error", "refused_sha256", "ended_at"])
    run.refusals.all().delete()
    record(ImportEnded(run_id=run.pk, by_id=run.by_id))


def _refused_file(run: ImportRun) -> str:
    """The same columns and why; UTF-8 with its mark, so that Excel opens it as it is."""
    with _on_disk(run.sha256) as path:
        header = list(tables.look_at(path, run.shop.languages).columns)
    with translation.override(_reader(run)), tempfile.TemporaryFile() as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        writer = csv.writer(text, delimiter=";" if usual_manners(run.shop).decimal == "," else ",")
        writer.writerow([*header, _("Row"), _("Reason")])
        for refusal in run.refusals.order_by("row", "id").iterator(2000):
            writer.writerow([*map(_harmless, refusal.cells), refusal.row, refusal.reason])
        text.flush()
        file.seek(0)
        return files.store(file).sha256


def _harmless(cell: str) -> str:
    """A cell that Excel would run as a formula is marked as text; the importer takes the mark off again."""
    is_number = cell[1:].replace(".", "").replace(",", "").replace(" ", "").isdigit()
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@"} and not is_number else cell


def _checked_mapping(kind: str, layout: Layout, mapping: dict[str, str] | None) -> dict[str, str]:
    chosen = mapping if mapping is not None else _remembered(kind, layout)
    if chosen is None:
        chosen = columns.guess(kind, layout.columns)
    chosen = {name: column for name, column in chosen.items() if column}
    ours = {entry.name for entry in columns.FIELDS[kind]}
    for name, column in chosen.items():
        if name not in ours or column not in layout.columns:
            raise BadInput("mapping", _("The file has no column “%(name)s”.") % {"name": column})
    if lacking := columns.lacking(kind, chosen):
        names = _(" or ").join(_(p.template) for p in lacking[0])
        raise BadInput("mapping", _("Say which column is: %(names)s.") % {"names": names})
    ImportMapping.objects.update_or_create(
        kind=kind,
        columns_key=columns.columns_key(layout.columns),
        defaults={"mapping": chosen},
    )
    return chosen


def _remembered(kind: str, layout: Layout) -> dict[str, str] | None:
    key = columns.columns_key(layout.columns)
    found = ImportMapping.objects.filter(kind=kind, columns_key=key).first()
    return found.mapping if found else None


def _known_kind(kind: str) -> None:
    if kind not in columns.FIELDS:
        raise BadInput("kind", _("Import orders, customers or products."))


def _reader(run: ImportRun) -> str:
    """The language of who asked for it, else the shop's."""
    staff = Staff.objects.filter(pk=run.by_id).first() if run.by_id else None
    language = staff.language if staff else run.shop.main_language
    return language if language in LANGUAGES else "en"


def _counts(run: ImportRun) -> dict[str, Any]:
    return {name: getattr(run, name) for name in _COUNTED}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON keeps it."""
    encoder = DjangoJSONEncoder()
    simple = (str, int, float, bool, type(None))
    return {k: v if isinstance(v, simple) else encoder.default(v) for k, v in row.items()}


@contextmanager
def _on_disk(sha256: str) -> Iterator[Path]:
    """A path to the stored bytes, wherever the storage keeps them."""
    with (
        tempfile.NamedTemporaryFile(prefix="makegood-import-") as copy,
        files.open_file(sha256) as f,
    ):
        while chunk := f.read(1 << 20):
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def _alone(run_id: UUID) -> AbstractContextManager[None]:
    return alone(run_id, "import_under_way", _("This import is under way already."))
