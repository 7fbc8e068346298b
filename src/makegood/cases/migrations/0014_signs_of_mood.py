"""What customers' words tell stands on the cover, and since when it goes before the others."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0013_cases_by_kind'),
        ('people', '0007_mark_of_abuse'),
        ('shops', '0009_lines_by_product'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='alarm_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='signs',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), null=True, size=None),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at', None), ('snoozed_until', None), ('alarm_at__isnull', False)), fields=['queue_at', 'id'], name='case_queue_alarm'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('signs__isnull', False)), fields=['signs'], name='case_signs'),
        ),
    ]
