"""Writing the draft, row by row. It begins as what is in force; nothing of it holds before it is published."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict, NotFound
from makegood.kernel.ids import new_id
from makegood.people.models import Staff
from makegood.rulebook.actions.comparing import refuse_below_law
from makegood.rulebook.models import Version
from makegood.rulebook.queries import stamp_of
from makegood.rulebook.rules.tables import (
    MOST_ROWS,
    NOTHING,
    TABLES,
    BadBook,
    Book,
    Row,
    plain_book,
    read_book,
    rows_of,
    with_rows,
)
from makegood.shops.models import Shop

Rows = tuple[Row, ...]


@transaction.atomic
def save_row(
    shop: Shop, by: Staff, table: str, given: dict[str, Any], stamp: str, key: str = ""
) -> Row:
    """A row with these fields: that of `key`, or a new one below the others. `BadInput` names the field, also where the row gives
    less than the law. `stamp`: what was looked at (`queries.stamp_of`).
    """
    row = as_it_would_be(shop, table, given, key)
    draft = held_draft(shop, by, stamp)
    rows = _rows(draft.book, table)
    if key:
        _place(rows, key)
        rows = tuple(row if one.key == key else one for one in rows)
    elif len(rows) < MOST_ROWS:
        rows = (*rows, row)
    else:
        raise BadInput("", _("There are too many rows in this table."))
    _write(draft, by, table, rows)
    return row


def as_it_would_be(shop: Shop, table: str, given: dict[str, Any], key: str = "") -> Row:
    """The row as `save_row` would save it, saved nowhere; refuses what it refuses."""
    row = _read_row(table, given | {"key": key or new_id().hex})
    refuse_below_law(shop, with_rows(NOTHING, table, (row,)))
    return row


@transaction.atomic
def remove_row(shop: Shop, by: Staff, table: str, key: str, stamp: str) -> None:
    """The draft without the row."""
    draft = held_draft(shop, by, stamp)
    rows = _rows(draft.book, table)
    at = _place(rows, key)
    _write(draft, by, table, rows[:at] + rows[at + 1 :])


@transaction.atomic
def move_row(shop: Shop, by: Staff, table: str, key: str, step: int, stamp: str) -> None:
    """The row one place up (-1) or down (1): the first that fits wins. At the end of the table it stays."""
    draft = held_draft(shop, by, stamp)
    rows = list(_rows(draft.book, table))
    at = _place(rows, key)
    to = at + (1 if step > 0 else -1)
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
        _write(draft, by, table, tuple(rows))


@transaction.atomic
def discard_draft(shop: Shop, stamp: str) -> None:
    """What is in force stays; nothing where there is none. `Conflict` as with `held_draft`."""
    _its_shop, draft = _held(shop, stamp)
    if draft is not None:
        draft.delete()


def held_draft(shop: Shop, by: Staff, stamp: str) -> Version:
    """The draft, locked, begun where there is none. `Conflict` where somebody changed it since it was looked at."""
    its_shop, draft = _held(shop, stamp)
    return draft or _begin(its_shop, by)


def _held(shop: Shop, stamp: str) -> tuple[Shop, Version | None]:
    its_shop = Shop.objects.select_for_update(no_key=True).get(pk=shop.pk)
    drafts = its_shop.rule_versions.filter(number=None)
    draft = drafts.select_for_update(no_key=True).first()
    if stamp_of(its_shop, draft) != stamp:
        raise Conflict(
            "rules_changed",
            _("A colleague changed the draft meanwhile. Look at it again, then save yours."),
        )
    return its_shop, draft


def _begin(shop: Shop, by: Staff) -> Version:
    in_force = shop.rule_versions.filter(number=shop.rules_number).first()
    tables = in_force.tables if in_force else plain_book(NOTHING)
    return Version.objects.create(
        shop=shop, tables=tables, changed_at=clock.now(), changed_by=by, changes=0
    )


def _read_row(table: str, given: dict[str, Any]) -> Row:
    if table not in TABLES:
        raise NotFound
    try:
        row: Row = _rows(read_book({table: [given]}), table)[0]
    except BadBook as error:
        field = [*error.place.split("."), "", "", ""][2]
        raise BadInput(field, _("This can't be understood; look at it again.")) from error
    return row


def _rows(book: Book, table: str) -> Rows:
    if table not in TABLES:
        raise NotFound
    return rows_of(book, table)


def _place(rows: Sequence[Row], key: str) -> int:
    for at, row in enumerate(rows):
        if row.key == key:
            return at
    raise NotFound


def _write(draft: Version, by: Staff, table: str, rows: Rows) -> None:
    draft.tables = plain_book(with_rows(draft.book, table, rows))
    draft.changes += 1
    draft.changed_at, draft.changed_by = clock.now(), by
    draft.save(update_fields=["tables", "changes", "changed_at", "changed_by"])
