"""Whether a notice was mailed is known of each: by the time of the last mail, one committed after it was passed over."""

from typing import Any

from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery


def mark_mailed(apps: Any, _editor: Any) -> None:
    """What the last mail, or the wish for it, was after."""
    wishes = apps.get_model("notify", "NoticeWish").objects.filter(staff=OuterRef("staff"))
    unread = apps.get_model("notify", "Notice").objects.filter(read_at=None)
    unread = unread.annotate(last=Subquery(wishes.values("mailed_at")[:1]))
    unread.filter(at__lte=F("last")).update(mailed_at=F("at"))


class Migration(migrations.Migration):

    dependencies = [
        ('notify', '0010_notices_of_practice'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='mailed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(mark_mailed, migrations.RunPython.noop),
    ]
