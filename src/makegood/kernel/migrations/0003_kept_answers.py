"""The first answer to each Idempotency-Key, so that asking twice happens once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_cache_table")]
    operations = [
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("asker", models.CharField(max_length=80)),
                ("key", models.CharField(max_length=255)),
                ("fingerprint", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField(default=0)),
                ("body", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="answer_by_age")],
                "constraints": [
                    models.UniqueConstraint(fields=["asker", "key"], name="one_answer_per_key")
                ],
            },
        ),
    ]
