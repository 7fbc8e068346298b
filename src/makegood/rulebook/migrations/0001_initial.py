"""The shop's own rules: one draft, and what was published under its number."""

import django.db.models.deletion
import makegood.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('shops', '0014_rules_in_force'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(null=True)),
                ('tables', models.JSONField()),
                ('changes', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('shop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rule_versions', to='shops.shop')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('number', None)), fields=('shop',), name='one_draft_of_rules_per_shop'), models.UniqueConstraint(fields=('shop', 'number'), name='one_version_of_rules_per_number'), models.CheckConstraint(condition=models.Q(models.Q(('number', None), ('published_at', None)), models.Q(('number__gte', 1), ('published_at__isnull', False)), _connector='OR'), name='published_rules_have_their_number')],
            },
        ),
    ]
