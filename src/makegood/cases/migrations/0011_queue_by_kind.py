"""The queue of one kind is read in its order."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0010_views_are_queries'),
        ('people', '0004_unreachable_addresses'),
        ('shops', '0008_lines_found_by_words'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at', None), ('snoozed_until', None)), fields=['kind', 'queue_at', 'id'], name='case_queue_kind'),
        ),
    ]
