"""Whoever wrote a message is told that it came back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notify", "0002_one_notice_about_a_thing"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("assigned", "Assigned"),
                    ("mentioned", "Mentioned"),
                    ("promise_at_risk", "Promise At Risk"),
                    ("promise_broken", "Promise Broken"),
                    ("channel_failed", "Channel Failed"),
                    ("delivery_failed", "Delivery Failed"),
                    ("message_bounced", "Message Bounced"),
                    ("mail_quarantined", "Mail Quarantined"),
                ],
                max_length=20,
            ),
        ),
    ]
