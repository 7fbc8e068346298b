"""The door to versions of the shop's own rules, for those who change settings."""

from makegood.kernel.errors import NotFound
from makegood.people.models import Staff
from makegood.rulebook.models import Version
from makegood.shops.access import shop_for


def version_for(staff: Staff, number: int) -> Version:
    """A published version, to look at. `NotAllowed` for who may not change settings."""
    versions = shop_for(staff).rule_versions.select_related("published_by")
    found = versions.filter(number=number).first()
    if found is None:
        raise NotFound
    return found
