"""A message can come back after it was sent, from some of those it was written to or from all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("messages", "0004_arrivals_tried"),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="bounce",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="delivery",
            name="bounced_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="dispatch",
            name="only",
            field=models.JSONField(default=list),
        ),
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
                    ("cancelled", "Cancelled"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
    ]
