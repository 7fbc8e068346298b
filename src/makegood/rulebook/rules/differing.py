"""What one version of a book says that another did not."""

from dataclasses import dataclass

from makegood.rulebook.rules.tables import TABLES, Book, Row


@dataclass(frozen=True, slots=True)
class Difference:
    """`before` is None where the row is new, `after` where it is gone, both where only the order changed."""

    table: str
    before: Row | None
    after: Row | None


def differences(old: Book, new: Book) -> list[Difference]:
    """By table, in the order of its rows; rows are told apart by their keys."""
    return [one for table in TABLES for one in _of_table(table, old, new)]


def _of_table(table: str, old: Book, new: Book) -> list[Difference]:
    before = {row.key: row for row in getattr(old, table)}
    after = {row.key: row for row in getattr(new, table)}
    found = [
        Difference(table, before.get(key), row)
        for key, row in after.items()
        if before.get(key) != row
    ]
    found += [Difference(table, row, None) for key, row in before.items() if key not in after]
    if [key for key in before if key in after] != [key for key in after if key in before]:
        found.append(Difference(table, None, None))
    return found
