"""A customer may be in a group of the shop's: its rules can be for some."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0011_tips'),
    ]

    operations = [
        migrations.AddField(
            model_name='customer',
            name='group',
            field=models.CharField(blank=True, db_default='', default='', max_length=80),
        ),
    ]
