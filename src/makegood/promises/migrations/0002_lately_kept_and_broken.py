"""What was kept and what was broken is listed with the latest first, by index."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_cases_that_owe_nothing'),
        ('messages', '0004_arrivals_tried'),
        ('promises', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(condition=models.Q(('end', 'kept')), fields=['-ended_at', '-id'], name='promise_kept_lately'),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(condition=models.Q(('broken_at__isnull', False)), fields=['-broken_at', '-id'], name='promise_broken_lately'),
        ),
    ]
