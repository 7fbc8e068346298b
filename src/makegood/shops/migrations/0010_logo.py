"""A shop may have a logo: a file of the store, and its size."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shops', '0009_lines_by_product'),
    ]

    operations = [
        migrations.AddField(
            model_name='shop',
            name='logo_height',
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='shop',
            name='logo_sha256',
            field=models.CharField(blank=True, db_default='', default='', max_length=64),
        ),
        migrations.AddField(
            model_name='shop',
            name='logo_width',
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
    ]
