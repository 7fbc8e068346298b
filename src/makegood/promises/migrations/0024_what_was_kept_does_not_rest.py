"""A promise that was replaced or let go of keeps its pause, for when it is owed again. Less strict than before, so that the release
before this may go on writing; checked in a statement of its own, which lets others write meanwhile.
"""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q

NAME = "what_was_kept_does_not_rest"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("promises", "0023_indexes_of_what_is_named")]

    operations = [
        migrations.RemoveConstraint("promise", "only_open_promises_rest_for_a_reason"),
        AddConstraintNotValid(
            "promise",
            models.CheckConstraint(
                condition=Q(paused_at=None, pause_reason="")
                | Q(paused_at__isnull=False, end__in=("", "replaced", "released"))
                & ~Q(pause_reason=""),
                name=NAME,
            ),
        ),
        ValidateConstraint("promise", NAME),
    ]
