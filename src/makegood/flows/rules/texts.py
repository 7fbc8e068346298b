"""The words flows come with. A named place stands for a field that fills itself; a line whose field nobody knows is left out.

So the link has a line of its own, and what is said of a day: without them the letter is whole all the same.
"""

from dataclasses import dataclass

from makegood.kernel.text import Phrase, _


@dataclass(frozen=True)
class Text:
    """A letter: its subject, and its paragraphs."""

    subject: Phrase
    lines: tuple[Phrase, ...]


FIELDS: dict[str, Phrase] = {
    "greeting": _("Hello Anna Rossi,"),
    "customer": Phrase("Anna Rossi"),
    "order": Phrase("W-1001"),
    "shop": _("The shop"),
    "parcel": Phrase("RR123456785LT"),
    "carrier": Phrase("DPD"),
    "link": Phrase("https://carrier.example/RR123456785LT"),
    "page": Phrase("https://desk.example/o/…"),
    "day": _("Friday, 6 March 2026"),
    "first_day": _("Wednesday, 4 March 2026"),
    "days_left": _("That leaves 3 days."),
    "until": _("Monday, 16 March 2026"),
}
"""Every field there is, with an example."""

_HELLO = Phrase("%(greeting)s")
_LINK = _("Follow it here: %(link)s")
_PAGE = _("See how it stands at any time: %(page)s")
_EXPECTED = _("It should be with you by %(day)s.")
_HELP = _("If something is not as it should be, simply answer this message.")
_QUESTIONS = _("If you have a question, simply answer this message.")
_SORRY = _("We are sorry about this.")
_NEED_NOTHING = _("You need not do anything.")

TEXTS: dict[str, Text] = {
    "confirmed": Text(
        _("We have your order %(order)s"),
        (
            _HELLO,
            _("Thank you for your order %(order)s. It is here, and we are getting it ready."),
            _("You will hear from us when it leaves."),
            _PAGE,
            _QUESTIONS,
        ),
    ),
    "sent": Text(
        _("Your order %(order)s is on its way"),
        (
            _HELLO,
            _("Your order %(order)s has left us."),
            _("%(carrier)s brings it; the parcel number is %(parcel)s."),
            _LINK,
            _EXPECTED,
            _PAGE,
            _QUESTIONS,
        ),
    ),
    "day_7": Text(
        _("Your order %(order)s is still on its way"),
        (
            _HELLO,
            _(
                "Your order %(order)s has been on its way for a week now, and we are keeping an eye on it."
            ),
            _EXPECTED,
            Phrase("%(days_left)s"),
            _LINK,
            _NEED_NOTHING,
        ),
    ),
    "day_14": Text(
        _("Your order %(order)s is near you"),
        (
            _HELLO,
            _("Your order %(order)s has arrived at the carrier's place near you."),
            _("It stays there until %(until)s."),
            _EXPECTED,
            _LINK,
            _HELP,
        ),
    ),
    "ready": Text(
        _("Your order %(order)s is ready to be collected"),
        (
            _HELLO,
            _("Your order %(order)s waits for you at the collection point."),
            _("It stays there until %(until)s; after that it comes back to us."),
            _("The parcel number is %(parcel)s."),
            _LINK,
            _HELP,
        ),
    ),
    "out": Text(
        _("Your order %(order)s arrives today"),
        (
            _HELLO,
            _("Your order %(order)s is out for delivery."),
            _("%(carrier)s brings it; the parcel number is %(parcel)s."),
            _LINK,
        ),
    ),
    "delivered": Text(
        _("Your order %(order)s is with you"),
        (
            _HELLO,
            _("Your order %(order)s was delivered. Thank you for buying from us; we hope you enjoy it."),
            _(
                "If something is missing, broken or not as you expected, simply answer this message, with a photo if you can."
            ),
            _("Or choose what is wrong on your order's page: %(page)s"),
        ),
    ),
    "late": Text(
        _("Your order %(order)s is late"),
        (
            _HELLO,
            _("We told you that your order %(order)s would be with you by %(first_day)s. It is not there yet."),
            _SORRY,
            _("The carrier now expects to bring it by %(day)s."),
            _LINK,
            _("We are keeping an eye on it, and tell you when it moves."),
            _PAGE,
            _("If you can't wait any longer, answer this message and say so."),
        ),
    ),
    "stuck": Text(
        _("We are looking after your order %(order)s"),
        (
            _HELLO,
            _("Nobody has seen your order %(order)s move for some days, so we are asking the carrier about it."),
            _SORRY,
            _LINK,
            _NEED_NOTHING,
        ),
    ),
    "failed": Text(
        _("Your order %(order)s could not be delivered"),
        (
            _HELLO,
            _("The carrier tried to bring your order %(order)s, and could not hand it over."),
            _("They mostly try again on the next working day. Here you can choose another day or place: %(link)s"),
            _("If the address is wrong, answer this message with the right one."),
        ),
    ),
    "returning": Text(
        _("Your order %(order)s is on its way back to us"),
        (
            _HELLO,
            _("The carrier is bringing your order %(order)s back to us."),
            _SORRY,
            _("Tell us what you would like: that we send it once more, or that you have your money back. Simply answer this message."),
        ),
    ),
    "lost": Text(
        _("Your order %(order)s seems to be lost"),
        (
            _HELLO,
            _("Your order %(order)s seems to be lost on its way. We are sorry: this must not happen."),
            _("We are asking the carrier, and a colleague looks after it."),
            _("You need not wait for the carrier. Tell us whether we shall send it once more or give you your money back: simply answer this message."),
        ),
    ),
    "payment": Text(
        _("The payment for your order %(order)s did not go through"),
        (
            _HELLO,
            _("The payment for your order %(order)s did not go through, so we have not begun to get it ready."),
            _("Nothing is lost: you can pay again in the shop, with the same card or another way."),
            _QUESTIONS,
        ),
    ),
}  # fmt: skip
