"""How addresses and phones are compared, who may do what to whom, whom a provider's word lets in, and whose turn it is. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

import phonenumbers

from makegood.kernel.text import Phrase, _

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NEVER = datetime.min.replace(tzinfo=UTC)
_ADDRESS = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.?[^@\s<>,;\"]*")
PERMISSIONS = (
    "others",
    "answer",
    "close",
    "orders",
    "money",
    "settings",
    "people",
    "reports",
    "export",
    "delete",
)
"""All that can be allowed, one word each: see the cases of other teams; answer and work on cases; close and reopen them;
change orders and products (import); give customers money or goods through the shop; change settings; look after people and roles; read reports; take everything out;
delete for good. To see one's own team's cases and to leave notes needs none of them."""
ROLE_MAY = {
    "owner": frozenset(PERMISSIONS),
    "manager": frozenset(PERMISSIONS),
    "agent": frozenset({"answer", "close"}),
    "light": frozenset[str](),
}
"""What the four roles that come with the desk allow; a custom one says so itself."""


@dataclass(frozen=True)
class Seat:
    """A role with all it allows."""

    role: str
    may: frozenset[str]

    def is_above(self, other: "Seat") -> bool:
        """Whether it allows anything the other does not. Nobody but an owner is as high as an owner."""
        return (self.role == "owner" and other.role != "owner") or not self.may <= other.may


def normalise_email(raw: str) -> str:
    """The address as it is compared: bare, lower case; "" when there is none in `raw`.

    Dots and plus parts stay: to most servers they make another mailbox.
    """
    found = _ADDRESS.search(raw.strip())
    return found.group(0).strip(".'").lower()[:320] if found else ""


@lru_cache(
    maxsize=10_000
)  # an import asks for each several times, and it costs a tenth of a millisecond
def normalise_phone(raw: str, country: str = "") -> str:
    """The number in E.164 ("+37061234567"); digits alone when it can't be read as a number of `country`."""
    try:
        number = phonenumbers.parse(raw, country.upper() or None)
    except phonenumbers.NumberParseException:
        return re.sub(r"\D", "", raw)
    if not phonenumbers.is_possible_number(number):
        return re.sub(r"\D", "", raw)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def digits_of(raw: str, country: str, shortest: int = 4) -> str:
    """The digits to look for while a number of `country` is being typed: without +, 00 and the country's own prefix
    ("0612 3" in Italy stays, "8 612 3" in Lithuania is "6123"). "" while there are too few, or when it is no number.
    """
    if not re.fullmatch(r"[\d\s()+./-]+", raw):
        return ""
    if _is_whole(raw, country):
        return normalise_phone(raw, country).lstrip("+")
    digits = re.sub(r"\D", "", raw)
    if digits.startswith("00") or raw.strip().startswith("+"):
        digits = digits.removeprefix("00")
    else:
        own = phonenumbers.ndd_prefix_for_region(country.upper(), True) or ""
        for prefix in (own, *_DIALLED.get(country.upper(), ())):
            if prefix and digits.startswith(prefix):
                digits = digits.removeprefix(prefix)
                break
    return digits if len(digits) >= shortest else ""


def _is_whole(raw: str, country: str) -> bool:
    """Whether it is a number one can dial; the beginning of one may be "possible" already."""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(raw, country.upper() or None))
    except phonenumbers.NumberParseException:
        return False


_DIALLED = {"LT": ("8",)}
"""What people still dial in front, though the plan of numbers no longer says so."""


DEAD = frozenset({"user_unknown", "host_unknown", "moved", "not_accepting"})
"""Reasons that lie in the address itself: whatever is sent there comes back. The rest (a full mailbox, a mail taken
for spam) may pass."""


def may_change_seat(by: Seat, is_self: bool, before: Seat, after: Seat) -> Phrase | None:
    """Why a role may not be changed so, or None. Nobody gives or takes a role above their own."""
    if "people" not in by.may:
        return _("Your role does not let you look after people.")
    if before.is_above(by) or after.is_above(by):
        return _("You cannot give or take a role above your own.")
    if is_self and after.is_above(before):
        return _("Ask another owner to raise your role.")
    return None


def may_invite(by: Seat, offered: Seat | None) -> Phrase | None:
    """Why an invitation may not be made, or None; None is offered when there is no such role."""
    if offered is None:
        return _("There is no such role.")
    if "people" not in by.may:
        return _("Your role does not let you invite people.")
    if offered.is_above(by):
        return _("You cannot give a role above your own.")
    return None


