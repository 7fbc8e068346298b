"""What keeps a promise is written down: a message, a call, a parcel, or a note.

Before, a promise was kept by a message, or else by a note: `0014_evidence_of_old` tells it of each, a few at a time, and then
has the constraints looked through. Here they hold for what is written from now on, so that the table is locked for a moment only.
"""

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('messages', '0018_calls'),
        ('promises', '0004_kinds_and_sources'),
        ('shops', '0013_unread_phones'),
    ]

    operations = [
        migrations.AddField(
            model_name='promise',
            name='evidence',
            field=models.CharField(blank=True, choices=[('', 'None'), ('message', 'Message'), ('call', 'Call'), ('parcel', 'Parcel'), ('note', 'Note')], db_default='', default='', max_length=10),
        ),
        migrations.AddField(
            model_name='promise',
            name='kept_by_parcel',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='keeps', to='shops.parcel'),
        ),
        AddConstraintNotValid(
            model_name='promise',
            constraint=models.CheckConstraint(condition=Q(Q(('end__in', ['kept', 'kept_late']), ~Q(('evidence', ''))), Q(~Q(('end__in', ['kept', 'kept_late'])), ('evidence', '')), _connector='OR'), name='kept_promise_has_evidence'),
        ),
        AddConstraintNotValid(
            model_name='promise',
            constraint=models.CheckConstraint(condition=Q(~Q(('evidence', 'note')), ~Q(('end_note', '')), _connector='OR'), name='evidence_by_note_is_told'),
        ),
    ]
