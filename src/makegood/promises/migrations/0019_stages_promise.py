"""A stage of a playbook may promise something. No table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('promises', '0018_penalties_have_a_currency'),
    ]

    operations = [
        migrations.AlterField(
            model_name='promise',
            name='source',
            field=models.CharField(choices=[('person', 'Person'), ('acknowledgement', 'Acknowledgement'), ('silence', 'Silence'), ('law', 'Law'), ('template', 'Template'), ('playbook', 'Playbook'), ('carrier', 'Carrier')], max_length=20),
        ),
    ]
