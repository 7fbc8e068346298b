"""How many messages, cases or days, of what no words tell."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('moods', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='finding',
            name='times',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
