"""What stood in a draft before is kept, so that no word is lost to a second window or a slip."""

import django.db.models.deletion
import makegood.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_incidents'),
        ('messages', '0016_templates_by_tone'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EarlierDraft',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('body', models.TextField()),
                ('why', models.CharField(choices=[('pause', 'Pause'), ('shortened', 'Shortened'), ('other_window', 'Other Window'), ('discarded', 'Discarded'), ('replaced', 'Replaced')], max_length=20)),
                ('at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='earlier_drafts', to='cases.case')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('thread', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='messages.thread')),
            ],
            options={
                'indexes': [models.Index(fields=['case', 'staff', '-at', '-id'], name='earlier_by_draft')],
            },
        ),
    ]
