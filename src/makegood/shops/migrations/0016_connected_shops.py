"""Shop systems that are read: the lines to them, what they said, money that moved, variants, several addresses.

Columns that are added to orders, lines, products and parcels have their default in the database or are null, so no row
is written; the foreign keys among them are checked against rows that are all null. Pre deploy.
"""

import django.db.models.deletion
import makegood.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0011_tips'),
        ('shops', '0015_news_by_itself'),
    ]

    operations = [
        migrations.CreateModel(
            name='Connection',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=30)),
                ('name', models.CharField(max_length=120)),
                ('settings', models.JSONField(default=dict)),
                ('secret', models.TextField(blank=True)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField()),
                ('orders_cursor', models.JSONField(default=dict)),
                ('products_cursor', models.JSONField(default=dict)),
                ('read', models.PositiveIntegerField(default=0)),
                ('left', models.PositiveIntegerField(null=True)),
                ('imported_at', models.DateTimeField(null=True)),
                ('swept_at', models.DateTimeField(null=True)),
                ('hinted_at', models.DateTimeField(null=True)),
                ('due_at', models.DateTimeField()),
                ('failing_since', models.DateTimeField(null=True)),
                ('failure', models.JSONField(default=dict)),
                ('failures', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='CustomerAddress',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('parts', models.JSONField()),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('seen_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('order', 'Order'), ('product', 'Product')], max_length=10)),
                ('external_id', models.CharField(max_length=120)),
                ('changed_at', models.DateTimeField()),
                ('read_at', models.DateTimeField()),
                ('digest', models.CharField(max_length=64)),
                ('raw', models.TextField()),
                ('gone_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('payment', 'Payment'), ('refund', 'Refund')], max_length=8)),
                ('external_id', models.CharField(max_length=120)),
                ('amount_minor', models.BigIntegerField()),
                ('at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('instrument_kind', models.CharField(choices=[('card', 'Card'), ('wallet', 'Wallet'), ('bank', 'Bank'), ('cash', 'Cash'), ('invoice', 'Invoice'), ('stored_value', 'Stored Value'), ('other', 'Other')], max_length=14)),
                ('instrument_label', models.CharField(blank=True, max_length=120)),
                ('last_digits', models.CharField(blank=True, max_length=8)),
                ('pieces', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='Hint',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('event_id', models.CharField(max_length=120)),
                ('digest', models.CharField(max_length=64)),
                ('order_id', models.CharField(max_length=120)),
                ('body', models.BinaryField()),
                ('received_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Instrument',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('card', 'Card'), ('wallet', 'Wallet'), ('bank', 'Bank'), ('cash', 'Cash'), ('invoice', 'Invoice'), ('stored_value', 'Stored Value'), ('other', 'Other')], max_length=14)),
                ('label', models.CharField(blank=True, max_length=120)),
                ('last_digits', models.CharField(blank=True, max_length=8)),
                ('external_id', models.CharField(blank=True, max_length=120)),
                ('balance_minor', models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Refusal',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('order', 'Order'), ('product', 'Product')], max_length=10)),
                ('external_id', models.CharField(max_length=120)),
                ('why', models.CharField(max_length=300)),
                ('raw', models.TextField()),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='StateMapping',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('state', models.CharField(max_length=80)),
                ('name', models.CharField(blank=True, max_length=160)),
                ('standing', models.CharField(choices=[('unpaid', 'Unpaid'), ('preparing', 'Preparing'), ('waiting', 'Waiting'), ('sent', 'Sent'), ('delivered', 'Delivered'), ('cancelled', 'Cancelled'), ('refunded', 'Refunded'), ('failed', 'Failed'), ('unknown', 'Unknown')], default='unknown', max_length=12)),
                ('is_chosen', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='Variant',
            fields=[
                ('id', models.UUIDField(default=makegood.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('external_id', models.CharField(max_length=120)),
                ('sku', models.CharField(blank=True, max_length=80)),
                ('options', models.JSONField(default=dict)),
                ('price_minor', models.BigIntegerField(null=True)),
                ('stock', models.IntegerField(null=True)),
                ('is_available', models.BooleanField(default=True)),
            ],
        ),
        migrations.AddField(
            model_name='line',
            name='external_id',
            field=models.CharField(blank=True, db_default='', default='', max_length=120),
        ),
        migrations.AddField(
            model_name='line',
            name='options',
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name='line',
            name='total_minor',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='order',
            name='billing',
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name='order',
            name='discount_minor',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='order',
            name='external_id',
            field=models.CharField(blank=True, db_default='', default='', max_length=120),
        ),
        migrations.AddField(
            model_name='order',
            name='gone_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='order',
            name='shipping_minor',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='order',
            name='standing',
            field=models.CharField(choices=[('unpaid', 'Unpaid'), ('preparing', 'Preparing'), ('waiting', 'Waiting'), ('sent', 'Sent'), ('delivered', 'Delivered'), ('cancelled', 'Cancelled'), ('refunded', 'Refunded'), ('failed', 'Failed'), ('unknown', 'Unknown')], db_default='unknown', default='unknown', max_length=12),
        ),
        migrations.AddField(
            model_name='order',
            name='tax_minor',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='parcel',
            name='external_id',
            field=models.CharField(blank=True, db_default='', default='', max_length=120),
        ),
        migrations.AddField(
            model_name='parcel',
            name='url',
            field=models.CharField(blank=True, db_default='', default='', max_length=500),
        ),
        migrations.AddField(
            model_name='product',
            name='external_id',
            field=models.CharField(blank=True, db_default='', default='', max_length=120),
        ),
        migrations.AddField(
            model_name='connection',
            name='shop',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='connections', to='shops.shop'),
        ),
        migrations.AddField(
            model_name='order',
            name='connection',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='shops.connection'),
        ),
        migrations.AddField(
            model_name='product',
            name='connection',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shops.connection'),
        ),
        migrations.AddField(
            model_name='customeraddress',
            name='connection',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='shops.connection'),
        ),
        migrations.AddField(
            model_name='customeraddress',
            name='customer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='people.customer'),
        ),
        migrations.AddField(
            model_name='document',
            name='connection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='shops.connection'),
        ),
        migrations.AddField(
            model_name='entry',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='shops.order'),
        ),
        migrations.AddField(
            model_name='hint',
            name='connection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hints', to='shops.connection'),
        ),
        migrations.AddField(
            model_name='instrument',
            name='connection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='shops.connection'),
        ),
        migrations.AddField(
            model_name='instrument',
            name='customer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='instruments', to='people.customer'),
        ),
        migrations.AddField(
            model_name='entry',
            name='instrument',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='entries', to='shops.instrument'),
        ),
        migrations.AddField(
            model_name='refusal',
            name='connection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='refusals', to='shops.connection'),
        ),
        migrations.AddField(
            model_name='statemapping',
            name='connection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='states', to='shops.connection'),
        ),
        migrations.AddField(
            model_name='variant',
            name='product',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='variants', to='shops.product'),
        ),
        migrations.AddField(
            model_name='line',
            name='variant',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='shops.variant'),
        ),
        migrations.AddIndex(
            model_name='connection',
            index=models.Index(condition=models.Q(('is_active', True)), fields=['due_at'], name='connection_due'),
        ),
        migrations.AddConstraint(
            model_name='connection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('failing_since', None), ('failures', 0)), models.Q(('failing_since__isnull', False), ('failures__gt', 0)), _connector='OR'), name='failing_since_the_first_failure'),
        ),
        migrations.AddConstraint(
            model_name='customeraddress',
            constraint=models.UniqueConstraint(fields=('connection', 'customer', 'digest'), name='one_address_as_known'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(fields=('connection', 'kind', 'external_id'), name='one_document_per_thing'),
        ),
        migrations.AddIndex(
            model_name='hint',
            index=models.Index(condition=models.Q(('read_at', None)), fields=['connection', 'id'], name='hint_waiting'),
        ),
        migrations.AddIndex(
            model_name='hint',
            index=models.Index(fields=['received_at'], name='hint_by_age'),
        ),
        migrations.AddConstraint(
            model_name='hint',
            constraint=models.UniqueConstraint(fields=('connection', 'event_id', 'digest'), name='one_hint_per_delivery'),
        ),
        migrations.AddConstraint(
            model_name='instrument',
            constraint=models.UniqueConstraint(fields=('connection', 'customer', 'kind', 'label', 'last_digits', 'external_id'), name='one_instrument_as_known'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('order', 'kind', 'external_id'), name='one_entry_per_movement'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('amount_minor__gte', 0)), name='entry_is_not_negative'),
        ),
        migrations.AddIndex(
            model_name='refusal',
            index=models.Index(fields=['connection', '-id'], name='refusal_by_age'),
        ),
        migrations.AddConstraint(
            model_name='refusal',
            constraint=models.UniqueConstraint(fields=('connection', 'kind', 'external_id'), name='one_refusal_per_thing'),
        ),
        migrations.AddConstraint(
            model_name='statemapping',
            constraint=models.UniqueConstraint(fields=('connection', 'state'), name='one_meaning_per_state'),
        ),
        migrations.AddConstraint(
            model_name='variant',
            constraint=models.UniqueConstraint(fields=('product', 'external_id'), name='one_variant_per_external_id'),
        ),
    ]
