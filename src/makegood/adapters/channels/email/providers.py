"""Hosts, ports and oddities of common providers, filled in from the address."""

from dataclasses import dataclass
from typing import Any

from makegood.kernel.text import Phrase, _

APP_PASSWORD = _(
    "This provider wants an app password: make one in your account's security settings and enter it here instead of your own password."
)
SWITCH_ON = _("IMAP must first be switched on in the mailbox's settings at the provider.")
SIGN_IN_ONLY = _(
    "Microsoft no longer accepts passwords for most of these mailboxes. Go back and choose to sign in at Microsoft instead."
)


_SPANS = ("most_per_minute", "most_per_hour", "most_per_day")
_USUAL_RATE = (30, 500, 0)
"""For whoever is not named below: little enough for most hosting companies. Zero is no limit."""
_RATES = {
    # Careful beginnings, not what the providers promise: most publish a day's figure at best, change it without a word, and
    # give a new account less. Set below what is commonly told of them (November 2026), for people write from the mailbox too.
    "Gmail": (20, 0, 450),
    "Google Workspace": (60, 0, 1900),
    "Outlook": (10, 0, 280),
    "Microsoft 365": (28, 0, 9500),
    "Yahoo": (10, 95, 450),
    "iCloud": (20, 0, 900),
    "GMX": (10, 90, 450),
    "WEB.DE": (10, 90, 450),
    "Mail.ru": (10, 0, 450),
    "Яндекс": (10, 0, 450),
    "Яндекс 360": (20, 0, 2800),
    "Zoho": (10, 0, 450),
    "OVH": (20, 190, 0),
    "IONOS": (20, 450, 0),
    "Aruba": (10, 200, 0),
    "Hostinger": (20, 95, 900),
    "Fastmail": (30, 0, 3800),
}


@dataclass(frozen=True)
class Provider:
    """A provider's servers; TLS on 993 and 465 unless it wants otherwise. `notes` are shown beside the form."""

    name: str
    imap_host: str
    smtp_host: str
    smtp_port: int = 465
    smtp_security: str = "tls"
    plus_addressing: bool = False
    sent_folder: str = ""
    notes: tuple[Phrase, ...] = ()

    def settings(self, address: str) -> dict[str, Any]:
        """The settings of a mailbox there, all but the secret."""
        return {
            "address": address,
            "imap_host": self.imap_host,
            "imap_port": 993,
            "imap_security": "tls",
            "imap_user": address,
            "folders": ["INBOX"],
            "smtp_host": self.smtp_host,
            "smtp_port": self.smtp_port,
            "smtp_security": self.smtp_security,
            "plus_addressing": self.plus_addressing,
            "sent_folder": self.sent_folder,
            **dict(zip(_SPANS, _RATES.get(self.name, _USUAL_RATE), strict=True)),
        }


