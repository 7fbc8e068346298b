"""A mailbox counts what it sends, by the attempts themselves, and knows until when it has sent enough."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("messages", "0012_conversations_with_others"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="sending_full_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="delivery",
            name="account",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="messages.account",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["account", "started_at"], name="delivery_by_account"),
        ),
    ]
