"""Orders of customers who turned out to be others, and whose orders did not go along then."""

from django.db import migrations

BRING = """
    UPDATE shops_order SET customer_id = people_customer.merged_into_id
    FROM people_customer
    WHERE people_customer.id = shops_order.customer_id AND people_customer.merged_into_id IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("shops", "0011_others_in"),
        ("people", "0011_tips"),
    ]

    operations = [migrations.RunSQL(BRING, migrations.RunSQL.noop)]
