"""What is to be done in a shop by hand, and what a shop did not do, is told: two more choices, nothing for the database. Pre deploy."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notify', '0016_calendars_of_teams'),
    ]

    operations = [
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('assigned', 'Assigned'), ('mentioned', 'Mentioned'), ('promise_at_risk', 'Promise At Risk'), ('promise_broken', 'Promise Broken'), ('channel_failed', 'Channel Failed'), ('delivery_failed', 'Delivery Failed'), ('message_bounced', 'Message Bounced'), ('answers_paused', 'Answers Paused'), ('mail_quarantined', 'Mail Quarantined'), ('mail_missing', 'Mail Missing'), ('case_left_open', 'Case Left Open'), ('case_alarmed', 'Case Alarmed'), ('handed_over', 'Handed Over'), ('followed', 'Followed'), ('practice_given', 'Practice Given'), ('practice_done', 'Practice Done'), ('practice_reviewed', 'Practice Reviewed'), ('law_review', 'Law Review'), ('approval_asked', 'Approval Asked'), ('approval_decided', 'Approval Decided'), ('hook_off', 'Hook Off'), ('shop_task', 'Shop Task'), ('shop_answered', 'Shop Answered')], max_length=20),
        ),
    ]
