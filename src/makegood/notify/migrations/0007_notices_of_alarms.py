"""Whoever leads is told when a customer threatens or is very angry."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notify', '0006_notices_of_missing_mail'),
    ]

    operations = [
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('assigned', 'Assigned'), ('mentioned', 'Mentioned'), ('promise_at_risk', 'Promise At Risk'), ('promise_broken', 'Promise Broken'), ('channel_failed', 'Channel Failed'), ('delivery_failed', 'Delivery Failed'), ('message_bounced', 'Message Bounced'), ('answers_paused', 'Answers Paused'), ('mail_quarantined', 'Mail Quarantined'), ('mail_missing', 'Mail Missing'), ('case_left_open', 'Case Left Open'), ('case_alarmed', 'Case Alarmed')], max_length=20),
        ),
    ]
