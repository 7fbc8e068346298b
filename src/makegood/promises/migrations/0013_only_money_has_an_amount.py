"""The rows there are keep the rule; reading them holds nobody up."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('promises', '0012_how_much_money'),
    ]

    operations = [
        ValidateConstraint(model_name='promise', name='only_money_has_an_amount'),
    ]
