"""The latest orders of a product, for the cases that are like one about it."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shops', '0008_lines_found_by_words'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='line',
            index=models.Index(fields=['product', '-id'], name='line_by_product'),
        ),
    ]
