"""Certificates: checked always, explained when they fail, never silently ignored."""

import ssl
from collections.abc import Callable

from cryptography import x509

from makegood.adapters.channels.email.settings import MailboxSettings

_EXPIRED = {9, 10}  # X509_V_ERR_CERT_NOT_YET_VALID, _HAS_EXPIRED
_OTHER_NAME = {62, 64}  # _HOSTNAME_MISMATCH, _IP_ADDRESS_MISMATCH
_UNKNOWN_ISSUER = {
    2,
    18,
    19,
    20,
    21,
}  # issuer not found, self-signed, alone or in the chain, unverifiable


def context(mailbox: MailboxSettings) -> ssl.SSLContext:
    made = ssl.create_default_context()
    if mailbox.ca_file:
        made.load_verify_locations(mailbox.ca_file)
    return made


def code_of(error: ssl.SSLCertVerificationError) -> str:
    """What is wrong with it: `certificate_expired`, `certificate_name`, `certificate_issuer` or `certificate`."""
    for code, numbers in (
        ("certificate_expired", _EXPIRED),
        ("certificate_name", _OTHER_NAME),
        ("certificate_issuer", _UNKNOWN_ISSUER),
    ):
        if error.verify_code in numbers:
            return code
    return "certificate"


def unchecked() -> ssl.SSLContext:
    """For one look at a certificate that was refused, to tell what is wrong with it. Nothing is said over such a line."""
    made = ssl.create_default_context()
    made.check_hostname = False
    made.verify_mode = ssl.CERT_NONE
    return made


def facts(look: Callable[[], bytes | None]) -> str:
    """Whose the refused certificate is, by whom and until when; "" when it can't be looked at."""
    try:
        content = look()
        certificate = x509.load_der_x509_certificate(content) if content else None
    except Exception:  # whatever goes wrong on a second look, the first one has been told
        return ""
    if certificate is None:
        return ""
    until = f"{certificate.not_valid_after_utc:%Y-%m-%d}"
    issuer = certificate.issuer.rfc4514_string()
    return f"it is for {', '.join(_names(certificate))}; valid until {until}; issued by {issuer}"


def _names(certificate: x509.Certificate) -> list[str]:
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return [certificate.subject.rfc4514_string()]
    names = found.get_values_for_type(x509.DNSName)
    return [*names, *map(str, found.get_values_for_type(x509.IPAddress))]
