"""Who is told what happens, what is on its way to them, and how far the happenings have been read."""

import django.contrib.postgres.fields
import django.db.models.deletion
import makegood.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Endpoint',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('url', models.CharField(max_length=500)),
                ('secret', models.TextField()),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), size=None)),
                ('created_at', models.DateTimeField()),
                ('after', models.BigIntegerField()),
                ('failing_since', models.DateTimeField(null=True)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('rests_until', models.DateTimeField(null=True)),
                ('off_at', models.DateTimeField(null=True)),
                ('off_why', models.CharField(blank=True, choices=[('', 'Not'), ('by_hand', 'By Hand'), ('failed', 'Failed'), ('gone', 'Gone'), ('left', 'Left')], default='', max_length=10)),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='endpoints', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('after', models.BigIntegerField(default=0)),
                ('mark', models.BigIntegerField(null=True)),
                ('writers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='there_is_one_feed')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('happening', models.BigIntegerField(null=True)),
                ('kind', models.CharField(max_length=30)),
                ('body', models.TextField()),
                ('at', models.DateTimeField()),
                ('end', models.CharField(blank=True, choices=[('', 'Waiting'), ('delivered', 'Delivered'), ('given_up', 'Given Up')], default='', max_length=10)),
                ('next_at', models.DateTimeField(null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('tried_at', models.DateTimeField(null=True)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('code', models.CharField(blank=True, default='', max_length=30)),
                ('answer', models.CharField(blank=True, default='', max_length=500)),
                ('took_ms', models.PositiveIntegerField(null=True)),
                ('endpoint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='hooks.endpoint')),
            ],
        ),
        migrations.AddConstraint(
            model_name='endpoint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('off_at', None), ('off_why', '')), models.Q(('off_at__isnull', False), models.Q(('off_why', ''), _negated=True)), _connector='OR'), name='endpoint_is_off_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='endpoint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('failing_since', None), ('failures', 0)), models.Q(('failing_since__isnull', False), ('failures__gt', 0)), _connector='OR'), name='endpoint_fails_since_a_time'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('end', '')), fields=['endpoint', 'next_at'], name='post_to_send'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['endpoint', '-id'], name='post_by_endpoint'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('end', ''), _negated=True), fields=['tried_at'], name='post_by_age'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(fields=('endpoint', 'happening'), name='one_post_per_happening'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end', ''), ('next_at__isnull', False)), models.Q(models.Q(('end', ''), _negated=True), ('next_at', None)), _connector='OR'), name='post_waits_until_it_ends'),
        ),
    ]
