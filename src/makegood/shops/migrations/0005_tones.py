"""How customers are addressed, by language: a language not named is formal, as it was."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shops', '0004_where_suppliers_are_written_to'),
    ]

    operations = [
        migrations.AddField(
            model_name='shop',
            name='tones',
            field=models.JSONField(db_default={}, default=dict),
        ),
    ]
