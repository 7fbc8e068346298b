"""What is due of one carrier is found at once; built beside running work, and anew where it was cut off. Pre deploy."""

from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('shops', '0027_carriers'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddIndex(
                    model_name='parcel',
                    index=models.Index(condition=models.Q(('due_at__isnull', False)), fields=['account', 'due_at'], name='parcel_due'),
                ),
            ],
            database_operations=[
                migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS parcel_due", migrations.RunSQL.noop),
                migrations.RunSQL(
                    "CREATE INDEX CONCURRENTLY parcel_due ON shops_parcel (account_id, due_at) WHERE due_at IS NOT NULL",
                    "DROP INDEX CONCURRENTLY IF EXISTS parcel_due",
                ),
            ],
        ),
    ]
