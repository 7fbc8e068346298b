"""The latest cases of a kind, for those that are like one."""


from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0012_what_facts_rest_on'),
        ('people', '0007_mark_of_abuse'),
        ('shops', '0009_lines_by_product'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('merged_into', None), models.Q(('kind', ''), _negated=True)), fields=['kind', '-opened_at'], name='case_by_kind'),
        ),
    ]
