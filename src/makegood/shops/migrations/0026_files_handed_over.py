"""Files that a connected system hands over, until they are read: two tables of their own, empty at first. Pre deploy."""

import django.db.models.deletion
import makegood.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shops', '0025_scans_of_parcels'),
    ]

    operations = [
        migrations.CreateModel(
            name='HandedFile',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('exchange', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=200)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('pieces', models.PositiveIntegerField(default=0)),
                ('received_at', models.DateTimeField()),
                ('is_whole', models.BooleanField(default=False)),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handed', to='shops.connection')),
            ],
        ),
        migrations.CreateModel(
            name='HandedPiece',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('body', models.BinaryField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='shops.handedfile')),
            ],
        ),
        migrations.AddConstraint(
            model_name='handedfile',
            constraint=models.UniqueConstraint(fields=('connection', 'exchange', 'name'), name='one_file_per_name_and_exchange'),
        ),
        migrations.AddConstraint(
            model_name='handedpiece',
            constraint=models.UniqueConstraint(fields=('file', 'position'), name='one_piece_per_place'),
        ),
    ]
