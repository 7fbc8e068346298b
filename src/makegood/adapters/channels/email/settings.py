"""What a mailbox needs to be told, and how it is read from an account's settings."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, Self

from makegood.kernel.errors import ProviderFailed
from makegood.messages.ports import LARGEST

Security = Literal["tls", "starttls", "none"]
SECURITIES: tuple[Security, ...] = ("tls", "starttls", "none")


@dataclass(frozen=True)
class MailboxSettings:
    """`user` names default to the address; SMTP takes IMAP's user and secret when it has none of its own.

    `plus_addressing`: the mailbox takes `local+anything@domain`, so replies can carry a thread's token in their
    address. `sent_folder`: where copies of sent mail lie, looked through when it is unclear whether a mail left.
    """

    address: str
    smtp_host: str
    imap_host: str = ""
    imap_port: int = 993
    imap_security: Security = "tls"
    imap_user: str = ""
    folders: tuple[str, ...] = ("INBOX",)
    pop3_host: str = ""
    pop3_port: int = 995
    pop3_security: Security = "tls"
    smtp_port: int = 465
    smtp_security: Security = "tls"
    smtp_user: str = ""
    smtp_secret: str = ""
    secret: str = ""
    access_token: str = ""
    """Instead of the secret, where the owner has given their consent at the provider (XOAUTH2)."""
    plus_addressing: bool = False
    sent_folder: str = ""
    dkim_selector: str = ""
    dkim_domain: str = ""
    dkim_secret: str = ""
    dkim_on: bool = False
    """Whether mail is signed: not before the key's record is published."""
    timeout: float = 30.0
    largest: int = LARGEST
    ca_file: str = ""
    """A certificate authority to trust besides the system's: for a mail server with a certificate of its own."""

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> Self:
        """From an account's settings; unknown keys are ignored, missing ones are the owner's to fill in."""
        known = {
            field.name: settings[field.name] for field in fields(cls) if field.name in settings
        }
        for name in ("address", "smtp_host"):
            if not known.get(name):
                raise ProviderFailed(f"setting {name} is missing", permanent=True, code="protocol")
        known["folders"] = tuple(known.get("folders") or ("INBOX",))
        known["imap_port"] = int(known.get("imap_port") or 993)
        known["pop3_port"] = int(known.get("pop3_port") or 995)
        known["smtp_port"] = int(known.get("smtp_port") or 465)
        for name in ("imap_security", "pop3_security", "smtp_security"):
            if known.get(name, "tls") not in SECURITIES:
                raise ProviderFailed(f"setting {name} is unknown", permanent=True, code="protocol")
        return cls(**known)

    def needs(self, name: Literal["imap_host", "pop3_host"]) -> Self:
        """The same, which says where mail is read."""
        if not getattr(self, name):
            raise ProviderFailed(f"setting {name} is missing", permanent=True, code="protocol")
        return self

    @property
    def imap_login(self) -> str:
        return self.imap_user or self.address

    @property
    def smtp_login(self) -> str:
        return self.smtp_user or self.imap_login

    @property
    def smtp_password(self) -> str:
        return self.smtp_secret or self.secret
