"""Lines that are no known product's are found by words: an order's cases are asked for by product."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_find_by_part_of_name'),
        ('shops', '0007_line_price_may_be_unknown'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='line',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name'), name='gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('sku'), name='gin_trgm_ops'), condition=models.Q(('product', None)), name='line_of_no_product'),
        ),
    ]
