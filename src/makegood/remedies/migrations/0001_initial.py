"""What is given on a case beyond the law, and who said yes."""

import django.db.models.deletion
import makegood.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0019_swept_soon'),
        ('promises', '0013_only_money_has_an_amount'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('money', 'Money'), ('right', 'Right')], max_length=10)),
                ('amount_minor', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('form', models.CharField(blank=True, choices=[('refund', 'refund'), ('credit', 'credit'), ('coupon', 'coupon'), ('gift', 'gift')], max_length=10)),
                ('within_days', models.PositiveSmallIntegerField(null=True)),
                ('right', models.CharField(blank=True, max_length=40)),
                ('line', models.CharField(blank=True, max_length=12)),
                ('until', models.DateField(null=True)),
                ('table_minor', models.BigIntegerField(null=True)),
                ('rules_number', models.PositiveIntegerField(default=0)),
                ('incident', models.JSONField(default=dict)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('asked_at', models.DateTimeField()),
                ('needs_second', models.BooleanField()),
                ('decision', models.CharField(blank=True, choices=[('', 'Open'), ('granted', 'Granted'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='', max_length=10)),
                ('decided_at', models.DateTimeField(null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='approvals', to='cases.case')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('promise', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='approvals', to='promises.promise')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('decision', '')), fields=['id'], name='approval_to_decide')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('decision', '')), fields=('case', 'kind'), name='one_open_approval_per_kind'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decision', '')), models.Q(models.Q(('decision', ''), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='decision_has_its_time'), models.CheckConstraint(condition=models.Q(('needs_second', False), models.Q(('decision__in', ['granted', 'refused']), _negated=True), ('decided_by', None), ('asked_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='nobody_decides_what_they_asked'), models.CheckConstraint(condition=models.Q(models.Q(('amount_minor__gt', 0), ('kind', 'money'), ('right', ''), ('within_days__isnull', False), models.Q(('form', ''), _negated=True)), models.Q(('amount_minor__gte', 0), ('form', ''), ('kind', 'right'), ('promise', None), ('within_days', None), models.Q(('right', ''), _negated=True)), _connector='OR'), name='money_or_a_right_is_given'), models.CheckConstraint(condition=models.Q(models.Q(('decision', 'refused'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='refusal_says_why'), models.CheckConstraint(condition=models.Q(('needs_second', False), models.Q(('reason', ''), _negated=True), _connector='OR'), name='asking_says_why')],
            },
        ),
    ]
