"""How many pieces of a line lie in a parcel: the table of lines in parcels is a model of its own now, the rows stay. Pre deploy."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shops', '0016_connected_shops'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
        migrations.CreateModel(
            name='Packed',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='shops.line')),
                ('parcel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='shops.parcel')),
            ],
            options={
                'db_table': 'shops_parcel_lines',
                'unique_together': {('parcel', 'line')},
            },
        ),
        migrations.AlterField(
            model_name='parcel',
            name='lines',
            field=models.ManyToManyField(blank=True, related_name='parcels', through='shops.Packed', to='shops.line'),
        ),
            ],
        ),
        migrations.AddField(
            model_name='packed',
            name='quantity',
            field=models.PositiveIntegerField(null=True),
        ),
    ]
