"""A carrier's date that was passed on to the customer is a promise of its own source. No table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('promises', '0014_evidence_of_old'),
    ]

    operations = [
        migrations.AlterField(
            model_name='promise',
            name='source',
            field=models.CharField(choices=[('person', 'Person'), ('acknowledgement', 'Acknowledgement'), ('silence', 'Silence'), ('law', 'Law'), ('carrier', 'Carrier')], max_length=20),
        ),
    ]
