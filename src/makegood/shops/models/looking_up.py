"""A stranger asking for their order: by its number and an address, then by a code sent there."""

from django.db import models

from makegood.kernel.ids import new_id
from makegood.shops.models.mirror import Order, Shop


class OrderQuestion(models.Model):
    """Somebody asks to see the order of this number, and says that this address is theirs.

    There is one whether or not there is such an order: nobody is told which. Forgotten after a day.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+")
    number_key = models.CharField(max_length=80)
    email = models.CharField(max_length=320)
    language = models.CharField(max_length=10)
    asker = models.CharField(max_length=64)
    """A digest of the network address asked from."""
    asked_at = models.DateTimeField()
    order = models.ForeignKey(Order, null=True, on_delete=models.CASCADE, related_name="+")
    """Set with the code, once it was looked for and found."""
    code_digest = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["asker", "asked_at"], name="question_by_asker"),
            models.Index(fields=["email", "asked_at"], name="question_by_email"),
            models.Index(fields=["asked_at"], name="question_by_age"),
        ]
