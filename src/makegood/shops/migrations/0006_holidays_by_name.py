"""Holidays by region and by name, and days that are open at hours of their own. All may stay empty: as it was."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shops", "0005_tones")]
    operations = [
        migrations.AddField(
            "shop",
            "holiday_region",
            models.CharField(blank=True, max_length=12, default="", db_default=""),
        ),
        migrations.AddField(
            "shop",
            "worked_holidays",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=160),
                blank=True,
                default=list,
                db_default=[],
                size=None,
            ),
        ),
        migrations.AddField(
            "shop", "special_days", models.JSONField(default=dict, db_default={}, blank=True)
        ),
    ]
