"""What a shop can't be told is done by a person, who says what shows it. Pre deploy: no page has offered commands before, so
the table is empty or small."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shops', '0022_connections_go_with_their_shop'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='command',
            name='command_answered_or_open',
        ),
        migrations.AddField(
            model_name='command',
            name='answered_by_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='command',
            name='evidence',
            field=models.CharField(blank=True, db_default='', default='', max_length=500),
        ),
        migrations.AlterField(
            model_name='command',
            name='connection',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='commands', to='shops.connection'),
        ),
        migrations.AlterField(
            model_name='command',
            name='outcome',
            field=models.CharField(choices=[('drafted', 'Drafted'), ('by_hand', 'By Hand'), ('under_way', 'Under Way'), ('done', 'Done'), ('refused', 'Refused'), ('unknown', 'Unknown')], default='drafted', max_length=9),
        ),
        migrations.AddIndex(
            model_name='command',
            index=models.Index(condition=models.Q(('due_at', None), ('outcome__in', ['by_hand', 'unknown'])), fields=['drafted_at', 'id'], name='command_for_a_person'),
        ),
        migrations.AddConstraint(
            model_name='command',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('due_at', None), ('outcome__in', ['done', 'refused'])), models.Q(('answered_at', None), ('outcome__in', ['drafted', 'by_hand', 'under_way', 'unknown'])), _connector='OR'), name='command_answered_or_open'),
        ),
        migrations.AddConstraint(
            model_name='command',
            constraint=models.CheckConstraint(condition=models.Q(('connection__isnull', False), models.Q(('due_at', None), ('outcome__in', ['by_hand', 'done', 'refused'])), _connector='OR'), name='command_without_a_line_is_by_hand'),
        ),
        migrations.AddConstraint(
            model_name='command',
            constraint=models.CheckConstraint(condition=models.Q(('answered_by_id', None), models.Q(('answered_at__isnull', False), models.Q(('evidence', ''), _negated=True)), _connector='OR'), name='command_by_a_person_has_evidence'),
        ),
    ]
