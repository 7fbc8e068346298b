"""A saved view is asked for by its name: two of one name and owner (a double click made them) become the later one."""

from django.db import migrations, models

LATER_ONE_STAYS = """
    DELETE FROM cases_savedview a USING cases_savedview b
    WHERE a.staff_id IS NOT DISTINCT FROM b.staff_id AND a.name = b.name AND a.id < b.id
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_linked_cases")]

    operations = [
        migrations.RunSQL(LATER_ONE_STAYS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                fields=("staff", "name"), name="one_view_per_name", nulls_distinct=False
            ),
        ),
    ]
