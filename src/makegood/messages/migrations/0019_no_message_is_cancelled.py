"""A message taken back before it leaves is deleted with its place in the outbox; no row was ever `cancelled`."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messages", "0018_calls")]

    operations = [
        migrations.AlterField(
            model_name="dispatch",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("sending", "Sending"),
                    ("sent", "Sent"),
                    ("unknown", "Unknown"),
                    ("failed", "Failed"),
                    ("bounced", "Bounced"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.RemoveIndex(model_name="dispatch", name="dispatch_open"),
        migrations.AddIndex(
            model_name="dispatch",
            index=models.Index(
                condition=models.Q(("state", "sent"), _negated=True),
                fields=["state", "not_before"],
                name="dispatch_open",
            ),
        ),
    ]
