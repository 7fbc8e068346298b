"""Prepared answers are written for formal or informal address, and those used most come first."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('messages', '0015_acknowledgements_are_not_searched'),
    ]

    operations = [
        migrations.AddField(
            model_name='template',
            name='tone',
            field=models.CharField(blank=True, db_default='', default='', max_length=10),
        ),
        migrations.AddField(
            model_name='template',
            name='used',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.RemoveConstraint(
            model_name='template',
            name='one_template_per_name',
        ),
        migrations.AddConstraint(
            model_name='template',
            constraint=models.UniqueConstraint(fields=('shop', 'language', 'name', 'tone'), name='one_template_per_name_and_tone'),
        ),
    ]
