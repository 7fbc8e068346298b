"""DKIM (RFC 6376): the shop's own signature on a mail, for those whose mail server signs nothing by itself."""

import hashlib
import logging
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from makegood.adapters.channels.email.settings import MailboxSettings

logger = logging.getLogger(__name__)


def signed(content: bytes, mailbox: MailboxSettings) -> bytes:
    """The mail with its signature in front, where the owner switched that on."""
    if not (mailbox.dkim_on and mailbox.dkim_secret):
        return content
    import dkim  # noqa: PLC0415  much memory, with its resolver, for what few switch on

    try:
        line: bytes = dkim.sign(
            content,
            mailbox.dkim_selector.encode(),
            mailbox.dkim_domain.encode("idna"),
            mailbox.dkim_secret.encode(),
            canonicalize=(b"relaxed", b"relaxed"),
        )
    except (dkim.DKIMException, UnicodeError):
        # Without a signature it arrives more likely than not; not sent it never does.
        logger.warning("mail could not be signed", exc_info=True)
        return content
    return line + content


def new_key(address: str) -> dict[str, Any]:
    """The settings of a key made for the address' domain; not in use until its record is published."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    # A name of its own for each key: the record of the one before may stay as long as its mails are on the way.
    selector = f"mg-{hashlib.sha256(pem).hexdigest()[:8]}"
    domain = address.rpartition("@")[2]
    return {
        "dkim_selector": selector,
        "dkim_domain": domain,
        "dkim_secret": pem.decode(),
        "dkim_on": False,
    }


def record_of(settings: Mapping[str, Any]) -> tuple[str, str] | None:
    """Name and value of the TXT record the key needs in the domain's DNS; None without a key."""
    pem = settings.get("dkim_secret", "")
    if not pem:
        return None
    public = load_pem_private_key(pem.encode(), None).public_key()
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    name = f"{settings['dkim_selector']}._domainkey.{settings['dkim_domain']}"
    return name, f"v=DKIM1; k=rsa; p={b64encode(der).decode()}"
