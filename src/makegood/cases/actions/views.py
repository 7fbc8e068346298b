"""Questions asked of the inbox often enough to have a name."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from makegood.cases.models import SavedView
from makegood.cases.queries import InboxQuery
from makegood.kernel.errors import BadInput, NotAllowed
from makegood.people.models import Staff


@transaction.atomic
def save_view(by: Staff, name: str, query: InboxQuery, *, is_shared: bool = False) -> SavedView:
    """Keep a question under a name, for oneself or (who leads) for everybody; the same name again replaces it."""
    name = " ".join(name.replace("\x00", "").split())
    if not name or len(name) > 60:
        raise BadInput("name", _("A view's name has between 1 and 60 characters."))
    if is_shared and not by.leads:
        raise NotAllowed
    owner = None if is_shared else by
    last = SavedView.objects.filter(staff=owner).aggregate(last=Max("position"))["last"]
    position = (last or 0) + 1
    view, _new = SavedView.objects.update_or_create(
        staff=owner,
        name=name,
        defaults={"query": query.plain()},
        create_defaults={"query": query.plain(), "position": position},
    )
    return view


@transaction.atomic
def delete_view(view: SavedView) -> None:
    """Forget a view; the door (`access.view_for`) was asked before."""
    view.delete()
