"""That a customer only abuses the service: with a reason, until a day."""


import django.db.models.deletion
import makegood.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0006_keys_that_end'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='people.customer')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('lifted_at', None)), fields=['until'], name='mark_by_end')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('customer',), name='one_mark_in_force'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('at'))), name='mark_ends_after_it_begins')],
            },
        ),
    ]
