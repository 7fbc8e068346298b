"""A key may have an end of its own; those made before have none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_roles_of_ones_own")]
    operations = [
        migrations.AddField("apikey", "ends_at", models.DateTimeField(null=True)),
    ]
