"""Closed cases by when anything last happened to them, for those kept for a time only."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0015_followers'),
        ('people', '0009_shared_out_work'),
        ('shops', '0009_lines_by_product'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at__isnull', False), ('merged_into', None)), fields=['changed_at', 'id'], name='case_closed_quiet'),
        ),
    ]
