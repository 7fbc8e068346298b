"""Files a connected system hands over, kept as they came until they are understood."""

from django.db import models

from makegood.kernel.ids import new_id
from makegood.shops.models.connections import Connection


class HandedFile(models.Model):
    """One file of one exchange, growing piece by piece. `is_whole`: the system said so, or has been silent since."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="handed")
    exchange = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    pieces = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField()
    """When its latest piece came."""
    is_whole = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "exchange", "name"], name="one_file_per_name_and_exchange"
            )
        ]


class HandedPiece(models.Model):
    """Some of a file, in its place."""

    id = models.BigAutoField(primary_key=True)
    file = models.ForeignKey(HandedFile, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    body = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "position"], name="one_piece_per_place")
        ]
