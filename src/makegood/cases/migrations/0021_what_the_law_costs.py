"""Beside a case in the inbox: what a duty of the law costs when its time goes by, and what it has come to.

Nothing is rewritten: the columns have a default in the database, and fill when the law of a case is looked at next.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0020_what_queries_ask_in_the_queue'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='law_cost_currency',
            field=models.CharField(blank=True, db_default='', default='', max_length=3),
        ),
        migrations.AddField(
            model_name='case',
            name='law_cost_minor',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='law_risk',
            field=models.CharField(blank=True, db_default='', default='', max_length=10),
        ),
        migrations.AddField(
            model_name='case',
            name='law_risk_at',
            field=models.DateTimeField(null=True),
        ),
    ]
