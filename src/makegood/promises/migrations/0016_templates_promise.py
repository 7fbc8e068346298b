"""A prepared answer may promise something by itself. No table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('promises', '0015_carriers_dates'),
    ]

    operations = [
        migrations.AlterField(
            model_name='promise',
            name='source',
            field=models.CharField(choices=[('person', 'Person'), ('acknowledgement', 'Acknowledgement'), ('silence', 'Silence'), ('law', 'Law'), ('template', 'Template'), ('carrier', 'Carrier')], max_length=20),
        ),
    ]
