"""The carriers of a shop's own, and when each parcel is asked about. Pre deploy."""

import django.contrib.postgres.fields
import django.db.models.deletion
import makegood.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shops', '0026_files_handed_over'),
    ]

    operations = [
        migrations.AddField(
            model_name='parcel',
            name='due_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='CarrierAccount',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=30)),
                ('name', models.CharField(max_length=60)),
                ('called', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                ('timezone', models.CharField(max_length=64)),
                ('settings', models.JSONField(default=dict)),
                ('secret', models.TextField(blank=True)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField()),
                ('asked_at', models.DateTimeField(null=True)),
                ('heard_at', models.DateTimeField(null=True)),
                ('rests_until', models.DateTimeField(null=True)),
                ('failing_since', models.DateTimeField(null=True)),
                ('failure', models.JSONField(default=dict)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('shop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='carriers', to='shops.shop')),
            ],
        ),
        migrations.AddField(
            model_name='parcel',
            name='account',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='shops.carrieraccount'),
        ),
        migrations.AddConstraint(
            model_name='carrieraccount',
            constraint=models.UniqueConstraint(fields=('shop', 'name'), name='one_carrier_per_name'),
        ),
        migrations.AddConstraint(
            model_name='carrieraccount',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('failing_since', None), ('failures', 0)), models.Q(('failing_since__isnull', False), ('failures__gt', 0)), _connector='OR'), name='carrier_failing_since_the_first_failure'),
        ),
    ]
