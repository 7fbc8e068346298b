"""Which addresses a line of ours may be opened to. Pure: names are looked up where the line is opened (`kernel.lines`)."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

_NAT64 = ip_network("64:ff9b::/96")


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
