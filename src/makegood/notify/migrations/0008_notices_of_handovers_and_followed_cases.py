"""Who gets a case with a note is told why; who follows one is told what happens to it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notify', '0007_notices_of_alarms'),
    ]

    operations = [
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('assigned', 'Assigned'), ('mentioned', 'Mentioned'), ('promise_at_risk', 'Promise At Risk'), ('promise_broken', 'Promise Broken'), ('channel_failed', 'Channel Failed'), ('delivery_failed', 'Delivery Failed'), ('message_bounced', 'Message Bounced'), ('answers_paused', 'Answers Paused'), ('mail_quarantined', 'Mail Quarantined'), ('mail_missing', 'Mail Missing'), ('case_left_open', 'Case Left Open'), ('case_alarmed', 'Case Alarmed'), ('handed_over', 'Handed Over'), ('followed', 'Followed')], max_length=20),
        ),
    ]
