"""A mail that could not be fetched whole, the address it was handed over for, and how far a long catching-up has come."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('messages', '0006_conversation_root'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='catching_up',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='arrival',
            name='problem',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='arrival',
            name='recipient',
            field=models.CharField(blank=True, max_length=320),
        ),
    ]
