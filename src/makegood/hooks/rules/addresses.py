"""Which addresses a webhook may go to. Pure: names are looked up elsewhere, where the line is opened."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from makegood.kernel.text import Phrase, _

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

LONGEST = 500
_NAT64 = ip_network("64:ff9b::/96")


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


def may_be_reached(address: Address, own: Iterable[Network] = (), *, plainly: bool = False) -> bool:
    """Whether a line may be opened to it: it is everybody's, or in a network the operator has opened. `plainly`, without
    TLS, only the latter.
    """
    real = _inside(address)
    if any(real.version == network.version and real in network for network in own):
        return True
    return real.is_global and not real.is_multicast and not plainly


def _inside(address: Address) -> Address:
    """What is meant by an address that wraps another: 127.0.0.1 can be written in four ways."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None) or address


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
