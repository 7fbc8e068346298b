"""Cases of which more is known than when the law was last asked wait in a list that a sweep takes from."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0019_swept_soon'),
        ('promises', '0008_what_the_desk_does'),
    ]

    operations = [
        migrations.CreateModel(
            name='LawLook',
            fields=[
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='cases.case')),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='law_to_look_at')],
            },
        ),
    ]
