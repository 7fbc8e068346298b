"""Servers that give a mail of ours another Message-ID than we did: answers then refer to theirs. Pure."""

import re

_IN_BRACKETS = re.compile(r"<([^<>\s@]{1,400}@[^<>\s@]{1,255})>")
_AMAZON = re.compile(r"^(?:250 )?Ok ([0-9a-f]{16}-[0-9a-f-]{20,}-[0-9]{6})\b", re.IGNORECASE)
_AMAZONS = re.compile(r"@[a-z0-9.-]*amazonses\.com$", re.IGNORECASE)


def ids_given(response: str, message_id: str) -> set[str]:
    """Other Message-IDs a server named when it took the mail `message_id`.

    Exchange and Microsoft 365 answer `250 2.6.0 <id@host> […] Queued mail for delivery`, Amazon `250 Ok 0100…-000000`, which
    becomes `0100…-000000@<region>.amazonses.com`.
    """
    found = {one for one in _IN_BRACKETS.findall(response) if one != message_id}
    if amazon := _AMAZON.match(response.strip()):
        found.add(f"{amazon[1]}@amazonses.com")
    return found


def comparable(message_id: str) -> str:
    """A Message-ID as it is looked for: of Amazon's without the region, which its answer does not tell."""
    return _AMAZONS.sub("@amazonses.com", message_id)
