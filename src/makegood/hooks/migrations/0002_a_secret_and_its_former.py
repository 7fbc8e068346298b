"""A secret that is replaced signs beside the new one for a day."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hooks', '0001_endpoints_and_posts'),
    ]

    operations = [
        migrations.AddField(
            model_name='endpoint',
            name='former_secret',
            field=models.TextField(blank=True, db_default='', default=''),
        ),
        migrations.AddField(
            model_name='endpoint',
            name='former_until',
            field=models.DateTimeField(null=True),
        ),
    ]
