"""What a server called a message of ours instead of us: answers refer to it."""

import django.db.models.deletion
import makegood.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('messages', '0013_sending_no_more_than_allowed'),
    ]

    operations = [
        migrations.CreateModel(
            name='OtherId',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('mail_id', models.CharField(max_length=998)),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='other_ids', to='messages.message')),
            ],
            options={
                'indexes': [models.Index(fields=['mail_id'], name='message_by_other_id')],
            },
        ),
    ]
