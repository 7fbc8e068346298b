"""The thread's token, as it stands in our reply addresses and Message-IDs."""

import re
from collections.abc import Iterable, Set

TOKEN_LENGTH = 16
_ALPHABET = "2-9a-hjkmnp-z"
_IN_ADDRESS = re.compile(rf"\+([{_ALPHABET}]{{{TOKEN_LENGTH}}})@", re.IGNORECASE)
_IN_MESSAGE_ID = re.compile(
    rf"^<?([{_ALPHABET}]{{{TOKEN_LENGTH}}})\.[{_ALPHABET}]+@", re.IGNORECASE
)
_NO_REPLY = re.compile(
    r"^(no[-_.]?reply|do[-_.]?not[-_.]?reply|noreply[-_.+].*|no-?responder|ne[-_]?otvechat"
    r"|mailer[-_]?daemon|postmaster|bounces?([-_+.].*)?|notifications?|auto[-_]?(reply|confirm).*)$",
    re.IGNORECASE,
)


def tokens_in(addresses: Iterable[str], message_ids: Iterable[str]) -> set[str]:
    """Every thread token in the addresses written to and the Message-IDs referred to."""
    found = {m.group(1).lower() for a in addresses if (m := _IN_ADDRESS.search(a))}
    return found | {
        m.group(1).lower() for i in message_ids if (m := _IN_MESSAGE_ID.match(i.strip()))
    }


def reply_address(address: str, token: str) -> str:
    """`help@shop.it` with the token: `help+<token>@shop.it`."""
    local, _at, domain = address.rpartition("@")
    return f"{local}+{token}@{domain}"


def without_detail(address: str) -> str:
    """The mailbox behind a reply address of ours: `help+<token>@shop.it` → `help@shop.it`."""
    return _IN_ADDRESS.sub("@", address.lower())


def bare(address: str) -> str:
    """The mailbox behind an address, for a comparison that rather errs: nothing after a plus."""
    return re.sub(r"\+[^@]*@", "@", address.strip().lower())


def is_ours(address: str, own: Set[str]) -> bool:
    """Whether it is one of our addresses, also with a token or another detail after a plus."""
    return without_detail(address) in own or bare(address) in own


def message_id_of(token: str, unique: str, address: str) -> str:
    """A Message-ID of ours, bare: the token first, so that the reference alone leads back."""
    return f"{token}.{unique}@{address.rpartition('@')[2] or 'makegood.invalid'}"


def expects_no_reply(address: str) -> bool:
    """Whether nobody reads what is sent to this address."""
    return bool(_NO_REPLY.match(address.rpartition("@")[0]))
