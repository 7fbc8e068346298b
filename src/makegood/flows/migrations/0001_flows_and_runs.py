"""Flows with their versions, their runs with what came of each step, and what customers were told."""

import django.db.models.deletion
import makegood.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0022_swept_sooner'),
        ('messages', '0025_templates_promise'),
        ('shops', '0022_connections_go_with_their_shop'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Flow',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('ready', models.CharField(blank=True, max_length=20)),
                ('name', models.CharField(blank=True, max_length=80)),
                ('on_since', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('shop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='flows', to='shops.shop')),
            ],
        ),
        migrations.CreateModel(
            name='QuietHours',
            fields=[
                ('shop', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='quiet_hours', serialize=False, to='shops.shop')),
                ('since', models.PositiveSmallIntegerField(default=1260)),
                ('until', models.PositiveSmallIntegerField(default=480)),
                ('keeps_holidays', models.BooleanField(default=True)),
                ('keeps_sundays', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('since__lt', 1440), ('until__lt', 1440)), name='quiet_hours_are_of_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=60)),
                ('begun_at', models.DateTimeField()),
                ('place', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=20)),
                ('failures', models.PositiveSmallIntegerField(default=0)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='runs', to='cases.case')),
                ('flow', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='flows.flow')),
                ('order', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='shops.order')),
                ('parcel', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='runs', to='shops.parcel')),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('place', models.PositiveSmallIntegerField()),
                ('sort', models.CharField(max_length=10)),
                ('station', models.CharField(blank=True, max_length=12)),
                ('do', models.CharField(choices=[('act', 'Act'), ('skip', 'Skip'), ('end', 'End')], max_length=4)),
                ('reason', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('message', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='messages.message')),
                ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='flows.run')),
            ],
        ),
        migrations.CreateModel(
            name='Told',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('station', models.CharField(max_length=12)),
                ('at', models.DateTimeField()),
                ('message', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='messages.message')),
                ('order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='shops.order')),
                ('parcel', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='shops.parcel')),
            ],
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('plan', models.JSONField()),
                ('at', models.DateTimeField()),
                ('is_draft', models.BooleanField(default=False)),
                ('is_newest', models.BooleanField(default=False)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('flow', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='flows.flow')),
            ],
        ),
        migrations.AddField(
            model_name='run',
            name='version',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='runs', to='flows.version'),
        ),
        migrations.AddIndex(
            model_name='flow',
            index=models.Index(condition=models.Q(('on_since__isnull', False)), fields=['shop'], name='flow_switched_on'),
        ),
        migrations.AddConstraint(
            model_name='flow',
            constraint=models.UniqueConstraint(condition=models.Q(('ready', ''), _negated=True), fields=('shop', 'ready'), name='one_flow_per_ready_made'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('run', 'place'), name='one_entry_per_step'),
        ),
        migrations.AddIndex(
            model_name='told',
            index=models.Index(fields=['parcel'], name='told_by_parcel'),
        ),
        migrations.AddConstraint(
            model_name='told',
            constraint=models.UniqueConstraint(fields=('order', 'parcel', 'station'), name='told_once_of_each_station', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('flow', 'number'), name='one_flow_version_per_number'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(condition=models.Q(('is_draft', True)), fields=('flow',), name='one_draft_per_flow'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(condition=models.Q(('is_newest', True)), fields=('flow',), name='one_newest_version_per_flow'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(('is_draft', True), ('is_newest', True), _negated=True), name='no_run_goes_by_a_draft'),
        ),
        migrations.AddIndex(
            model_name='run',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['due_at'], name='run_due'),
        ),
        migrations.AddIndex(
            model_name='run',
            index=models.Index(fields=['flow', '-id'], name='run_by_flow'),
        ),
        migrations.AddIndex(
            model_name='run',
            index=models.Index(condition=models.Q(('due_at', None)), fields=['ended_at'], name='run_by_end'),
        ),
        migrations.AddConstraint(
            model_name='run',
            constraint=models.UniqueConstraint(fields=('flow', 'key'), name='one_run_per_flow_and_thing'),
        ),
        migrations.AddConstraint(
            model_name='run',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_at', None), ('ended_at__isnull', False)), models.Q(('due_at__isnull', False), ('ended_at', None)), _connector='OR'), name='run_is_due_until_it_ends'),
        ),
    ]
