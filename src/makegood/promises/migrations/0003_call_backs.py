"""A call back may be promised: nothing changes in the table."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('promises', '0002_lately_kept_and_broken'),
    ]

    operations = [
        migrations.AlterField(
            model_name='promise',
            name='kind',
            field=models.CharField(choices=[('answer', 'Answer'), ('news', 'News'), ('money', 'Money'), ('parcel', 'Parcel'), ('call_back', 'Call Back'), ('other', 'Other')], max_length=10),
        ),
    ]
