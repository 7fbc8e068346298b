"""Italy's certified mail (PEC): its providers wrap every mail into one of their own, and write receipts.

Decree of 2 November 2005, technical rules (Gazzetta Ufficiale no. 266 of 15 November 2005), 6.3 and 6.4. The envelope comes
from the provider, one address for all its customers, and says "per conto di"; whoever wrote stands in the mail inside.
Ordinary mail into a certified mailbox is wrapped the same way, as an anomaly.
"""

from collections.abc import Mapping

from makegood.kernel.mail.structure import MESSAGES, Part, parse_structure

_WRAPPED = frozenset({b"posta-certificata", b"errore"})
_NAME = b"postacert.eml"
_RECEIPTS = {
    "accettazione": "read_receipt",
    "presa-in-carico": "read_receipt",
    "avvenuta-consegna": "read_receipt",
    "preavviso-errore-consegna": "delay",
    "non-accettazione": "bounce",
    "errore-consegna": "bounce",
    "rilevazione-virus": "bounce",
}
REFERS_TO = "x-riferimento-message-id"
"""Header of a receipt: the Message-ID of the mail it is for."""


def inside(root: Part) -> Part:
    """The mail a person wrote, where `root` is an envelope; else `root` itself."""
    if root.header("x-trasporto").strip().lower() not in _WRAPPED:
        return root
    wrapped = (p.children[0] for p in root.walk() if p.type in MESSAGES and p.children)
    return next(wrapped, None) or _attached(root) or root


def _attached(root: Part) -> Part | None:
    """Some gateways make a mere file of the mail inside; its name stays."""
    file = next((p for p in root.walk() if not p.children and _is_called_so(p)), None)
    return parse_structure(file.content(), []) if file else None


def _is_called_so(part: Part) -> bool:
    names = part.header("content-disposition") + part.content_type
    return _NAME in names.lower()


def receipt_kind(headers: Mapping[str, str]) -> str:
    """A word of `Mail.auto`; "" where it is no receipt."""
    return _RECEIPTS.get(headers.get("x-ricevuta", "").strip().lower(), "")
