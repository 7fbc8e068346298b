"""A promise of money says how much, where somebody said. No row breaks the rule: it is held to by the next migration, without a lock."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('promises', '0011_loads_and_recounts'),
    ]

    operations = [
        migrations.AddField(
            model_name='promise',
            name='amount_minor',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='promise',
            name='currency',
            field=models.CharField(blank=True, db_default='', default='', max_length=3),
        ),
        AddConstraintNotValid(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount_minor', None), ('currency', '')), models.Q(('amount_minor__gt', 0), ('kind', 'money'), models.Q(('currency', ''), _negated=True)), _connector='OR'), name='only_money_has_an_amount'),
        ),
    ]
