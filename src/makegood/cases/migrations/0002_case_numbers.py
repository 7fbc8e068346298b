"""Case numbers come from a sequence: short, never given twice, and no row to wait for."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE cases_number START WITH 10001",
            "DROP SEQUENCE cases_number",
        )
    ]