_GMAIL = Provider(
    "Gmail", "imap.gmail.com", "smtp.gmail.com", plus_addressing=True, notes=(APP_PASSWORD,)
)
_OUTLOOK = Provider(
    "Outlook",
    "outlook.office365.com",
    "smtp-mail.outlook.com",
    587,
    "starttls",
    True,
    notes=(SIGN_IN_ONLY,),
)
_OFFICE = Provider(
    "Microsoft 365",
    "outlook.office365.com",
    "smtp.office365.com",
    587,
    "starttls",
    True,
    notes=(SIGN_IN_ONLY,),
)
_YAHOO = Provider("Yahoo", "imap.mail.yahoo.com", "smtp.mail.yahoo.com", notes=(APP_PASSWORD,))
_ICLOUD = Provider(
    "iCloud", "imap.mail.me.com", "smtp.mail.me.com", 587, "starttls", True, notes=(APP_PASSWORD,)
)
_GMX = Provider("GMX", "imap.gmx.net", "mail.gmx.net", notes=(SWITCH_ON,))
_GMX_COM = Provider("GMX", "imap.gmx.com", "mail.gmx.com", notes=(SWITCH_ON,))
_WEB_DE = Provider("WEB.DE", "imap.web.de", "smtp.web.de", 587, "starttls", notes=(SWITCH_ON,))
_MAIL_RU = Provider("Mail.ru", "imap.mail.ru", "smtp.mail.ru", notes=(APP_PASSWORD,))
_YANDEX = Provider(
    "Яндекс",
    "imap.yandex.ru",
    "smtp.yandex.ru",
    plus_addressing=True,
    notes=(SWITCH_ON, APP_PASSWORD),
)
_LIBERO = Provider("Libero", "imapmail.libero.it", "smtp.libero.it")
_ITALIA = Provider("Virgilio", "in.virgilio.it", "out.virgilio.it")
_ARUBA = Provider("Aruba", "imaps.aruba.it", "smtps.aruba.it")
_SEZNAM = Provider("Seznam", "imap.seznam.cz", "smtp.seznam.cz", notes=(SWITCH_ON,))
_ZOHO = Provider("Zoho", "imap.zoho.eu", "smtp.zoho.eu", notes=(SWITCH_ON, APP_PASSWORD))
_ZOHO_COM = Provider("Zoho", "imap.zoho.com", "smtp.zoho.com", notes=(SWITCH_ON, APP_PASSWORD))
_FASTMAIL = Provider(
    "Fastmail",
    "imap.fastmail.com",
    "smtp.fastmail.com",
    plus_addressing=True,
    notes=(APP_PASSWORD,),
)
_FREEMAIL = Provider("Freemail", "imap.freemail.hu", "smtp.freemail.hu", notes=(SWITCH_ON,))
_CITROMAIL = Provider("Citromail", "imap.citromail.hu", "smtp.citromail.hu")
_INBOX_LT = Provider("Inbox.lt", "mail.inbox.lt", "mail.inbox.lt", notes=(SWITCH_ON, APP_PASSWORD))
_INBOX_LV = Provider("Inbox.lv", "mail.inbox.lv", "mail.inbox.lv", notes=(SWITCH_ON, APP_PASSWORD))
_ORANGE = Provider("Orange", "imap.orange.fr", "smtp.orange.fr")
_FREE = Provider("Free", "imap.free.fr", "smtp.free.fr")
_WP = Provider("WP", "imap.wp.pl", "smtp.wp.pl", notes=(SWITCH_ON,))
_ONET = Provider("Onet", "imap.poczta.onet.pl", "smtp.poczta.onet.pl", notes=(SWITCH_ON,))
_O2 = Provider("o2", "poczta.o2.pl", "poczta.o2.pl", notes=(SWITCH_ON,))
_T_ONLINE = Provider(
    "Telekom", "secureimap.t-online.de", "securesmtp.t-online.de", notes=(APP_PASSWORD,)
)
_TISCALI = Provider("Tiscali", "imap.tiscali.it", "smtp.tiscali.it")
_MAILBOX_ORG = Provider("mailbox.org", "imap.mailbox.org", "smtp.mailbox.org", plus_addressing=True)

