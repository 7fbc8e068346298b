"""Trials of drafts of the house's rules, and the cases that would have ended otherwise."""

import django.db.models.deletion
import makegood.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0020_what_queries_ask_in_the_queue'),
        ('rulebook', '0001_initial'),
        ('shops', '0019_adopted_repair_rules'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Trial',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('changes', models.PositiveIntegerField()),
                ('asked_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('ended_at', models.DateTimeField(null=True)),
                ('is_failed', models.BooleanField(default=False)),
                ('returns', models.PositiveIntegerField(default=0)),
                ('answers', models.PositiveIntegerField(default=0)),
                ('goodwill', models.PositiveIntegerField(default=0)),
                ('unclear', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('sent_back_minor', models.BigIntegerField(default=0)),
                ('cost_minor', models.BigIntegerField(default=0)),
                ('broken', models.IntegerField(default=0)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='rulebook.version')),
                ('shop', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='shops.shop')),
            ],
        ),
        migrations.CreateModel(
            name='Difference',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('what', models.CharField(max_length=12)),
                ('value_minor', models.BigIntegerField(default=0)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                ('trial', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='differences', to='insight.trial')),
            ],
        ),
        migrations.AddIndex(
            model_name='trial',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['id'], name='trial_to_work_out'),
        ),
        migrations.AddIndex(
            model_name='difference',
            index=models.Index(fields=['trial', '-at', '-id'], name='difference_by_age'),
        ),
    ]
