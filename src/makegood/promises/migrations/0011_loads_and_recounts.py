"""What somebody owes, and what is to be recounted, is found by index among what is open."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0019_swept_soon'),
        ('messages', '0024_what_the_desk_prepared'),
        ('promises', '0010_recounts_and_figures'),
        ('shops', '0015_news_by_itself'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(condition=models.Q(('end', ''), ('paused_at', None)), fields=['owner', 'due_at'], name='promise_load'),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(condition=models.Q(('end', '')), fields=['id'], name='promise_to_recount'),
        ),
    ]
