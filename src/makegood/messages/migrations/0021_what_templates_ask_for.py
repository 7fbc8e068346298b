"""A prepared answer says what it asks the customer for; the ready-made ones are told by the names they came with."""

from typing import Any

from django.db import migrations, models

from makegood.kernel.text import LANGUAGES
from makegood.messages.prepared import prepared_in


def note(apps: Any, schema_editor: Any) -> None:
    Template = apps.get_model("messages", "Template")
    for language in LANGUAGES:
        for one in prepared_in(language):
            if one.asks:
                Template.objects.filter(language=language, name=one.name).update(asks=one.asks)


class Migration(migrations.Migration):
    dependencies = [("messages", "0020_words_by_month")]

    operations = [
        migrations.AddField(
            model_name="template",
            name="asks",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.RunPython(note, migrations.RunPython.noop),
    ]
