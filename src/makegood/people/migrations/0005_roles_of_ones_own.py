"""Two more roles: light, and custom, which is a named set of permissions. Everybody keeps the role they have."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import makegood.kernel.ids

ROLES = [
    ("owner", "Owner"),
    ("manager", "Manager"),
    ("agent", "Agent"),
    ("light", "Light"),
    ("custom", "Custom"),
]
IS_CUSTOM = models.Q(role="custom", custom_role__isnull=False) | (
    ~models.Q(role="custom") & models.Q(custom_role__isnull=True)
)


class Migration(migrations.Migration):
    dependencies = [("people", "0004_unreachable_addresses")]
    operations = [
        migrations.CreateModel(
            name="CustomRole",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=makegood.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                (
                    "permissions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"), name="one_role_per_name"
                    )
                ]
            },
        ),
        migrations.AddField(
            "staff",
            "custom_role",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="staff",
                to="people.customrole",
            ),
        ),
        migrations.AddField(
            "invitation",
            "custom_role",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="invitations",
                to="people.customrole",
            ),
        ),
        migrations.AlterField(
            "staff", "role", models.CharField(choices=ROLES, default="agent", max_length=10)
        ),
        migrations.AlterField(
            "invitation", "role", models.CharField(choices=ROLES, default="agent", max_length=10)
        ),
        migrations.AddConstraint(
            "staff", models.CheckConstraint(condition=IS_CUSTOM, name="custom_role_is_named")
        ),
    ]
