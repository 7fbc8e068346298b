"""Where the words of notes stand, to be searched; `messages` fills them, as it has the functions that read words."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_cases_long_quiet")]

    operations = [
        migrations.AddField(
            model_name="note",
            name="words",
            field=django.contrib.postgres.search.SearchVectorField(null=True),
        ),
        migrations.AddIndex(
            model_name="note",
            index=django.contrib.postgres.indexes.GinIndex(fields=["words"], name="note_words"),
        ),
    ]
