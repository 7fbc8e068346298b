"""Questions asked of the inbox often enough to have a name."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from makegood.cases.models import SavedView
from makegood.cases.queries import GROUPS
from makegood.cases.rules.asking import read_query
from makegood.kernel.errors import BadInput, Conflict, NotAllowed
from makegood.people.models import Staff

LONGEST = 1000


@transaction.atomic
def save_view(
    by: Staff, name: str, text: str, group: str = "", *, is_shared: bool = False
) -> SavedView:
    """Keep a query under a name, for oneself or (who leads) for everybody; the same name again replaces it."""
    name = _name(name)
    if is_shared and not by.may("settings"):
        raise NotAllowed
    owner = None if is_shared else by
    last = SavedView.objects.filter(staff=owner).aggregate(last=Max("position"))["last"]
    asked = {"text": view_text(text), "group": group if group in GROUPS else ""}
    view, _new = SavedView.objects.update_or_create(
        staff=owner,
        name=name,
        defaults=asked,
        create_defaults={**asked, "position": (last or 0) + 1},
    )
    return view


def rename_view(view: SavedView, name: str) -> None:
    """Call a view something else; the door (`access.view_for`) was asked before."""
    view.name = _name(name)
    try:
        with transaction.atomic():
            view.save(update_fields=["name"])
    except IntegrityError as error:
        raise Conflict("name_taken", _("Another view has this name already.")) from error


@transaction.atomic
def delete_view(view: SavedView) -> None:
    """Forget a view; the door (`access.view_for`) was asked before."""
    view.delete()


def view_text(text: str) -> str:
    """The query as it is kept: in the one way it is written."""
    plain = str(read_query(text))
    if len(plain) > LONGEST:
        raise BadInput("q", _("This query is too long to be kept."))
    return plain


def _name(name: str) -> str:
    name = " ".join(name.replace("\x00", "").split())
    if not name or len(name) > 60:
        raise BadInput("name", _("A view's name has between 1 and 60 characters."))
    return name
