"""Few promises name the message they were made in or kept by, a parcel, or another promise, and yet each was in five indexes of
such names, and in two that begin with its case. Whatever is written to a promise writes to all of its indexes: now to six fewer.

The new ones are built first, so that what asks for them never waits. The old ones are dropped by name: Django would take the
foreign keys away with them and check every row to put them back.
"""

from typing import ClassVar

import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q

NAMED = {
    "made_in": "promise_made_in",
    "waits_for": "promise_waits_for",
    "kept_by": "promise_kept_by",
    "kept_by_parcel": "promise_kept_by_parcel",
    "replaced_by": "promise_replaced_by",
}
DROPPED = {
    "case": "promises_promise_case_id_0f297d20",
    "made_in": "promises_promise_made_in_id_9381cde4",
    "waits_for": "promises_promise_waits_for_id_7bd0306d",
    "kept_by": "promises_promise_kept_by_id_ca101d73",
    "kept_by_parcel": "promises_promise_kept_by_parcel_id_b6d333f9",
    "replaced_by": "promises_promise_replaced_by_id_72240d25",
}


def _link(to: str, related_name: str) -> "models.ForeignKey[object, object]":
    on_delete = django.db.models.deletion.SET_NULL
    return models.ForeignKey(
        to, db_index=False, null=True, on_delete=on_delete, related_name=related_name
    )


LINKS = {
    "made_in": _link("messages.message", "promises"),
    "waits_for": _link("promises.promise", "first_of"),
    "kept_by": _link("messages.message", "keeps"),
    "kept_by_parcel": _link("shops.parcel", "keeps"),
    "replaced_by": _link("promises.promise", "replaces"),
    "case": models.ForeignKey(
        "cases.case",
        db_index=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="promises",
    ),
}


class Migration(migrations.Migration):
    atomic = False
    dependencies: ClassVar = [("promises", "0022_shipments")]

    operations: ClassVar = [
        *(
            AddIndexConcurrently(
                "promise",
                models.Index(
                    fields=[field], name=name, condition=Q(**{f"{field}__isnull": False})
                ),
            )
            for field, name in NAMED.items()
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"DROP INDEX CONCURRENTLY IF EXISTS {name}",
                    f"CREATE INDEX CONCURRENTLY {name} ON promises_promise ({field}_id)",
                )
                for field, name in DROPPED.items()
            ],
            state_operations=[
                migrations.AlterField("promise", field, link) for field, link in LINKS.items()
            ],
        ),
    ]
