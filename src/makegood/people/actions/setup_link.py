"""The set-up link: the one way in before there is an owner.

`makegood up` makes a link (`/setup/<token>/`) while no owner exists and prints it; the page checks the
token when it is opened and uses it up in the transaction that makes the owner. A new link ends the
older ones, and once there is an owner no link works at all.
"""

import hashlib

from django.db import transaction

from makegood.kernel import clock
from makegood.kernel.errors import NotFound
from makegood.kernel.ids import new_token
from makegood.people.models import Role, SetupLink, Staff


def owner_exists() -> bool:
    """Whether the desk has been set up."""
    return Staff.objects.filter(role=Role.OWNER, is_active=True).exists()


@transaction.atomic
def new_setup_token() -> str | None:
    """A fresh token, to be shown once (only its hash is kept); None when there is an owner already."""
    if owner_exists():
        return None
    token = new_token(32)
    SetupLink.objects.filter(used_at=None).delete()
    SetupLink.objects.create(token_hash=_hash(token), made_at=clock.now())
    return token


def check_setup_token(token: str) -> None:
    """Pass when `token` would let somebody in; `NotFound` otherwise."""
    if owner_exists() or not SetupLink.objects.filter(token_hash=_hash(token), used_at=None):
        raise NotFound


@transaction.atomic
def consume_setup_token(token: str) -> None:
    """Use the link up: call it first in the transaction that makes the owner; `NotFound` when it is spent.

    The row stays locked until that transaction ends, so two people with the same link make one owner.
    """
    link = SetupLink.objects.filter(token_hash=_hash(token), used_at=None)
    if owner_exists() or not link.update(used_at=clock.now()):
        raise NotFound


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
