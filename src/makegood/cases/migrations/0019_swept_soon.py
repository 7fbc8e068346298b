"""Cases are vacuumed once one in two hundred has changed, not one in five.

The list one looks at is counted by its index alone (docs/decisions/0035), which is quick only where the visibility map
knows the pages of the open cases; and it is the open ones, a tenth of all, that change all day.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0018_views_are_texts_only")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE cases_case SET (autovacuum_vacuum_scale_factor = 0.005,"
            " autovacuum_vacuum_insert_scale_factor = 0.005)",
            "ALTER TABLE cases_case RESET (autovacuum_vacuum_scale_factor,"
            " autovacuum_vacuum_insert_scale_factor)",
        )
    ]
