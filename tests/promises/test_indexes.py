"""Whatever a promise names can be deleted without reading every promise, and what it does not name costs it nothing."""

from uuid import uuid4

import pytest
from django.db import connection

from makegood.promises.models import Promise

pytestmark = pytest.mark.django_db
NAMED = {
    "case": "promise_by_case",
    "made_in": "promise_made_in",
    "owner": "promises_promise_owner_id_9fd04f51",
    "waits_for": "promise_waits_for",
    "kept_by": "promise_kept_by",
    "kept_by_parcel": "promise_kept_by_parcel",
    "replaced_by": "promise_replaced_by",
}


def test_every_link_of_a_promise_is_known_here() -> None:
    links = {one.name for one in Promise._meta.get_fields() if one.many_to_one and one.concrete}

    assert links == NAMED.keys()


@pytest.mark.parametrize("link", NAMED)
def test_the_promises_that_name_something_are_found_by_an_index(link: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            f"EXPLAIN SELECT id FROM promises_promise WHERE {link}_id = %s",
            [uuid4()],
        )
        plan = " ".join(line for (line,) in cursor.fetchall())

    assert NAMED[link] in plan


def test_no_index_holds_what_no_promise_names() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename = 'promises_promise' AND indexname = ANY(%s)",
            [[name for name in NAMED.values() if name.startswith("promise_")]],
        )
        partial = [line for (line,) in cursor.fetchall() if "IS NOT NULL" in line]

    assert len(partial) == len(NAMED) - 2
