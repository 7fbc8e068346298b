"""In which language customers are answered who write none of the shop's."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shops', '0010_logo'),
    ]

    operations = [
        migrations.AddField(
            model_name='shop',
            name='others_in',
            field=models.CharField(blank=True, db_default='', default='', max_length=10),
        ),
    ]