def may_save_role(by: Seat, before: Seat | None, after: Seat) -> Phrase | None:
    """Why a role of the shop's own may not be made or changed so, or None."""
    if "people" not in by.may:
        return _("Your role does not let you look after people.")
    if after.is_above(by) or (before and before.is_above(by)):
        return _("A role you make cannot allow more than your own.")
    return None


DOCUMENT = "/.well-known/openid-configuration"
"""Where an issuer describes itself (OpenID Connect Discovery 1.0, 4)."""
_MICROSOFT = (
    "login.microsoftonline.com",
    "login.microsoftonline.us",
    "login.partner.microsoftonline.cn",
)


def issuer_of(raw: str) -> str:
    """The issuer's address in what somebody copied, which may be the address of its document; "" when it is none to be asked."""
    address = raw.strip().removesuffix(DOCUMENT)
    if not is_askable(address) or urlsplit(address).query:
        return ""
    return address


def is_askable(address: str) -> bool:
    """Whether one may sign in over this address: encrypted, or not leaving this machine."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.fragment or re.search(r"\s", address):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_here(host))


def may_be_named(address: str, issuer: str) -> bool:
    """Whether a provider may send us on to this address. One elsewhere never leads to what listens on this machine."""
    is_in_the_clear = urlsplit(issuer).scheme == "http"
    return is_askable(address) and (is_in_the_clear or urlsplit(address).scheme == "https")


def is_same_issuer(one: str, other: str) -> bool:
    """A slash at the end is easily lost when it is copied; everything else has to be the same."""
    return one.rstrip("/") == other.rstrip("/")


def proved_address(claims: Mapping[str, Any], issuer: str) -> str:
    """The e-mail address the provider says is the person's own; "" when it does not say so.

    Microsoft never says `email_verified`, and its users may enter what they like. Its `xms_edov` is true when the
    address is of a domain its organisation has proved to own (learn.microsoft.com, optional claims, 2026-11).
    """
    said = [claims.get("email_verified")]
    if urlsplit(issuer).hostname in _MICROSOFT:
        said.append(claims.get("xms_edov"))
    is_proved = any(word is True or str(word).lower() in {"true", "1"} for word in said)
    address = claims.get("email")
    if not is_proved or not isinstance(address, str) or not is_writable(address):
        return ""
    return address.strip()


def is_writable(text: str) -> bool:
    """Whether a database takes it: JSON may hold a zero, and half of a letter."""
    return not re.search(r"[\x00\ud800-\udfff]", text)


def is_same_address(proved: str, seat: str) -> bool:
    """Capitals do not matter, but only those of ASCII: other letters may turn into these when they are made small."""
    if proved.isascii() and seat.isascii():
        return proved.lower() == seat.lower()
    return proved == seat


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(frozen=True)
class Candidate:
    """Somebody a case may be given to, as they are now."""

    id: UUID
    zone: str
    hours: Mapping[str, list[list[str]]]
    """Weekday, "mon".."sun" → [["09:00", "13:00"], …]; empty: at any time."""
    writes: Collection[str]
    skills: Collection[str]
    away_until: datetime | None
    given_at: datetime | None
    load: int
    """Open cases they have."""

    def is_at_work(self, now: datetime) -> bool:
        """Neither away nor outside their hours."""
        if self.away_until is not None and self.away_until > now:
            return False
        local = now.astimezone(ZoneInfo(self.zone))
        clock = local.strftime("%H:%M")
        spans = self.hours.get(WEEKDAYS[local.weekday()], [])
        return not self.hours or any(opens <= clock < closes for opens, closes in spans)

    def can_take(self, language: str, kind: str) -> bool:
        """Whether they write the customer's language and take on this kind of case; one of no kind yet suits everybody."""
        speaks = not self.writes or language in self.writes
        return speaks and (not self.skills or not kind or kind in self.skills)


def next_in_turn(candidates: Iterable[Candidate]) -> Candidate | None:
    """Who was given a case the longest ago."""
    return min(candidates, key=lambda one: (one.given_at or _NEVER, str(one.id)), default=None)


def least_laden(candidates: Iterable[Candidate]) -> Candidate | None:
    """Who has the fewest open cases; among equals, whose turn it is."""
    found = list(candidates)
    fewest = min((one.load for one in found), default=0)
    return next_in_turn(one for one in found if one.load == fewest)
