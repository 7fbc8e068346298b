"""Which tips somebody has no more use for. Whoever works here already knows their desk: they bring the tips back if they like."""

from typing import Any

import django.contrib.postgres.fields
from django.db import migrations, models

KNOWN = ["inbox", "case", "composer", "promises", "palette"]


def spare_old_hands(apps: Any, schema_editor: Any) -> None:
    apps.get_model("people", "Staff").objects.update(tips_gone=KNOWN)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0010_sign_in_elsewhere'),
    ]

    operations = [
        migrations.AddField(
            model_name='staff',
            name='tips_gone',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), db_default=[], default=list, size=None),
        ),
        migrations.RunPython(spare_old_hands, migrations.RunPython.noop),
    ]
