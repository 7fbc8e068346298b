"""The case knows what falls due next and how much is owed, and each lane of the inbox has its index."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_case_numbers'),
        ('people', '0002_setup_link'),
        ('shops', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='case',
            name='case_queue',
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='case_queue_mine',
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='case_snoozed',
        ),
        migrations.AddField(
            model_name='case',
            name='owed',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='case',
            name='queue_kind',
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at', None), ('snoozed_until', None)), fields=['queue_at', 'id'], name='case_queue'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at', None), ('snoozed_until', None)), fields=['assignee', 'queue_at', 'id'], name='case_queue_mine'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at', None), ('snoozed_until', None), ('assignee', None)), fields=['queue_at', 'id'], name='case_queue_unassigned'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at', None), ('snoozed_until', None), ('turn', 'us')), fields=['queue_at', 'id'], name='case_queue_ours'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at__isnull', False), ('merged_into', None)), fields=['-closed_at', '-id'], name='case_closed'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('snoozed_until__isnull', False)), fields=['snoozed_until', 'id'], name='case_snoozed'),
        ),
    ]
