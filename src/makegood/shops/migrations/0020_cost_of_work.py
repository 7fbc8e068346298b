"""What an hour of work costs, and how long a message takes: what broken promises cost is counted by both."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shops', '0019_adopted_repair_rules'),
    ]

    operations = [
        migrations.AddField(
            model_name='shop',
            name='contact_minutes',
            field=models.PositiveSmallIntegerField(db_default=10, default=10),
        ),
        migrations.AddField(
            model_name='shop',
            name='hour_cost_minor',
            field=models.PositiveIntegerField(null=True),
        ),
    ]
