"""Talks on the phone."""

import django.db.models.deletion
import makegood.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0009_more_kinds'),
        ('messages', '0017_earlier_drafts'),
        ('shops', '0006_holidays_by_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('direction', models.CharField(choices=[('in', 'In'), ('out', 'Out')], max_length=3)),
                ('number', models.CharField(blank=True, max_length=40)),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('was_reached', models.BooleanField(default=True)),
                ('summary', models.TextField(blank=True)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='cases.case')),
                ('message', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='call', to='messages.message')),
                ('shop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='shops.shop')),
                ('staff', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='calls', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['staff', '-started_at'], name='call_by_staff')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('staff',), name='one_call_at_a_time')],
            },
        ),
    ]
