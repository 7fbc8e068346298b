"""A row of the outbox as the complete letter its channel sends: layout, headers, files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from django.utils import translation

from makegood.cases.queries import status_url
from makegood.kernel import files
from makegood.kernel.colours import WHITE
from makegood.kernel.mail.conversations import thread_index
from makegood.kernel.money import babel_locale
from makegood.messages.layout import rendered
from makegood.messages.models import Account, Attachment, Message
from makegood.messages.ports import Address, Outbound, OutboundFile
from makegood.messages.rules import plain_subject, reply_address
from makegood.messages.rules.logos import logo_id, size_in_letters
from makegood.shops.models import Shop
from makegood.shops.rules.looks import look_in_letters

_QUOTED_CHARACTERS = 20_000
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""What every mail program shows."""


@dataclass(frozen=True)
class Quoted:
    """What the customer wrote last, below our words."""

    when: str
    who: str
    text: str


@dataclass(frozen=True)
class Picture:
    """A picture shown in the letter, which carries it along (RFC 2392)."""

    attachment_id: UUID
    content_id: str
    name: str


@dataclass(frozen=True)
class Logo:
    """The shop's mark above the words, and how large it is drawn."""

    content: bytes
    content_id: str
    width: int
    height: int


@dataclass(frozen=True)
class Words:
    """What a letter says, before it has the shop's layout."""

    subject: str
    text: str
    language: str = ""
    pictures: Sequence[Picture] = ()
    signature: str = ""
    status_url: str = ""
    number: int = 0
    quoted: Quoted | None = None


@dataclass(frozen=True)
class Letter:
    """A message of ours as its reader sees it."""

    subject: str
    text: str
    html: str
    logo: Logo | None = None


def compose(message: Message, account: Account, only: tuple[str, ...] = ()) -> Outbound:
    """The letter, the same each time it is asked for: the Message-ID was minted when it was written."""
    attached = list(message.attachments.all())
    pictures = [_picture(one, account) for one in attached if _is_shown(one, message)]
    letter = letter_of(message, pictures)
    content_ids = {picture.attachment_id: picture.content_id for picture in pictures}
    return Outbound(
        message_id=message.message_id,
        sender=Address(account.name or _shop_of(message, account).name, account.address),
        to=tuple(Address(name, address) for name, address in message.to),
        cc=tuple(Address(name, address) for name, address in message.cc),
        reply_to=_reply_to(message, account),
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        in_reply_to=message.in_reply_to,
        references=tuple(message.references),
        thread_index=_thread_index(message),
        thread_topic=_topic(message),
        written_at=message.at,
        only=only,
        is_automatic=message.purpose == Message.Purpose.ACKNOWLEDGEMENT,
        is_generated=message.purpose == Message.Purpose.NOTICE,
        files=(
            *carried(letter),
            *(
                OutboundFile(a.name, a.type, files.read(a.sha256), content_ids.get(a.pk, ""))
                for a in attached
            ),
        ),
    )


def letter_of(message: Message, pictures: Sequence[Picture] = ()) -> Letter:
    """Text and HTML in the shop's layout, in the message's language."""
    shop = _shop_of(message, message.account)
    is_word = message.purpose == Message.Purpose.WORD
    words = Words(
        language=message.language,
        subject=message.subject,
        text=message.text.strip(),
        pictures=pictures,
        signature=message.author.name if is_word and message.author else "",
        status_url=_status_url(message),
        number=message.case.number if message.case else 0,
        quoted=_quoted(message, shop) if is_word else None,
    )
    return laid_out(shop, words)


def laid_out(shop: Shop, words: Words) -> Letter:
    """These words in the shop's layout."""
    facts = {
        **vars(words),
        "shop": shop,
        "look": look_in_letters(shop.colour or WHITE),
        "logo": (logo := logo_of(shop)),
        "contact": contact_lines(shop),
    }
    with translation.override(words.language or shop.main_language):
        text, html = rendered("message.txt", **facts), rendered("message.html", **facts)
    return Letter(words.subject, text, html, logo)


