"""What keeps a promise is written down: a message, a call, a parcel, or a note.

Before, a promise was kept by a message, or else by a note.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

_KEPT = ("kept", "kept_late")


def tell_evidence(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    kept = apps.get_model("promises", "Promise").objects.filter(end__in=_KEPT)
    kept.filter(kept_by=None).exclude(end_note="").update(evidence="note")
    kept.filter(evidence="", kept_by__channel="phone").update(evidence="call")
    kept.filter(evidence="").update(evidence="message")


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
        migrations.RunPython(tell_evidence, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=Q(Q(('end__in', ['kept', 'kept_late']), ~Q(('evidence', ''))), Q(~Q(('end__in', ['kept', 'kept_late'])), ('evidence', '')), _connector='OR'), name='kept_promise_has_evidence'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=Q(~Q(('evidence', 'note')), ~Q(('end_note', '')), _connector='OR'), name='evidence_by_note_is_told'),
        ),
    ]
