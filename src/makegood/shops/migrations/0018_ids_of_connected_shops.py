"""Orders and products of a connected shop are told apart by their ids there, those of files by their numbers as before.

Two shops may count alike. The new indexes are built beside running work, and the old ones go only when they stand; one
that was cut off is built anew. Pre deploy.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('shops', '0017_pieces_in_parcels'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddConstraint(
                    model_name='order',
                    constraint=models.UniqueConstraint(condition=models.Q(('connection', None)), fields=('shop', 'number_key'), name='one_order_per_number_of_files'),
                ),
            ],
            database_operations=[
                migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS one_order_per_number_of_files", migrations.RunSQL.noop),
                migrations.RunSQL(
                    "CREATE UNIQUE INDEX CONCURRENTLY one_order_per_number_of_files ON shops_order (shop_id, number_key) WHERE connection_id IS NULL",
                    "DROP INDEX CONCURRENTLY IF EXISTS one_order_per_number_of_files",
                ),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddConstraint(
                    model_name='order',
                    constraint=models.UniqueConstraint(condition=models.Q(('connection__isnull', False)), fields=('connection', 'external_id'), name='one_order_per_external_id'),
                ),
            ],
            database_operations=[
                migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS one_order_per_external_id", migrations.RunSQL.noop),
                migrations.RunSQL(
                    "CREATE UNIQUE INDEX CONCURRENTLY one_order_per_external_id ON shops_order (connection_id, external_id) WHERE connection_id IS NOT NULL",
                    "DROP INDEX CONCURRENTLY IF EXISTS one_order_per_external_id",
                ),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddConstraint(
                    model_name='product',
                    constraint=models.UniqueConstraint(condition=models.Q(('connection', None)), fields=('shop', 'sku'), name='one_product_per_number'),
                ),
            ],
            database_operations=[
                migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS one_product_per_number", migrations.RunSQL.noop),
                migrations.RunSQL(
                    "CREATE UNIQUE INDEX CONCURRENTLY one_product_per_number ON shops_product (shop_id, sku) WHERE connection_id IS NULL",
                    "DROP INDEX CONCURRENTLY IF EXISTS one_product_per_number",
                ),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddConstraint(
                    model_name='product',
                    constraint=models.UniqueConstraint(condition=models.Q(('connection__isnull', False)), fields=('connection', 'external_id'), name='one_product_per_external_id'),
                ),
            ],
            database_operations=[
                migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS one_product_per_external_id", migrations.RunSQL.noop),
                migrations.RunSQL(
                    "CREATE UNIQUE INDEX CONCURRENTLY one_product_per_external_id ON shops_product (connection_id, external_id) WHERE connection_id IS NOT NULL",
                    "DROP INDEX CONCURRENTLY IF EXISTS one_product_per_external_id",
                ),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddIndex(
                    model_name='product',
                    index=models.Index(fields=['shop', 'sku'], name='product_by_number'),
                ),
            ],
            database_operations=[
                migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS product_by_number", migrations.RunSQL.noop),
                migrations.RunSQL(
                    "CREATE INDEX CONCURRENTLY product_by_number ON shops_product (shop_id, sku)",
                    "DROP INDEX CONCURRENTLY IF EXISTS product_by_number",
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='order',
            name='one_order_per_number',
        ),
        migrations.RemoveConstraint(
            model_name='product',
            name='one_product_per_sku',
        ),
    ]
