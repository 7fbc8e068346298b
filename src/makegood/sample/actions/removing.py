"""Removing the sample shop."""

from django.db import transaction

from makegood.cases.models import Case, Tag
from makegood.flows.models import Flow, Told
from makegood.kernel.log import record
from makegood.kernel.models import Happening
from makegood.messages.actions.burying import let_go
from makegood.messages.models import Account, Arrival, Message
from makegood.people.models import Customer, Staff
from makegood.sample.catalogue import STAFF_DOMAIN
from makegood.sample.events import SampleRemoved
from makegood.sample.models import Loading
from makegood.shops.models import Shop


@transaction.atomic
def remove_sample() -> bool:
    """Take away the sample shop and all that came with it; False when there was none. Nothing else is touched."""
    shops = Shop.objects.filter(is_sample=True)
    if not shops.exists():
        return False
    cases = Case.objects.filter(shop__in=shops)
    topics = [f"case:{pk}" for pk in cases.values_list("pk", flat=True)]
    topics += [f"shop:{pk}" for pk in shops.values_list("pk", flat=True)]
    accounts = Account.objects.filter(shop__in=shops)
    topics += [f"account:{pk}" for pk in accounts.values_list("pk", flat=True)]
    staff = Staff.objects.filter(email__iendswith=f"@{STAFF_DOMAIN}")
    topics += [f"staff:{pk}" for pk in staff.values_list("pk", flat=True)]
    told = Told.objects.filter(order__shop__in=shops)
    topics += [f"order:{pk}" for pk in told.values_list("order", flat=True).distinct()]
    flows = Flow.objects.filter(shop__in=shops)
    topics += [f"flow:{pk}" for pk in flows.values_list("pk", flat=True)]
    Arrival.objects.filter(account=None, message__case__in=cases).delete()
    Message.objects.filter(account__shop__in=shops).delete()
    tags = list(Tag.objects.filter(cases__in=cases).values_list("pk", flat=True))
    cases.update(merged_into=None)
    cases.delete()
    Tag.objects.filter(pk__in=tags, cases=None).delete()
    let_go(shops.exclude(logo_sha256="").values_list("logo_sha256", flat=True))
    shops.delete()
    # A real customer of the same address is nobody's sample: only those without cases go.
    Customer.objects.filter(is_sample=True, cases=None, orders=None).delete()
    staff.delete()
    Loading.objects.exclude(ended_at=None).delete()
    Happening.objects.filter(topic__in=topics).delete()
    record(SampleRemoved())
    return True
