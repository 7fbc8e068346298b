"""A saved view is a query's text, each person's queue looks as they like it, and waiting on others has its index.

The views saved before are rewritten as the texts that ask the same; a tag, person or team gone since is named all the same.
"""

from typing import Any

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


VIEWS = {
    "mine": "assignee:me",
    "unassigned": "assignee:none",
    "team": "team:mine",
    "snoozed": "state:snoozed",
    "closed": "state:closed",
}


def write_as_texts(apps: Any, schema_editor: Any) -> None:
    SavedView = apps.get_model("cases", "SavedView")
    emails = {str(pk): email for pk, email in apps.get_model("people", "Staff").objects.values_list("pk", "email")}
    teams = {str(pk): name for pk, name in apps.get_model("people", "Team").objects.values_list("pk", "name")}
    for view in SavedView.objects.all():
        asked = view.query if isinstance(view.query, dict) else {}
        assignee, team = asked.get("assignee"), asked.get("team")
        parts = [VIEWS.get(asked.get("view", ""), "")]
        parts += [f"kind:{asked['kind']}"] if asked.get("kind") else []
        parts += [f"lang:{asked['language']}"] if asked.get("language") else []
        parts += [f"tag:{quoted(str(asked['tag']))}"] if asked.get("tag") else []
        parts += [f"assignee:{quoted(str(emails.get(assignee, assignee)))}"] if assignee else []
        parts += [f"team:{quoted(str(teams.get(team, team)))}"] if team else []
        view.text = " ".join(part for part in parts if part)[:1000]
        view.save(update_fields=["text"])


def quoted(name: str) -> str:
    is_plain = all(c.isalnum() or c in "@.-_" for c in name) and name.lower() not in ("me", "mine", "none")
    return name if is_plain else '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0009_more_kinds'),
        ('people', '0004_unreachable_addresses'),
        ('shops', '0006_holidays_by_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='QueueLook',
            fields=[
                ('staff', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='queue_look', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('density', models.CharField(choices=[('comfortable', 'Comfortable'), ('compact', 'Compact')], default='comfortable', max_length=12)),
                ('hidden', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), blank=True, default=list, size=None)),
                ('opens_with', models.CharField(blank=True, max_length=1000)),
            ],
        ),
        migrations.AddField(
            model_name='savedview',
            name='group',
            field=models.CharField(blank=True, db_default='', max_length=10),
        ),
        migrations.AddField(
            model_name='savedview',
            name='text',
            field=models.CharField(blank=True, db_default='', max_length=1000),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at', None), ('snoozed_until', None), models.Q(('turn', 'us'), _negated=True)), fields=['queue_at', 'id'], name='case_queue_theirs'),
        ),
        migrations.RunPython(write_as_texts, migrations.RunPython.noop),
    ]
