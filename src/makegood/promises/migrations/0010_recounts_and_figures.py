"""Deadlines counted in working hours are worked out anew when those change; what fell due in a period is found by index."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('promises', '0009_what_the_law_asks'),
        ('shops', '0015_news_by_itself'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='promise',
            name='counted_hours',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(fields=['due_at'], name='promise_by_due'),
        ),
        migrations.CreateModel(
            name='Recount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('after', models.UUIDField(null=True)),
                ('shop', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='shops.shop')),
                ('staff', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='recount',
            constraint=models.CheckConstraint(condition=Q(Q(('shop__isnull', False), ('staff', None)), Q(('shop', None), ('staff__isnull', False)), _connector='OR'), name='recount_of_shop_or_staff'),
        ),
    ]
