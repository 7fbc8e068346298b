"""A decision, a repair and a collection may be promised; a promise says what of its source it came from."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('promises', '0003_call_backs'),
    ]

    operations = [
        migrations.AlterField(
            model_name='promise',
            name='kind',
            field=models.CharField(choices=[('answer', 'Answer'), ('news', 'News'), ('decision', 'Decision'), ('money', 'Money'), ('parcel', 'Parcel'), ('repair', 'Repair'), ('call_back', 'Call Back'), ('collection', 'Collection'), ('other', 'Other')], max_length=10),
        ),
        migrations.AlterField(
            model_name='promise',
            name='source',
            field=models.CharField(choices=[('person', 'Person'), ('acknowledgement', 'Acknowledgement'), ('silence', 'Silence'), ('law', 'Law')], max_length=20),
        ),
        migrations.AddField(
            model_name='promise',
            name='basis',
            field=models.CharField(blank=True, db_default='', default='', max_length=120),
        ),
    ]
