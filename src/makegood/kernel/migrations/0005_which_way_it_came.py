"""Which way a happening came: the history of a case says whether it was a page, a program, a mail or the desk itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_setting_changes")]

    operations = [
        migrations.AddField(
            model_name="happening",
            name="via",
            field=models.CharField(blank=True, db_default="", default="", max_length=12),
        ),
    ]
