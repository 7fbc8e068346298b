"""Which version of its own rules a shop goes by, beside its hours: whoever promises an answer has the shop in hand."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shops', '0013_unread_phones'),
    ]

    operations = [
        migrations.AddField(
            model_name='shop',
            name='rules_number',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
