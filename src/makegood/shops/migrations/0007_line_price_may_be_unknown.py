"""A line whose price nobody told is not a line that cost nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shops", "0006_holidays_by_name")]

    operations = [
        migrations.AlterField(
            model_name="line",
            name="price_minor",
            field=models.BigIntegerField(null=True),
        ),
    ]
