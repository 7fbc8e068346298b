"""A saved view is its text; the question as it was kept before 0010 rewrote it is asked by nobody."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0017_words_of_notes'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='savedview',
            name='query',
        ),
    ]
