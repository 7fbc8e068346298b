"""The rows there are keep the rule; reading them holds nobody up."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('promises', '0017_what_being_late_costs'),
    ]

    operations = [
        ValidateConstraint(model_name='promise', name='penalty_has_its_currency'),
    ]
