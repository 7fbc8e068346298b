"""What was told of parcels, scan by scan, with the first day promised beside the last; parcels known before were known at the upgrade. Pre deploy."""

import django.db.models.deletion
import makegood.kernel.clock
import makegood.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shops', '0024_order_questions'),
    ]

    operations = [
        migrations.AddField(
            model_name='parcel',
            name='collect_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='parcel',
            name='first_expected_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='parcel',
            name='known_at',
            field=models.DateTimeField(default=makegood.kernel.clock.now, null=True),
        ),
        migrations.AddField(
            model_name='parcel',
            name='moved_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='parcel',
            name='state_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='parcel',
            name='state',
            field=models.CharField(choices=[('not_handed_over', 'Not Handed Over'), ('in_transit', 'In Transit'), ('sorting', 'Sorting'), ('out_for_delivery', 'Out For Delivery'), ('ready', 'Ready'), ('delivered', 'Delivered'), ('delayed', 'Delayed'), ('failed', 'Failed'), ('returning', 'Returning'), ('lost', 'Lost'), ('unknown', 'Unknown')], default='unknown', max_length=20),
        ),
        migrations.CreateModel(
            name='TrackingEvent',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('mark', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('not_handed_over', 'Not Handed Over'), ('in_transit', 'In Transit'), ('sorting', 'Sorting'), ('out_for_delivery', 'Out For Delivery'), ('ready', 'Ready'), ('delivered', 'Delivered'), ('delayed', 'Delayed'), ('failed', 'Failed'), ('returning', 'Returning'), ('lost', 'Lost'), ('unknown', 'Unknown')], max_length=20)),
                ('cause', models.CharField(blank=True, choices=[('overloaded', 'overloaded'), ('misrouted', 'misrouted'), ('missed', 'missed'), ('damaged', 'damaged'), ('missing', 'missing'), ('late_handover', 'late_handover'), ('papers', 'papers'), ('packing', 'packing'), ('nobody_home', 'nobody_home'), ('address', 'address'), ('refused', 'refused'), ('not_collected', 'not_collected'), ('other_day', 'other_day'), ('customs', 'customs'), ('duties', 'duties'), ('weather', 'weather'), ('holiday', 'holiday'), ('accident', 'accident')], max_length=20)),
                ('place', models.CharField(blank=True, max_length=160)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('source', models.CharField(max_length=60)),
                ('parcel', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='events', to='shops.parcel')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('parcel', 'mark'), name='one_event_per_scan')],
            },
        ),
    ]
