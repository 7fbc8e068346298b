"""A flow promises on the case it opened: a source of its own, so that the ledger says where it came from."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('promises', '0020_kept_by_the_shop'),
    ]

    operations = [
        migrations.AlterField(
            model_name='promise',
            name='source',
            field=models.CharField(choices=[('person', 'Person'), ('acknowledgement', 'Acknowledgement'), ('silence', 'Silence'), ('law', 'Law'), ('template', 'Template'), ('playbook', 'Playbook'), ('flow', 'Flow'), ('carrier', 'Carrier')], max_length=20),
        ),
    ]
