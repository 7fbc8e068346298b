"""A prepared answer may promise something within so many working days, and a draft remembers which one it was made from.

Templates and drafts are few: nothing is locked for long.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('messages', '0024_what_the_desk_prepared'),
    ]

    operations = [
        migrations.AddField(
            model_name='template',
            name='promise_kind',
            field=models.CharField(blank=True, db_default='', default='', max_length=10),
        ),
        migrations.AddField(
            model_name='template',
            name='promise_days',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name='template',
            constraint=models.CheckConstraint(condition=Q(Q(('promise_days', None), ('promise_kind', '')), Q(~Q(('promise_kind', '')), ('promise_days__gte', 1), ('promise_days__isnull', False)), _connector='OR'), name='template_promises_by_a_day'),
        ),
        migrations.AddField(
            model_name='draft',
            name='promised_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='messages.template'),
        ),
    ]
