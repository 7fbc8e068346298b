"""Of promises kept before evidence was written down, what kept them: a few at a time, each lot for itself.

May be broken off and begun again. Where `0005_evidence` told it of all at once there is nothing left to do.
"""

from uuid import UUID

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_KEPT = ("kept", "kept_late")
_AT_ONCE = 2000


def tell_evidence(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    promises = apps.get_model("promises", "Promise").objects
    untold = promises.filter(end__in=_KEPT, evidence="").order_by("pk")
    last = UUID(int=0)
    while lot := list(untold.filter(pk__gt=last).values_list("pk", flat=True)[:_AT_ONCE]):
        last = lot[-1]
        with transaction.atomic():
            theirs = promises.filter(pk__in=lot, evidence="")
            theirs.filter(kept_by=None).exclude(end_note="").update(evidence="note")
            theirs.filter(kept_by__channel="phone").update(evidence="call")
            theirs.update(evidence="message")


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('promises', '0013_only_money_has_an_amount'),
    ]

    operations = [
        migrations.RunPython(tell_evidence, migrations.RunPython.noop),
        ValidateConstraint(model_name='promise', name='kept_promise_has_evidence'),
        ValidateConstraint(model_name='promise', name='evidence_by_note_is_told'),
    ]
