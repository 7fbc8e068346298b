"""The words a shop sorts its cases by."""

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import hold
from makegood.cases.events import CaseChanged, TagRemoved, TagRenamed, TagsJoined
from makegood.cases.models import Case, Tag
from makegood.kernel import audit, clock
from makegood.kernel.errors import BadInput
from makegood.kernel.log import record
from makegood.people.models import Staff


@transaction.atomic
def tag(case: Case, by: Staff | None, name: str) -> Tag:
    """Put a tag on the case, a new one if the shop has none of this name; idempotent."""
    found = _tag(name)
    hold(case)
    if not case.tags.filter(pk=found.pk).exists():
        case.tags.add(found)
        _changed(case, by, after=found.name)
    return found


@transaction.atomic
def untag(case: Case, by: Staff | None, name: str) -> None:
    """Take a tag off the case; idempotent. The tag itself stays."""
    hold(case)
    found = case.tags.filter(name__iexact=name.strip()).first()
    if found:
        case.tags.remove(found)
        _changed(case, by, before=found.name)


@transaction.atomic
def rename_tag(found: Tag, by: Staff, name: str) -> Tag:
    """Call the tag something else on every case; a name taken by another is refused."""
    before, found.name = found.name, _tag_name(name)
    if Tag.objects.filter(name__iexact=found.name).exclude(pk=found.pk).exists():
        raise BadInput("name", _("There is a tag of this name already."))
    found.save(update_fields=["name"])
    names = {"name": before}, {"name": found.name}
    audit.changed(audit.Thing("tag", found.pk, found.name), by.pk, *names)
    record(TagRenamed(tag_id=found.pk, before=before, after=found.name, by_id=by.pk))
    return found


@transaction.atomic
def join_tags(gone: Tag, kept: Tag, by: Staff) -> Tag:
    """Every case tagged `gone` is tagged `kept`, once, and `gone` is no more. One statement, however many cases."""
    if gone.pk == kept.pk:
        raise BadInput("into", _("A tag cannot be joined with itself."))
    held = Tag.objects.select_for_update().order_by("pk").filter(pk__in=[gone.pk, kept.pk])
    if len(held) < 2:
        raise BadInput("into", _("This tag is no more; choose another."))
    tagged = Case.tags.through.objects
    having_both = tagged.filter(tag=kept).values("case")
    tagged.filter(tag=gone, case__in=having_both).delete()
    tagged.filter(tag=gone).update(tag=kept)
    audit.removed(audit.Thing("tag", gone.pk, gone.name), by.pk, joined=kept.name)
    record(TagsJoined(tag_id=kept.pk, gone=gone.name, kept=kept.name, by_id=by.pk))
    gone.delete()
    return kept


@transaction.atomic
def remove_tag(found: Tag, by: Staff) -> None:
    """The tag is taken off every case and is no more."""
    audit.removed(audit.Thing("tag", found.pk, found.name), by.pk)
    record(TagRemoved(tag_id=found.pk, name=found.name, by_id=by.pk))
    found.delete()


def _tag(name: str) -> Tag:
    name = _tag_name(name)
    known = Tag.objects.filter(name__iexact=name).first()
    return known or Tag.objects.get_or_create(name=name)[0]


def _tag_name(name: str) -> str:
    name = " ".join(name.replace("\x00", "").split())
    if not name or len(name) > 40:
        raise BadInput("name", _("A tag has between 1 and 40 characters."))
    return name


def _changed(case: Case, by: Staff | None, before: str = "", after: str = "") -> None:
    case.changed_at = clock.now()
    case.save(update_fields=["changed_at"])
    record(
        CaseChanged(
            case_id=case.pk,
            field="tags",
            before=before,
            after=after,
            by_id=by.pk if by else None,
        )
    )