def logo_of(shop: Shop) -> Logo | None:
    """The shop's logo at the size it is drawn in; None without one, or if its file is gone: a letter goes all the same."""
    if not shop.logo_sha256:
        return None
    try:
        content = files.read(shop.logo_sha256)
    except FileNotFoundError:
        return None
    width, height = size_in_letters(shop.logo_width, shop.logo_height)
    return Logo(content, logo_id(shop.logo_sha256), width, height)


def carried(letter: Letter) -> tuple[OutboundFile, ...]:
    """What the layout itself shows and the letter must carry along."""
    logo = letter.logo
    if logo is None:
        return ()
    return (OutboundFile("logo.png", "image/png", logo.content, logo.content_id),)


def _is_shown(attachment: Attachment, message: Message) -> bool:
    """A picture that was dropped or pasted into an answer stands below its words; anything else is attached."""
    return message.purpose == Message.Purpose.WORD and attachment.type.lower() in _PICTURES


def _picture(attachment: Attachment, account: Account) -> Picture:
    domain = account.address.rpartition("@")[2]
    return Picture(attachment.pk, f"{attachment.pk.hex}@{domain}", attachment.name)


def contact_lines(shop: Shop) -> list[str]:
    """How the shop is reached, as it stands below every mail."""
    address = ", ".join(line.strip() for line in shop.address.splitlines() if line.strip())
    return [line for line in (shop.name, address, shop.phone, shop.email, shop.website) if line]


def shown_moment(at: datetime, language: str, zone: str) -> str:
    """A moment as a reader of `language` writes it, in the shop's zone: "Friday, 6 March 2026, 17:00"."""
    local, locale = at.astimezone(ZoneInfo(zone)), babel_locale(language)
    return f"{format_date(local, 'full', locale)}, {format_time(local, 'short', locale=locale)}"


def _shop_of(message: Message, account: Account | None) -> Shop:
    shop = message.case.shop if message.case else account.shop if account else None
    assert shop is not None, "a message of ours has a case or an account"
    return shop


def _status_url(message: Message) -> str:
    """The customer's way to their case: no supplier's letter may hold it."""
    is_others = message.thread is not None and not message.thread.is_with_customer
    return "" if message.case is None or is_others else status_url(message.case)


def _reply_to(message: Message, account: Account) -> Address | None:
    if message.thread is None or not takes_tokens(account):
        return None
    name = account.name or account.shop.name
    return Address(name, reply_address(account.address, message.thread.token))


def _thread_index(message: Message) -> str:
    if message.thread is None or not message.conversation:
        return ""
    answered_at = message.at if message.in_reply_to else None
    return thread_index(message.conversation, message.thread.created_at, answered_at)


def _topic(message: Message) -> str:
    """What the conversation is about, the same in all its letters; none of the customer's words to others."""
    if message.thread is None or message.case is None:
        return ""
    is_customer = message.thread.is_with_customer
    return plain_subject(message.case.subject if is_customer else message.thread.subject)


def takes_tokens(account: Account) -> bool:
    """Whether `local+token@domain` reaches this account: its owner says so, the post office always does."""
    return account.kind == "postoffice" or bool(account.settings.get("plus_addressing"))


def _quoted(message: Message, shop: Shop) -> Quoted | None:
    if message.thread is None:
        return None
    said = message.thread.messages.filter(direction="in", auto="none", at__lt=message.at)
    last = said.order_by("-at", "-pk").first()
    if last is None or not (last.reply_text or last.text).strip():
        return None
    when = shown_moment(last.at, message.language or shop.main_language, shop.timezone)
    text = (last.reply_text or last.text)[:_QUOTED_CHARACTERS]
    return Quoted(when, last.from_name or last.from_address, text)
