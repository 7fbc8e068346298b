"""What waits for a yes is reminded of; of what waits already, at once. The index holds only what is open: a handful of rows.
"""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("remedies", "0001_initial")]

    operations = [
        migrations.AddField("approval", "remind_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "approval", "reminded", models.PositiveSmallIntegerField(default=0, db_default=0)
        ),
        migrations.RunSQL(
            "UPDATE remedies_approval SET remind_at = now() WHERE decision = ''",
            migrations.RunSQL.noop,
        ),
        AddIndexConcurrently(
            "approval",
            models.Index(
                fields=["remind_at"],
                name="approval_to_remind_of",
                condition=Q(decision="", remind_at__isnull=False),
            ),
        ),
    ]
