"""Who of a team gets cases with threats and anger."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_mark_of_abuse'),
    ]

    operations = [
        migrations.AddField(
            model_name='team',
            name='senior',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
    ]
