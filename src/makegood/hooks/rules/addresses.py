"""Which addresses a webhook may go to. Pure: names are looked up elsewhere, where the line is opened."""

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from makegood.kernel.addresses import Address, Network, may_be_reached
from makegood.kernel.text import Phrase, _

LONGEST = 500


def refusal_of(url: str, own: Iterable[Network] = ()) -> Phrase | None:
    """Why the address can't be told anything; None: nothing stands against it. `own`: networks the operator has opened."""
    parts = _taken_apart(url)
    if parts is None or not parts.hostname:
        return _("This is no address. It looks like https://shop.example/hooks.")
    if parts.username is not None or parts.fragment:
        return _("Leave out the name and password, and what follows a #.")
    if parts.scheme != "https" and not (parts.scheme == "http" and own):
        return _("The address has to begin with https://.")
    address = _literal(parts.hostname)
    if address is not None and not may_be_reached(address, own, plainly=parts.scheme == "http"):
        return _("This address is inside a private network, where webhooks do not go.")
    return None


def _taken_apart(url: str) -> SplitResult | None:
    if len(url) > LONGEST or not url.isascii() or not url.isprintable() or " " in url:
        return None
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else None
    except ValueError:
        return None


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
