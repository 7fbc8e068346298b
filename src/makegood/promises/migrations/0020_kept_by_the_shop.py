"""A shop's word that money went back keeps a promise of it: one more choice, nothing for the database to do. Pre deploy."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('promises', '0019_stages_promise'),
    ]

    operations = [
        migrations.AlterField(
            model_name='promise',
            name='evidence',
            field=models.CharField(blank=True, choices=[('', 'None'), ('message', 'Message'), ('call', 'Call'), ('parcel', 'Parcel'), ('shop', 'Shop'), ('note', 'Note')], db_default='', default='', max_length=10),
        ),
    ]
