"""What a key added is told nothing any more when the key is revoked or has ended. Pre deploy: there are twenty at most."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hooks', '0002_a_secret_and_its_former'),
        ('people', '0012_groups_of_customers'),
    ]

    operations = [
        migrations.AddField(
            model_name='endpoint',
            name='key',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.apikey'),
        ),
        migrations.AlterField(
            model_name='endpoint',
            name='off_why',
            field=models.CharField(blank=True, choices=[('', 'Not'), ('by_hand', 'By Hand'), ('failed', 'Failed'), ('gone', 'Gone'), ('left', 'Left'), ('key', 'Key')], default='', max_length=10),
        ),
    ]
