"""What playbooks do because something happened below."""

from makegood.cases.events import CaseChanged, CaseReopened
from makegood.cases.models import Case
from makegood.kernel.events import reacts_to
from makegood.people.models import Staff
from makegood.playbooks.actions.promising import follow_playbook
from makegood.playbooks.actions.writing import seed_playbooks
from makegood.playbooks.models import Course
from makegood.promises.models import Promise
from makegood.shops.events import ShopChanged, ShopOpened
from makegood.shops.models import Shop


@reacts_to(ShopOpened)
def lay_out_playbooks(event: ShopOpened) -> None:
    """A new shop knows from its first minute what to ask and to say."""
    seed_playbooks(Shop.objects.get(pk=event.shop_id))


@reacts_to(CaseChanged)
def go_by_another_playbook(event: CaseChanged) -> None:
    """Of another kind it goes by another playbook. Only where a person says so: what mail is about nobody has worked on yet."""
    if event.field != "kind" or event.by_id is None:
        return
    # Without a course no stage has begun, and none promised anything.
    if Course.objects.filter(case=event.case_id).exists():
        case = Case.objects.select_related("shop", "assignee").get(pk=event.case_id)
        follow_playbook(case, Staff.objects.filter(pk=event.by_id).first())


@reacts_to(CaseReopened)
def go_on_with_the_playbook(event: CaseReopened) -> None:
    """Steps may have been done while it was closed. Where mail opened it again, the next step says so: mail waits for nothing."""
    if event.by_id is None:
        return
    case = Case.objects.select_related("shop", "assignee").get(pk=event.case_id)
    if case.promises.filter(source=Promise.Source.PLAYBOOK).exists():
        follow_playbook(case, Staff.objects.filter(pk=event.by_id).first())


@reacts_to(ShopChanged)
def lay_out_new_languages(event: ShopChanged) -> None:
    """A shop that learns a language finds the playbooks in it."""
    if "languages" in event.fields:
        seed_playbooks(Shop.objects.get(pk=event.shop_id))
