"""One thing that happened to many cases, and which cases those are."""

import django.db.models.deletion
import makegood.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0007_rearrangements'),
        ('shops', '0004_where_suppliers_are_written_to'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200)),
                ('about', models.TextField(blank=True)),
                ('kind', models.CharField(blank=True, choices=[('', 'Unknown'), ('where_is_it', 'Where Is It'), ('late', 'Late'), ('lost', 'Lost'), ('damaged', 'Damaged'), ('wrong_item', 'Wrong Item'), ('missing_part', 'Missing Part'), ('not_as_described', 'Not As Described'), ('defective', 'Defective'), ('return', 'Return'), ('cancel', 'Cancel'), ('billing', 'Billing'), ('other', 'Other')], default='', max_length=20)),
                ('parcel', models.CharField(blank=True, max_length=80)),
                ('parcel_key', models.CharField(blank=True, max_length=80)),
                ('opened_at', models.DateTimeField()),
                ('resolved_at', models.DateTimeField(null=True)),
                ('resolution', models.TextField(blank=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('product', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='shops.product')),
                ('resolved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='CaseInIncident',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='in_incident', to='cases.case')),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='cases.incident')),
            ],
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(fields=['-opened_at', '-id'], name='incident_by_age'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('resolved_at', None)), fields=['-opened_at', '-id'], name='incident_open'),
        ),
        migrations.AddIndex(
            model_name='caseinincident',
            index=models.Index(fields=['incident', '-id'], name='incident_members'),
        ),
    ]
