"""Strangers ask for their order: a question is kept for a day, whether or not there is such an order."""

import django.db.models.deletion
import makegood.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shops', '0023_commands_by_hand'),
    ]

    operations = [
        migrations.CreateModel(
            name='OrderQuestion',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number_key', models.CharField(max_length=80)),
                ('email', models.CharField(max_length=320)),
                ('language', models.CharField(max_length=10)),
                ('asker', models.CharField(max_length=64)),
                ('asked_at', models.DateTimeField()),
                ('code_digest', models.CharField(blank=True, max_length=64)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('used_at', models.DateTimeField(null=True)),
                ('order', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='shops.order')),
                ('shop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='shops.shop')),
            ],
            options={
                'indexes': [models.Index(fields=['asker', 'asked_at'], name='question_by_asker'), models.Index(fields=['email', 'asked_at'], name='question_by_email'), models.Index(fields=['asked_at'], name='question_by_age')],
            },
        ),
    ]
