"""Conversations with suppliers and carriers: who is there, and a draft of its own in each."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_linked_cases'),
        ('messages', '0011_token_of_consent'),
        ('messages', '0011_tombstones'),
        ('shops', '0004_where_suppliers_are_written_to'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='draft',
            name='one_draft_per_person_and_case',
        ),
        migrations.AddField(
            model_name='draft',
            name='thread',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='messages.thread'),
        ),
        migrations.AddField(
            model_name='thread',
            name='address',
            field=models.CharField(blank=True, max_length=320),
        ),
        migrations.AddField(
            model_name='thread',
            name='name',
            field=models.CharField(blank=True, max_length=160),
        ),
        migrations.AddField(
            model_name='thread',
            name='subject',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='thread',
            name='supplier',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='shops.supplier'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(condition=models.Q(('thread', None)), fields=('case', 'staff'), name='one_draft_per_person_and_customer'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('thread', 'staff'), name='one_draft_per_person_and_thread'),
        ),
    ]
