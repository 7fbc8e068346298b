"""What the desk put into a draft is told from what somebody wrote."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('messages', '0023_words_of_notes'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='is_prepared',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
