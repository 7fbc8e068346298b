"""What was found in customers' words, and which phrases count."""

import django.db.models.deletion
import makegood.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0014_signs_of_mood'),
        ('messages', '0019_no_message_is_cancelled'),
        ('shops', '0009_lines_by_product'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('lawyer', 'Lawyer'), ('press', 'Press'), ('chargeback', 'Chargeback'), ('authority', 'Authority'), ('angry', 'Angry'), ('repeat', 'Repeat'), ('silence', 'Silence')], max_length=12)),
                ('weight', models.PositiveSmallIntegerField()),
                ('phrase', models.CharField(blank=True, max_length=200)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('start', models.PositiveIntegerField(default=0)),
                ('end', models.PositiveIntegerField(default=0)),
                ('at', models.DateTimeField()),
                ('over_at', models.DateTimeField(null=True)),
                ('refused_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='cases.case')),
                ('message', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='messages.message')),
                ('refused_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['case', 'at'], name='finding_by_case'), models.Index(condition=models.Q(('refused_at__isnull', False)), fields=['phrase'], name='finding_refused'), models.Index(condition=models.Q(('kind__in', ['repeat', 'silence']), ('over_at', None)), fields=['at'], name='finding_not_over')],
            },
        ),
        migrations.CreateModel(
            name='Switch',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('phrase', models.CharField(max_length=200)),
                ('is_on', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('shop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='shops.shop')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('shop', 'phrase'), name='one_switch_per_phrase')],
            },
        ),
    ]
