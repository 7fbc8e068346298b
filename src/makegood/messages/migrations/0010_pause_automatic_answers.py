"""In a storm a mailbox answers nobody by itself; how many it answered, to whom and to which words, tells a storm."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_linked_cases"),
        ("messages", "0009_signature_apart"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="answers_counted_from",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="account",
            name="answers_pause",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="account",
            name="answers_paused_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="acknowledgement",
            name="account",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="messages.account",
            ),
        ),
        migrations.AddField(
            model_name="acknowledgement",
            name="digest",
            field=models.CharField(blank=True, db_default="", max_length=32),
        ),
        migrations.AddField(
            model_name="acknowledgement",
            name="domain",
            field=models.CharField(blank=True, db_default="", max_length=255),
        ),
        migrations.AddField(
            model_name="acknowledgement",
            name="heard_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="acknowledgement",
            index=models.Index(fields=["account", "heard_at"], name="acknowledgement_by_account"),
        ),
    ]
