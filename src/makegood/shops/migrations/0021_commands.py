"""What connected shops are told to do: a table of its own, empty at first. Pre deploy."""

import django.db.models.deletion
import makegood.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shops', '0020_cost_of_work'),
    ]

    operations = [
        migrations.CreateModel(
            name='Command',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=12)),
                ('arguments', models.JSONField(default=dict)),
                ('by_id', models.UUIDField(null=True)),
                ('drafted_at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('drafted', 'Drafted'), ('under_way', 'Under Way'), ('done', 'Done'), ('refused', 'Refused'), ('unknown', 'Unknown')], default='drafted', max_length=9)),
                ('external_id', models.CharField(blank=True, max_length=120)),
                ('code', models.CharField(blank=True, max_length=120)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('due_at', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commands', to='shops.connection')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commands', to='shops.order')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='command_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('due_at', None), ('outcome__in', ['done', 'refused'])), models.Q(('answered_at', None), ('outcome__in', ['drafted', 'under_way', 'unknown'])), _connector='OR'), name='command_answered_or_open')],
            },
        ),
    ]
