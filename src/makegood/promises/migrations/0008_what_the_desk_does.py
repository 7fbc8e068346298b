"""The desk prepares news, and other ways out of a repair that takes too long, at a time of the promise's own."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('promises', '0007_early_warnings'),
    ]

    operations = [
        migrations.AddField(
            model_name='promise',
            name='act_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(condition=Q(('act_at__isnull', False), ('end', ''), ('paused_at', None)), fields=['act_at'], name='promise_to_act'),
        ),
    ]
