"""What a fact rests on and which version it is; the questions a customer was asked by a form of their own."""


import django.db.models.deletion
import makegood.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', "0011_queue_by_kind"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FactRequest',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('keys', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='fact',
            name='because',
            field=models.CharField(blank=True, db_default='', default='', max_length=300),
        ),
        migrations.AddField(
            model_name='fact',
            name='evidence',
            field=models.CharField(blank=True, db_default='', default='', max_length=50),
        ),
        migrations.AddField(
            model_name='fact',
            name='version',
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        migrations.AddConstraint(
            model_name='fact',
            constraint=models.CheckConstraint(condition=models.Q(('evidence', ''), ('evidence__regex', '^(message|file|note):[0-9a-f-]{36}$'), _connector='OR'), name='evidence_is_something_said'),
        ),
        migrations.AddField(
            model_name='factrequest',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='factrequest',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fact_requests', to='cases.case'),
        ),
    ]
