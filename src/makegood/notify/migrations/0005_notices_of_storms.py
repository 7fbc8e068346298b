"""Whoever leads is told when a mailbox no longer answers by itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notify", "0004_notices_of_cases_left_open"),
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
                    ("answers_paused", "Answers Paused"),
                    ("mail_quarantined", "Mail Quarantined"),
                    ("case_left_open", "Case Left Open"),
                ],
                max_length=20,
            ),
        ),
    ]
