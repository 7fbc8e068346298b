"""How far the sample is, as a row."""

from django.db import migrations, models

import makegood.kernel.ids


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Loading",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=makegood.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("by_id", models.UUIDField(null=True)),
                ("started_at", models.DateTimeField()),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("error", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
    ]
