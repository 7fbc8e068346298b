"""What Outlook numbers a conversation by is kept, to match answers on whose other signs were rewritten."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_linked_cases'),
        ('messages', '0005_ledger_rows_tell_their_source'),
        ('messages', '0005_messages_that_came_back'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='conversation',
            field=models.CharField(blank=True, db_default='', default='', max_length=32),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('conversation', ''), _negated=True), fields=['conversation'], name='message_by_conversation'),
        ),
    ]
