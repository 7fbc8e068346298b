"""A shop may say in which countries the EU's rules on repairs are national law by now; an empty list, so no row is rewritten."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shops', '0018_ids_of_connected_shops'),
    ]

    operations = [
        migrations.AddField(
            model_name='shop',
            name='adopted_in',
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=2), blank=True, db_default=[], default=list, size=None
            ),
        ),
    ]