_BY_DOMAIN: dict[str, Provider] = {
    **dict.fromkeys(("gmail.com", "googlemail.com"), _GMAIL),
    **dict.fromkeys(
        ("outlook.com", "hotmail.com", "live.com", "msn.com", "hotmail.it", "hotmail.es", "outlook.it", "outlook.es",
         "live.it", "hotmail.co.uk", "hotmail.fr", "hotmail.de", "outlook.de", "outlook.fr"), _OUTLOOK
    ),
    "office365.com": _OFFICE,
    **dict.fromkeys(
        ("yahoo.com", "yahoo.it", "yahoo.es", "yahoo.de", "yahoo.fr", "yahoo.co.uk", "ymail.com", "rocketmail.com", "aol.com"),
        _YAHOO,
    ),
    **dict.fromkeys(("icloud.com", "me.com", "mac.com"), _ICLOUD),
    **dict.fromkeys(("gmx.de", "gmx.net", "gmx.at", "gmx.ch"), _GMX),
    **dict.fromkeys(("gmx.com", "gmx.es", "gmx.fr", "gmx.co.uk"), _GMX_COM),
    "web.de": _WEB_DE,
    **dict.fromkeys(("mail.ru", "bk.ru", "list.ru", "inbox.ru", "internet.ru"), _MAIL_RU),
    **dict.fromkeys(("yandex.ru", "ya.ru", "yandex.com", "yandex.by", "yandex.kz"), _YANDEX),
    **dict.fromkeys(("libero.it", "iol.it", "inwind.it", "blu.it", "giallo.it"), _LIBERO),
    **dict.fromkeys(("virgilio.it", "tin.it", "alice.it", "tim.it"), _ITALIA),
    **dict.fromkeys(("aruba.it", "technet.it"), _ARUBA),
    **dict.fromkeys(("seznam.cz", "email.cz", "post.cz", "spoluzaci.cz"), _SEZNAM),
    "zoho.eu": _ZOHO,
    **dict.fromkeys(("zoho.com", "zohomail.com"), _ZOHO_COM),
    **dict.fromkeys(("fastmail.com", "fastmail.fm", "messagingengine.com"), _FASTMAIL),
    "freemail.hu": _FREEMAIL,
    "citromail.hu": _CITROMAIL,
    "inbox.lt": _INBOX_LT,
    "inbox.lv": _INBOX_LV,
    **dict.fromkeys(("orange.fr", "wanadoo.fr"), _ORANGE),
    "free.fr": _FREE,
    "wp.pl": _WP,
    **dict.fromkeys(("onet.pl", "poczta.onet.pl", "op.pl", "vp.pl"), _ONET),
    "o2.pl": _O2,
    "t-online.de": _T_ONLINE,
    "tiscali.it": _TISCALI,
    "mailbox.org": _MAILBOX_ORG,
}  # fmt: skip

HOSTERS: tuple[Provider, ...] = (
    Provider("OVH", "ssl0.ovh.net", "ssl0.ovh.net"),
    Provider("IONOS", "imap.ionos.com", "smtp.ionos.com"),
    Provider("Hostinger", "imap.hostinger.com", "smtp.hostinger.com", plus_addressing=True),
    Provider("Aruba", "imaps.aruba.it", "smtps.aruba.it"),
    Provider("Register.it", "imap.register.it", "smtp.register.it"),
    Provider("Strato", "imap.strato.de", "smtp.strato.de"),
    Provider("Gandi", "mail.gandi.net", "mail.gandi.net", plus_addressing=True),
    Provider("Infomaniak", "mail.infomaniak.com", "mail.infomaniak.com", plus_addressing=True),
    _OFFICE,
    Provider(
        "Google Workspace",
        "imap.gmail.com",
        "smtp.gmail.com",
        plus_addressing=True,
        notes=(APP_PASSWORD,),
    ),
    Provider("Zoho", "imappro.zoho.eu", "smtppro.zoho.eu", notes=(SWITCH_ON, APP_PASSWORD)),
    Provider(
        "Яндекс 360",
        "imap.yandex.ru",
        "smtp.yandex.ru",
        plus_addressing=True,
        notes=(APP_PASSWORD,),
    ),
)
"""Providers of mailboxes on the shop's own domain: chosen from a list, for the address does not tell."""


def provider_of(address: str) -> Provider | None:
    """The provider an address' domain belongs to; None for a domain of the shop's own."""
    return _BY_DOMAIN.get(address.rpartition("@")[2].strip().lower())


def suggested(address: str) -> dict[str, Any]:
    """Settings to begin with: the provider's, or the names hosting companies mostly use."""
    provider = provider_of(address)
    if provider:
        return provider.settings(address)
    domain = address.rpartition("@")[2].strip().lower()
    return Provider("", f"imap.{domain}", f"smtp.{domain}").settings(address)
