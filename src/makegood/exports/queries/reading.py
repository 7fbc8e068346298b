"""Exports there are, and the files that go into one."""

from uuid import UUID

from django.db.models import Max, QuerySet

from makegood.exports.models import Export
from makegood.messages.models import Attachment
from makegood.shops.models import Shop


def attachments_once() -> "QuerySet[Attachment, tuple[str, int]]":
    """The SHA-256 and size of every attachment of a message, each once, in their order."""
    of_messages = Attachment.objects.filter(message__case__shop__is_sample=False)
    once = of_messages.values("sha256").annotate(most=Max("size")).order_by("sha256")
    return once.values_list("sha256", "most")


def logos() -> list[str]:
    """The SHA-256 of every logo."""
    with_logo = Shop.objects.filter(is_sample=False).exclude(logo_sha256="")
    return list(with_logo.values_list("logo_sha256", flat=True).distinct())


def latest_exports(limit: int = 10) -> QuerySet[Export]:
    """The last ones, the latest first."""
    return Export.objects.order_by("-asked_at")[:limit]


def unfinished() -> list[UUID]:
    """Those not written yet."""
    return list(Export.objects.filter(ended_at=None).values_list("pk", flat=True))
