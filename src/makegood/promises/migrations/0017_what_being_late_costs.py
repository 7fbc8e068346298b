"""What being late has come to by law is noted with the promise. No row breaks the rule: it is held to by the next migration."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('promises', '0016_templates_promise'),
    ]

    operations = [
        migrations.AddField(
            model_name='promise',
            name='penalty_minor',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='promise',
            name='penalty_currency',
            field=models.CharField(blank=True, db_default='', default='', max_length=3),
        ),
        AddConstraintNotValid(
            model_name='promise',
            constraint=models.CheckConstraint(condition=Q(Q(('penalty_currency', ''), ('penalty_minor', None)), Q(('penalty_minor__gt', 0), ('penalty_minor__isnull', False), ~Q(('penalty_currency', ''))), _connector='OR'), name='penalty_has_its_currency'),
        ),
    ]
