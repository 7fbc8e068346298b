"""What flows told lately is counted on their page: over the last month, not over all there ever was."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("flows", "0003_who_declined")]

    operations = [
        AddIndexConcurrently(
            model_name="entry",
            index=models.Index(
                fields=["at"],
                include=["run"],
                condition=Q(sort="tell", do="act"),
                name="entry_told_lately",
            ),
        )
    ]
