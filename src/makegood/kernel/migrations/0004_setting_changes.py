"""Each changed setting as a row with its values; what happened before is taken along, as far as it was written down."""

from django.db import migrations, models

TAKEN_ALONG = """
    INSERT INTO kernel_settingchange (at, by_id, origin, act, thing, thing_id, name, field, before, after, is_secret)
    SELECT h.at, h.by_id, '', w.act, w.thing, split_part(h.topic, ':', 2),
        left(coalesce(h.facts->>'name', h.facts->>'number', h.facts->>'after', ''), 160),
        left(coalesce(f.field, h.facts->>'field', ''), 60),
        CASE WHEN f.field IS NULL THEN h.facts->'before' END,
        CASE WHEN f.field IS NULL THEN coalesce(h.facts->'after', h.facts->'role', h.facts->'reason') END,
        false
    FROM kernel_happening h
    JOIN (VALUES
        ('ShopOpened', 'made', 'shop'), ('ShopChanged', 'changed', 'shop'),
        ('StaffJoined', 'made', 'staff'), ('StaffChanged', 'changed', 'staff'),
        ('InvitationMade', 'made', 'invitation'), ('InvitationRevoked', 'removed', 'invitation'),
        ('TeamSaved', 'changed', 'team'), ('TeamRemoved', 'removed', 'team'),
        ('ApiKeyMade', 'made', 'key'), ('ApiKeyRevoked', 'removed', 'key'),
        ('AccountConnected', 'made', 'mailbox'), ('AccountChanged', 'changed', 'mailbox'),
        ('AccountDisconnected', 'removed', 'mailbox'),
        ('TemplateSaved', 'changed', 'template'), ('TemplateRemoved', 'removed', 'template'),
        ('TagRenamed', 'changed', 'tag'), ('TagRemoved', 'removed', 'tag'),
        ('CaseDeleted', 'removed', 'case'), ('CustomersMerged', 'changed', 'customer')
    ) AS w (event, act, thing) ON w.event = h.name
    LEFT JOIN LATERAL jsonb_array_elements_text(
        CASE WHEN jsonb_typeof(h.facts->'fields') = 'array' THEN h.facts->'fields' ELSE '[]'::jsonb END
    ) AS f (field) ON true
    ORDER BY h.id
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_kept_answers")]
    operations = [
        migrations.CreateModel(
            name="SettingChange",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("by_id", models.UUIDField(null=True)),
                ("origin", models.CharField(blank=True, max_length=45)),
                ("act", models.CharField(max_length=8)),
                ("thing", models.CharField(max_length=20)),
                ("thing_id", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=160)),
                ("field", models.CharField(blank=True, max_length=60)),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("is_secret", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["thing", "id"], name="setting_change_by_thing"),
                    models.Index(fields=["by_id", "id"], name="setting_change_by_person"),
                    models.Index(fields=["at"], name="setting_change_by_time"),
                ],
            },
        ),
        migrations.RunSQL(TAKEN_ALONG, migrations.RunSQL.noop),
    ]
