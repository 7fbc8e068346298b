"""Whoever believed a case closed with their answer is told that it is not."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notify', '0003_notices_of_bounces'),
    ]

    operations = [
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('assigned', 'Assigned'), ('mentioned', 'Mentioned'), ('promise_at_risk', 'Promise At Risk'), ('promise_broken', 'Promise Broken'), ('channel_failed', 'Channel Failed'), ('delivery_failed', 'Delivery Failed'), ('message_bounced', 'Message Bounced'), ('mail_quarantined', 'Mail Quarantined'), ('case_left_open', 'Case Left Open')], max_length=20),
        ),
    ]
