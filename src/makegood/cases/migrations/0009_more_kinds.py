"""Kinds of case that have playbooks of their own: nothing changes in the table."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_incidents'),
    ]

    operations = [
        migrations.AlterField(
            model_name='case',
            name='kind',
            field=models.CharField(blank=True, choices=[('', 'Unknown'), ('where_is_it', 'Where Is It'), ('late', 'Late'), ('lost', 'Lost'), ('damaged', 'Damaged'), ('wrong_item', 'Wrong Item'), ('missing_part', 'Missing Part'), ('not_as_described', 'Not As Described'), ('defective', 'Defective'), ('return', 'Return'), ('exchange', 'Exchange'), ('warranty', 'Warranty'), ('repair', 'Repair'), ('cancel', 'Cancel'), ('add_item', 'Add Item'), ('order_failed', 'Order Failed'), ('double_charge', 'Double Charge'), ('unknown_charge', 'Unknown Charge'), ('billing', 'Billing'), ('price_match', 'Price Match'), ('promo_code', 'Promo Code'), ('conduct', 'Conduct'), ('data_request', 'Data Request'), ('public', 'Public'), ('other', 'Other')], default='', max_length=20),
        ),
        migrations.AlterField(
            model_name='incident',
            name='kind',
            field=models.CharField(blank=True, choices=[('', 'Unknown'), ('where_is_it', 'Where Is It'), ('late', 'Late'), ('lost', 'Lost'), ('damaged', 'Damaged'), ('wrong_item', 'Wrong Item'), ('missing_part', 'Missing Part'), ('not_as_described', 'Not As Described'), ('defective', 'Defective'), ('return', 'Return'), ('exchange', 'Exchange'), ('warranty', 'Warranty'), ('repair', 'Repair'), ('cancel', 'Cancel'), ('add_item', 'Add Item'), ('order_failed', 'Order Failed'), ('double_charge', 'Double Charge'), ('unknown_charge', 'Unknown Charge'), ('billing', 'Billing'), ('price_match', 'Price Match'), ('promo_code', 'Promo Code'), ('conduct', 'Conduct'), ('data_request', 'Data Request'), ('public', 'Public'), ('other', 'Other')], default='', max_length=20),
        ),
    ]
