"""Who sees everybody's cases may have the calendar of a team, beside their own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notify', '0015_calendars_of_ones_own'),
        ('people', '0012_groups_of_customers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='calendarlink',
            name='team',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.team'),
        ),
        migrations.AlterField(
            model_name='calendarlink',
            name='staff',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_links', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='calendarlink',
            constraint=models.UniqueConstraint(condition=models.Q(('team', None)), fields=('staff',), name='one_calendar_of_ones_own'),
        ),
        migrations.AddConstraint(
            model_name='calendarlink',
            constraint=models.UniqueConstraint(fields=('staff', 'team'), name='one_calendar_of_a_team'),
        ),
    ]
