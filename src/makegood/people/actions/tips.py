"""Tips somebody has no more use for, and wanting them back. Only how one's own pages look: no event tells of it."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, F, Func, Value

from makegood.people.models import Staff


def put_tip_away(staff: Staff, name: str) -> None:
    """Show it no more; idempotent, and another page's at the same moment is not lost."""
    rows = Staff.objects.filter(pk=staff.pk).exclude(tips_gone__contains=[name])
    kept: ArrayField[list[str], list[str]] = ArrayField(CharField(max_length=20))
    rows.update(
        tips_gone=Func(F("tips_gone"), Value(name), function="array_append", output_field=kept)
    )
    if name not in staff.tips_gone:
        staff.tips_gone.append(name)


def bring_tips_back(staff: Staff) -> None:
    """Show them all again, as on the first day."""
    Staff.objects.filter(pk=staff.pk).update(tips_gone=[])
    staff.tips_gone = []
