"""Exports of everything: asked for, written, offered for a week."""

import makegood.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.UUIDField(null=True)),
                ('asked_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('done', models.PositiveBigIntegerField(default=0)),
                ('total', models.PositiveBigIntegerField(default=0)),
                ('ended_at', models.DateTimeField(null=True)),
                ('error', models.CharField(blank=True, max_length=20)),
                ('counts', models.JSONField(default=dict)),
                ('missing', models.PositiveIntegerField(default=0)),
                ('size', models.BigIntegerField(default=0)),
                ('expires_at', models.DateTimeField(null=True)),
                ('removed_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['-asked_at'], name='export_by_age'), models.Index(condition=models.Q(('removed_at', None)), fields=['expires_at'], name='export_to_remove')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('ended_at',), name='one_export_at_a_time', nulls_distinct=False)],
            },
        ),
    ]
