"""Answers to past cases, written to learn by them: kept apart from everything that is sent."""

import django.contrib.postgres.fields
import django.db.models.deletion
import makegood.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0015_followers'),
        ('playbooks', '0002_ready_made_ones'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Practice',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('begun_at', models.DateTimeField()),
                ('text', models.TextField(blank=True)),
                ('ticked', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('left_out', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('done_at', models.DateTimeField(null=True)),
                ('score', models.JSONField(default=list)),
                ('reviewed_at', models.DateTimeField(null=True)),
                ('comment', models.TextField(blank=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='practices', to='cases.case')),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='practices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['staff', '-begun_at'], name='practice_by_staff'), models.Index(condition=models.Q(('done_at__isnull', False)), fields=['-done_at', '-id'], name='practice_by_end')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('done_at', None)), fields=('case', 'staff'), name='one_practice_at_a_time')],
            },
        ),
    ]
