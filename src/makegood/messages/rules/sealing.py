"""Mail that nobody here can open, shown for what it is."""

from dataclasses import replace

from makegood.kernel.text import Phrase, _
from makegood.messages.ports import Inbound


def sealing(inbound: Inbound) -> Phrase | None:
    """What a reader is told in place of words that are encrypted; None where there are words to read."""
    if inbound.text.strip():
        return None
    if "encrypted_pgp" in inbound.defects:
        kind = "PGP"
    elif "encrypted_smime" in inbound.defects:
        kind = "S/MIME"
    else:
        return None
    return _(
        "This mail is encrypted (%(kind)s) and can't be read here. It is attached as it came; "
        "ask the customer to write again without encryption.",
        kind=kind,
    )


def with_words(inbound: Inbound, words: str) -> Inbound:
    """The same, saying `words`."""
    return replace(inbound, text=words, reply_text=words)
