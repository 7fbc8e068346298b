"""That a parcel leaves is promised apart from its arrival: one more choice, nothing for the database to do. Pre deploy."""

from django.db import migrations, models

KINDS = ("answer", "news", "decision", "money", "shipment", "parcel", "repair", "call_back", "collection", "other")  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("promises", "0021_flows_promise")]

    operations = [
        migrations.AlterField(
            model_name="promise",
            name="kind",
            field=models.CharField(
                choices=[(kind, kind.replace("_", " ").title()) for kind in KINDS], max_length=10
            ),
        )
    ]
