"""Macros with their versions, bulks, and what became of each of their cases."""

import django.db.models.deletion
import makegood.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0008_incidents'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Macro',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60)),
                ('version', models.PositiveIntegerField(default=1)),
                ('is_active', models.BooleanField(default=True)),
                ('staff', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='macros', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='MacroVersion',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=60)),
                ('steps', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('macro', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='bulk.macro')),
            ],
        ),
        migrations.CreateModel(
            name='Bulk',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('steps', models.JSONField(default=list)),
                ('chosen', models.CharField(blank=True, max_length=500)),
                ('total', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('skipped', models.PositiveIntegerField(default=0)),
                ('refused', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('failed', models.PositiveIntegerField(default=0)),
                ('stopped', models.PositiveIntegerField(default=0)),
                ('asked_at', models.DateTimeField()),
                ('begun_at', models.DateTimeField(null=True)),
                ('stop_asked_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='bulks', to=settings.AUTH_USER_MODEL)),
                ('undoes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='undone_by', to='bulk.bulk')),
                ('macro', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='bulks', to='bulk.macroversion')),
            ],
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('place', models.PositiveIntegerField()),
                ('number', models.BigIntegerField()),
                ('seen', models.JSONField(default=dict)),
                ('result', models.CharField(blank=True, choices=[('', 'Waiting'), ('done', 'Done'), ('skipped', 'Skipped'), ('refused', 'Refused'), ('changed', 'Changed'), ('failed', 'Failed'), ('stopped', 'Stopped')], db_default='', default='', max_length=10)),
                ('code', models.CharField(blank=True, db_default='', max_length=40)),
                ('why', models.TextField(blank=True, db_default='')),
                ('kept', models.JSONField(db_default=models.Value([], models.JSONField()), default=list)),
                ('ended_at', models.DateTimeField(null=True)),
                ('bulk', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='bulk.bulk')),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cases.case')),
            ],
        ),
        migrations.AddConstraint(
            model_name='macro',
            constraint=models.UniqueConstraint(condition=models.Q(('is_active', True)), fields=('staff', 'name'), name='one_macro_per_name', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='macroversion',
            constraint=models.UniqueConstraint(fields=('macro', 'number'), name='one_version_per_number'),
        ),
        migrations.AddIndex(
            model_name='bulk',
            index=models.Index(fields=['-asked_at', '-id'], name='bulk_by_age'),
        ),
        migrations.AddIndex(
            model_name='bulk',
            index=models.Index(fields=['by', '-asked_at', '-id'], name='bulk_by_starter'),
        ),
        migrations.AddIndex(
            model_name='bulk',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['asked_at'], name='bulk_under_way'),
        ),
        migrations.AddIndex(
            model_name='outcome',
            index=models.Index(condition=models.Q(('result', '')), fields=['bulk', 'place'], name='outcome_waiting'),
        ),
        migrations.AddIndex(
            model_name='outcome',
            index=models.Index(fields=['bulk', 'result', 'place'], name='outcome_by_result'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.UniqueConstraint(fields=('bulk', 'place'), name='one_outcome_per_place'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.UniqueConstraint(fields=('bulk', 'number'), name='one_outcome_per_case'),
        ),
    ]
