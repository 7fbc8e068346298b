"""Order and parcel numbers are searched by their beginning, which a plain index cannot answer in most collations."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shops", "0002_refused_rows")]

    operations = [
        migrations.RemoveIndex(model_name="order", name="order_by_number"),
        migrations.RemoveIndex(model_name="parcel", name="parcel_by_number"),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                fields=["number_key"], name="order_by_number", opclasses=["varchar_pattern_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="parcel",
            index=models.Index(
                fields=["number_key"], name="parcel_by_number", opclasses=["varchar_pattern_ops"]
            ),
        ),
    ]
