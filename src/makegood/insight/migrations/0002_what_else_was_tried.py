"""How many faults, repairs and limits a trial looked at. Database defaults: the release before this writes without them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("insight", "0001_trials_of_drafts")]

    operations = [
        migrations.AddField("trial", name, models.PositiveIntegerField(default=0, db_default=0))
        for name in ("faults", "repairs", "limits")
    ]
