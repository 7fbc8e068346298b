"""A promise may wait for another, and escalates step by step before it breaks.

Those open now escalate only by breaking, as before.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):

    dependencies = [
        ('promises', '0006_pauses'),
    ]

    operations = [
        migrations.AddField(
            model_name='promise',
            name='waits_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='first_of', to='promises.promise'),
        ),
        migrations.AddField(
            model_name='promise',
            name='escalate_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='promise',
            name='escalated',
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(condition=Q(('end', ''), ('escalate_at__isnull', False), ('paused_at', None)), fields=['escalate_at'], name='promise_to_escalate'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=Q(('waits_for', None), ~Q(('waits_for', F('id'))), _connector='OR'), name='promise_waits_for_another'),
        ),
    ]
