"""A promise may rest while we wait for the customer: it is not due meanwhile."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('promises', '0005_evidence'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='promise', name='promise_to_warn'),
        migrations.RemoveIndex(model_name='promise', name='promise_to_break'),
        migrations.AddField(
            model_name='promise',
            name='paused_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='promise',
            name='pause_reason',
            field=models.CharField(blank=True, choices=[('', 'None'), ('answer', 'Answer'), ('goods', 'Goods'), ('other', 'Other')], db_default='', default='', max_length=10),
        ),
        migrations.AddField(
            model_name='promise',
            name='pause_note',
            field=models.CharField(blank=True, db_default='', default='', max_length=300),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(condition=Q(('end', ''), ('paused_at', None), ('warned_at', None)), fields=['warn_at'], name='promise_to_warn'),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(condition=Q(('broken_at', None), ('end', ''), ('paused_at', None)), fields=['due_at'], name='promise_to_break'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=Q(Q(('pause_reason', ''), ('paused_at', None)), Q(('end', ''), ('paused_at__isnull', False), ~Q(('pause_reason', ''))), _connector='OR'), name='only_open_promises_rest_for_a_reason'),
        ),
    ]
