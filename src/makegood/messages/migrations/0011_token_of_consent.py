"""An account may be signed in to on the owner's consent: the token in force is kept with it, sealed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('messages', '0010_pause_automatic_answers'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='token',
            field=models.JSONField(default=dict),
        ),
    ]
