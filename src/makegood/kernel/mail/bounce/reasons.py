"""Why a mail was not delivered, in one word, and whether that condemns the address."""

from makegood.kernel.mail.bounce.phrases import reason_said

REASONS: dict[str, str] = {
    "user_unknown": "there is no such mailbox",
    "moved": "the mailbox has moved; the address is no longer used",
    "host_unknown": "there is no such domain, or it names no mail server",
    "not_accepting": "the domain or address takes no mail at all (RFC 7505 and its like)",
    "unwanted": "the recipient refuses it: by a rule of the mailbox, a list of permitted senders, a choice of theirs",
    "suspended": "the mailbox is closed for now: disabled, inactive, unpaid",
    "mailbox_full": "the mailbox or its quota is full",
    "too_big": "the mail is bigger than the mailbox or server takes",
    "rate_limited": "too many mails or connections in a short time, greylisting",
    "blocked": "our server's address or name is on a list, has a bad name or no reverse name",
    "spam": "a filter took the mail for spam",
    "virus": "a filter found a virus or a forbidden kind of file",
    "content": "the form of the mail was refused: headers, encoding, line length",
    "auth": "SPF, DKIM or DMARC failed, or are asked for",
    "policy": "a rule of the receiving side, its nature not told",
    "no_relay": "the server asked is not in charge of the domain",
    "tls": "no encrypted connection could be made, or one is asked for",
    "rejected": "refused because of the sender, or for a cause not told",
    "loop": "the mail went in circles",
    "expired": "not delivered in the time the server keeps trying",
    "network": "the other server could not be reached",
    "system": "a fault of a server, of ours or of theirs",
    "unknown": "nothing told",
}
"""Every word of `FailedRecipient.reason` and what it means: the one place where they are listed."""

CONDEMNING = frozenset(("user_unknown", "moved", "host_unknown", "not_accepting"))
"""Reasons that are hard: the address itself is no good."""
WORTH_ANOTHER_TRY = frozenset(
    ("mailbox_full", "rate_limited", "expired", "network", "system", "tls")
)
"""Soft ones where the same mail, sent later, may well arrive; at the others something must change first."""


_BY_STATUS: dict[str, str] = {
    "1.1": "user_unknown", "1.2": "host_unknown", "1.3": "user_unknown", "1.4": "user_unknown", "1.6": "moved",
    "1.7": "rejected", "1.8": "rejected", "1.9": "rejected", "1.10": "not_accepting",
    "2.1": "suspended", "2.2": "mailbox_full", "2.3": "too_big", "2.4": "system",
    "3.1": "system", "3.2": "system", "3.3": "system", "3.4": "too_big", "3.5": "system",
    "4.1": "network", "4.2": "network", "4.3": "network", "4.5": "rate_limited", "4.6": "loop",
    "4.7": "expired", "4.8": "loop", "4.14": "loop", "4.310": "host_unknown", "4.312": "network", "4.316": "expired",
    "6.1": "content", "6.2": "content", "6.3": "content", "6.5": "content", "6.6": "content", "6.7": "content",
    "7.4": "tls", "7.5": "tls", "7.8": "system", "7.10": "tls", "7.13": "suspended", "7.14": "no_relay",
    "7.20": "auth", "7.21": "auth", "7.22": "auth", "7.23": "auth", "7.24": "auth", "7.26": "auth", "7.29": "auth",
    "7.25": "blocked", "7.27": "rejected", "7.28": "rate_limited", "7.606": "blocked", "7.511": "blocked",
    "7.708": "blocked", "7.750": "blocked", "7.64": "no_relay", "7.509": "auth", "7.515": "auth", "7.9": "auth",
}  # fmt: skip
_VAGUE_STATUS = {
    "4.4": "host_unknown",
    "1.0": "user_unknown",
    "4.0": "network",
    "7.0": "policy",
    "7.1": "policy",
    "3.0": "system",
    "6.0": "content",
}
_VAGUE_WORDS = frozenset(("", "rejected", "policy", "system", "content", "network", "expired"))
_BY_REPLY = {"552": "mailbox_full", "556": "not_accepting", "521": "not_accepting", "523": "too_big", "534": "too_big",
             "421": "system", "451": "system", "452": "system", "551": "moved", "535": "no_relay", "530": "no_relay"}  # fmt: skip


def reason_of(status: str, reply_code: str, diagnostic: str, around: str) -> str:
    """The word that fits. The server's own words tell most; a status of a clear subject outweighs vague ones.

    `around` is the reason that the rest of the report speaks of.
    """
    said, told = reason_said(diagnostic), _BY_STATUS.get(status[2:], "")
    if told and (said in _VAGUE_WORDS or (said, told) in _OUTWEIGHED):
        return said if (said, told) == ("expired", "network") else told
    if said:
        return said
    if around in ("content", "system"):  # words of every report's own courtesies
        around = ""
    return around or _VAGUE_STATUS.get(status[2:], "") or _BY_REPLY.get(reply_code, "unknown")


_OUTWEIGHED = {
    ("user_unknown", "mailbox_full"),
    ("user_unknown", "host_unknown"),
    ("user_unknown", "moved"),
    ("user_unknown", "rejected"),
    ("host_unknown", "rejected"),
}
"""Words so common that a clear status beside them is believed instead."""


def is_hard(reason: str, status: str, reply_code: str, is_delay: bool) -> bool:
    """Whether the address is condemned.

    A delay never does. Reason comes first, for status classes lie both ways: 5.2.2 is a full mailbox that will be
    emptied, 5.7.1 a filter that disliked this one mail, and a server that gave up after days reports 4.1.1 for somebody
    who does not exist. An expired mail is the end of that mail, not of the address. Where no reason is known, only codes
    that speak of the address condemn it (5.1.x, 550, 551, 553); a bare "5.0.0" or nothing at all condemns nobody.
    """
    if is_delay:
        return False
    if reason == "unknown":
        return status.startswith("5.1.") or reply_code in ("550", "551", "553")
    return reason in CONDEMNING and not (reason == "host_unknown" and status.startswith("4"))
