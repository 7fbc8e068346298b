"""Where staff may sign in besides here: the shop's own OpenID Connect provider."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.kernel import audit
from makegood.kernel.crypto import seal, unseal
from makegood.kernel.errors import BadInput
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.people.access import require_owner
from makegood.people.events import SeatReleased, SignInProviderSaved
from makegood.people.models import SeatBinding, SignInProvider, Staff
from makegood.people.rules import is_same_issuer, issuer_of

TOLD = ("issuer", "client_id", "label", "is_on")


@dataclass(frozen=True)
class Wanted:
    """The provider as an owner wants it; an empty secret keeps the one saved."""

    issuer: str
    client_id: str
    client_secret: str
    label: str
    is_on: bool


@transaction.atomic
def save_provider(by: Staff, wanted: Wanted) -> SignInProvider:
    """Whoever is signed in stays so. A secret is never sent to another provider than the one it was entered for."""
    require_owner(by)
    kept = SignInProvider.objects.select_for_update().first()
    _refuse_what_is_wrong(kept, wanted)
    before = _told(kept) if kept else {}
    row = kept or SignInProvider()
    row.issuer = issuer_of(wanted.issuer)
    row.client_id, row.is_on = wanted.client_id.strip(), wanted.is_on
    row.label = bounded(" ".join(wanted.label.split()), 60)
    if wanted.client_secret:
        row.client_secret = seal(wanted.client_secret)
    row.save()
    thing = audit.Thing("provider", row.pk, row.label)
    if audit.changed(thing, by.pk, before, _told(row), secret=("client_secret",)):
        record(SignInProviderSaved(is_on=row.is_on, by_id=by.pk))
    return row


@transaction.atomic
def release_seat(by: Staff, binding: SeatBinding) -> None:
    """The account no longer opens the seat; the next one with its proved address is bound to it. Twice is as once."""
    require_owner(by)
    _release(binding, by)


@transaction.atomic
def release_all_accounts(staff: Staff) -> None:
    """No account opens the seat any more: somebody takes it who may be another person than the one before."""
    for binding in staff.bindings.all():
        _release(binding, staff)


def opened_secret(provider: SignInProvider) -> str:
    """The client secret; `BadInput` when it was sealed with another key."""
    return unseal(provider.client_secret)


def _release(binding: SeatBinding, by: Staff) -> None:
    if not SeatBinding.objects.filter(pk=binding.pk).delete()[0]:
        return
    staff = binding.staff
    audit.changed(
        audit.Thing("staff", staff.pk, staff.name),
        by.pk,
        {"provider_account": binding.subject},
        {"provider_account": ""},
    )
    record(SeatReleased(staff_id=staff.pk, by_id=by.pk))


def _refuse_what_is_wrong(kept: SignInProvider | None, wanted: Wanted) -> None:
    if not issuer_of(wanted.issuer):
        raise BadInput(
            "issuer",
            _(
                "Enter the address as the provider shows it, beginning with https:// (http:// only on this machine)."
            ),
        )
    if wanted.client_secret:
        return
    if kept is None:
        raise BadInput("client_secret", _("Enter the client secret the provider gave you."))
    if not is_same_issuer(kept.issuer, issuer_of(wanted.issuer)):
        raise BadInput(
            "client_secret",
            _("This is another provider: enter the client secret it gave you."),
        )


def _told(provider: SignInProvider) -> dict[str, object]:
    told = {name: getattr(provider, name) for name in TOLD}
    return {**told, "client_secret": provider.client_secret}
