"""A notice names what it is about, so that the same news is told once until it is read."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_cases_that_owe_nothing'),
        ('notify', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='about',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('assigned', 'Assigned'), ('mentioned', 'Mentioned'), ('promise_at_risk', 'Promise At Risk'), ('promise_broken', 'Promise Broken'), ('channel_failed', 'Channel Failed'), ('delivery_failed', 'Delivery Failed'), ('mail_quarantined', 'Mail Quarantined')], max_length=20),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('read_at', None)), fields=['about'], name='notice_about'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(condition=models.Q(('read_at', None)), fields=('staff', 'kind', 'about'), name='one_unread_notice_about_a_thing'),
        ),
    ]
