"""When a mailbox's automatic answers do more harm than good: two machines writing to each other, a form gone wild.

Counted are the acknowledgements a mailbox gave to mail of the ten minutes before it (by the server's clock, so that
catching up after an outage is no storm). A storm is

* 30 to addresses of one domain that is no provider of mailboxes for everybody, or
* 120 in all, and more than five times what the mailbox's busiest ten minutes of the last fortnight had.

Then the mailbox answers nobody by itself until half an hour has been calm, or somebody says so. Cases and promises go
on as always: only the automatic answer is left out.
"""

from dataclasses import dataclass
from datetime import timedelta

WITHIN = timedelta(minutes=10)
MOST_TO_A_DOMAIN = 30
MOST_IN_ALL = 120
TIMES_THE_USUAL = 5
USUAL_OVER = timedelta(days=14)
CALM_FOR = timedelta(minutes=30)
CALM_UP_TO = 30
"""Mails in `CALM_FOR` that are calm in any mailbox, however little it mostly gets."""

_EVERYBODYS = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "msn.com",
        "yahoo.com",
        "ymail.com",
        "aol.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "gmx.de",
        "gmx.net",
        "gmx.at",
        "gmx.ch",
        "gmx.com",
        "web.de",
        "t-online.de",
        "freenet.de",
        "mail.ru",
        "bk.ru",
        "list.ru",
        "inbox.ru",
        "yandex.ru",
        "ya.ru",
        "yandex.com",
        "rambler.ru",
        "libero.it",
        "virgilio.it",
        "tin.it",
        "alice.it",
        "tiscali.it",
        "aruba.it",
        "seznam.cz",
        "email.cz",
        "centrum.cz",
        "freemail.hu",
        "citromail.hu",
        "inbox.lt",
        "inbox.lv",
        "wp.pl",
        "onet.pl",
        "op.pl",
        "o2.pl",
        "interia.pl",
        "orange.fr",
        "wanadoo.fr",
        "free.fr",
        "laposte.net",
        "sfr.fr",
        "proton.me",
        "protonmail.com",
        "fastmail.com",
        "ukr.net",
        "abv.bg",
        "mail.bg",
        "sapo.pt",
        "telenet.be",
        "ziggo.nl",
        "kpnmail.nl",
        "bluewin.ch",
        "qq.com",
        "163.com",
    ]
)
_EVERYBODYS_NAMES = ("hotmail.", "outlook.", "live.", "yahoo.", "gmx.")


@dataclass(frozen=True)
class Flow:
    """Acknowledgements to mail of the last ten minutes: `in_all`, and `to_domain`, that of the one to be answered."""

    domain: str
    to_domain: int
    in_all: int
    usual: int
    """The most the mailbox had in ten minutes lately."""


def is_storm(flow: Flow) -> str:
    """ "" while it is none, else `domain` or `mailbox`."""
    if flow.to_domain >= MOST_TO_A_DOMAIN and not is_everybodys(flow.domain):
        return "domain"
    most = max(MOST_IN_ALL, TIMES_THE_USUAL * flow.usual)
    return "mailbox" if flow.in_all >= most else ""


def may_be_storm(flow: Flow) -> bool:
    """Whether it is worth asking what is usual: mostly it is not."""
    return flow.in_all >= MOST_IN_ALL or is_storm(flow) != ""


def is_calm(arrived: int, usual: int) -> bool:
    """Whether `arrived` mails in `CALM_FOR` are what the mailbox mostly gets; `usual` as in `Flow`."""
    share = CALM_FOR / WITHIN
    return arrived <= max(CALM_UP_TO, round(usual * share))


def is_everybodys(domain: str) -> bool:
    """Whether people who have nothing to do with each other have mailboxes there."""
    return domain in _EVERYBODYS or domain.startswith(_EVERYBODYS_NAMES)
