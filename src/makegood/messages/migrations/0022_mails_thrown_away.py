"""When the bytes of a mail were thrown away, and those whose turn will come."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('messages', '0021_what_templates_ask_for'),
    ]

    operations = [
        migrations.AddField(
            model_name='arrival',
            name='emptied_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='arrival',
            index=models.Index(condition=models.Q(('emptied_at', None), ('outcome__in', ['joined', 'opened', 'ignored'])), fields=['arrived_at', 'id'], name='arrival_with_bytes'),
        ),
    ]
