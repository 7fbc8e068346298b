"""A shop may let the desk write how things stand before a customer waits too long."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shops', '0014_rules_in_force'),
    ]

    operations = [
        migrations.AddField(
            model_name='shop',
            name='sends_news',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
