"""How long things are kept, and the rounds that take away what is older."""

import django.db.models.deletion
import makegood.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('shops', '0009_lines_by_product'),
    ]

    operations = [
        migrations.CreateModel(
            name='Retention',
            fields=[
                ('shop', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='retention', serialize=False, to='shops.shop')),
                ('cases_months', models.PositiveSmallIntegerField(null=True)),
                ('mails_months', models.PositiveSmallIntegerField(null=True)),
                ('set_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('cases_months', None), models.Q(('cases_months__gte', 1), ('cases_months__lte', 240)), _connector='OR'), name='cases_kept_a_month'), models.CheckConstraint(condition=models.Q(('mails_months', None), models.Q(('mails_months__gte', 1), ('mails_months__lte', 240)), _connector='OR'), name='mails_kept_a_month')],
            },
        ),
        migrations.CreateModel(
            name='Sweep',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('cases_before', models.DateTimeField(null=True)),
                ('mails_before', models.DateTimeField(null=True)),
                ('begun_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('cases', models.PositiveIntegerField(default=0)),
                ('mails', models.PositiveIntegerField(default=0)),
                ('customers', models.PositiveIntegerField(default=0)),
                ('looked_to', models.UUIDField(null=True)),
                ('shop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sweeps', to='shops.shop')),
            ],
            options={
                'indexes': [models.Index(fields=['shop', '-begun_at'], name='sweep_by_shop')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('shop',), name='one_sweep_at_a_time')],
            },
        ),
    ]
