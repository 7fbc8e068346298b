"""Whether the record of a DKIM key can be seen in the DNS. Asked only when somebody wants to know."""

from collections.abc import Mapping
from typing import Any

import dns.exception
import dns.resolver
from dns.rdtypes.ANY.TXT import TXT

from makegood.adapters.channels.email.signing import record_of
from makegood.messages.ports import Published

PATIENCE = 4.0
"""Seconds a question may take: somebody is looking at the page."""


def published(settings: Mapping[str, Any], patience: float = PATIENCE) -> Published | None:
    """None without a key."""
    record = record_of(settings)
    if record is None:
        return None
    name, value = record
    try:
        found = _texts(name, patience)
        if not found and _texts(f"{name}.{settings['dkim_domain']}", patience):
            return Published("name_doubled")
    except dns.exception.DNSException as error:
        return Published("no_answer", str(error)[:300])
    return Published(_verdict(found, value), "\n".join(found)[:2000])


def _verdict(found: list[str], value: str) -> str:
    if not found:
        return "missing"
    if len(found) > 1:
        return "several"
    return "ok" if _is_same(_tags(found[0]), _tags(value)) else "other"


def _is_same(found: dict[str, str], wanted: dict[str, str]) -> bool:
    """RFC 6376, 3.6.1: version and kind of key may be left out, and what else stands there does not matter."""
    return all(found.get(tag, wanted[tag] if tag != "p" else "") == wanted[tag] for tag in wanted)


def _tags(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip(): "".join(value.split()) for name, _sep, value in pairs}


def _texts(name: str, patience: float) -> list[str]:
    """The TXT records of this name, each in one piece."""
    try:
        answer = dns.resolver.resolve(
            name, "TXT", lifetime=patience, search=False, raise_on_no_answer=False
        )
    except dns.resolver.NXDOMAIN:
        return []
    texts = [one for one in answer.rrset or () if isinstance(one, TXT)]
    return [b"".join(one.strings).decode("utf-8", "replace") for one in texts]
