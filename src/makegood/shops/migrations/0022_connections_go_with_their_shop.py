"""A connection whose orders are there is not deleted, unless its whole shop is. Nothing changes in the database. Pre deploy."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shops', '0021_commands'),
    ]

    operations = [
        migrations.AlterField(
            model_name='command',
            name='connection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='commands', to='shops.connection'),
        ),
        migrations.AlterField(
            model_name='order',
            name='connection',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='orders', to='shops.connection'),
        ),
        migrations.AlterField(
            model_name='product',
            name='connection',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='shops.connection'),
        ),
    ]
