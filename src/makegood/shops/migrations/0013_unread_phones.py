"""Phones of a file that could not be read, told in the result of its import."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shops', '0012_orders_of_joined_customers'),
    ]

    operations = [
        migrations.AddField(
            model_name='importrun',
            name='unread_examples',
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.AddField(
            model_name='importrun',
            name='unread_phones',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
