"""A saved secret goes to the server and for the user it was saved for, and nowhere else.

Whoever may change settings could else have it by naming a server of their own and pressing Test.
"""

from collections.abc import Collection, Mapping
from typing import Any


def needed_anew(
    before: Mapping[str, Any], after: Mapping[str, Any], typed: Collection[str]
) -> list[str]:
    """Of the secrets saved with `before` those that have to be typed again for `after`."""
    needed = []
    if _is_on_consent(before):
        if before.get("oauth_client_secret") and _permitting(before) != _permitting(after):
            needed.append("oauth_client_secret")
    elif before.get("secret") and _reading(before) != _reading(after):
        needed.append("secret")
    if _sending(before) != _sending(after):
        sends_with = before.get("smtp_secret") or _password(before) * ("secret" not in typed)
        needed += ["smtp_secret"] if sends_with else []
    return [name for name in needed if name not in typed]


def ends_consent(
    before: Mapping[str, Any], after: Mapping[str, Any], typed: Collection[str] = ()
) -> bool:
    """Whether what the provider permitted would go elsewhere. It can't be typed again: it is asked for again."""
    if not _is_on_consent(before):
        return False
    if (_permitting(before), _reading(before)) != (_permitting(after), _reading(after)):
        return True
    has_own = before.get("smtp_secret") or "smtp_secret" in typed
    return not has_own and _sending(before) != _sending(after)


def _is_on_consent(settings: Mapping[str, Any]) -> bool:
    return bool(settings.get("oauth_token_url"))


def _password(settings: Mapping[str, Any]) -> str:
    return "" if _is_on_consent(settings) else str(settings.get("secret") or "")


def _reading(settings: Mapping[str, Any]) -> tuple[str, str, bool]:
    kind = "pop3" if settings.get("pop3_host") else "imap"
    return _server(settings, kind, _login(settings))


def _sending(settings: Mapping[str, Any]) -> tuple[str, str, bool]:
    return _server(settings, "smtp", str(settings.get("smtp_user") or _login(settings)))


def _permitting(settings: Mapping[str, Any]) -> tuple[str, str]:
    return str(settings.get("oauth_token_url", "")), str(settings.get("oauth_client_id", ""))


def _login(settings: Mapping[str, Any]) -> str:
    return str(settings.get("imap_user") or settings.get("address") or "")


def _server(settings: Mapping[str, Any], kind: str, login: str) -> tuple[str, str, bool]:
    """Its port may change. That nothing is encrypted any more counts: then others on the way read it, too."""
    host = str(settings.get(f"{kind}_host") or "").strip().lower()
    return host, login, settings.get(f"{kind}_security") == "none"
