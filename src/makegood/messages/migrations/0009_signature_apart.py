"""The writer's name card stands apart from their words: shown folded, never lost."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messages", "0008_the_servers_own_count")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="signature",
            field=models.TextField(blank=True, default="", db_default=""),
        ),
    ]
