"""An address that mail comes back from is marked, so that nobody trusts it again by mistake."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_find_by_part_of_name"),
    ]

    operations = [
        migrations.AddField(
            model_name="identity",
            name="unreachable_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="identity",
            name="unreachable_why",
            field=models.CharField(blank=True, db_default="", max_length=30),
        ),
        migrations.AddField(
            model_name="identity",
            name="unreachable_words",
            field=models.CharField(blank=True, db_default="", max_length=300),
        ),
    ]
