"""Where a supplier is written to, remembered once typed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shops', '0003_numbers_by_their_beginning'),
    ]

    operations = [
        migrations.AddField(
            model_name='supplier',
            name='email',
            field=models.EmailField(blank=True, db_default='', default='', max_length=320),
        ),
    ]
