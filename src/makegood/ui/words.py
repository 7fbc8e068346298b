"""The codes of the house in the reader's words: one place, so that every page says the same."""

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from makegood.kernel.text import LANGUAGES, Phrase

WORDS: dict[str, dict[str, str | Lazy]] = {
    "kind": {
        "": _("Not sorted yet"),
        "where_is_it": _("Where is it"),
        "late": _("Late parcel"),
        "lost": _("Lost parcel"),
        "damaged": _("Damaged"),
        "wrong_item": _("Wrong item"),
        "missing_part": _("Missing part"),
        "not_as_described": _("Not as described"),
        "defective": _("Defective"),
        "return": _("Return"),
        "exchange": _("Exchange"),
        "warranty": _("Warranty"),
        "repair": _("Repair"),
        "cancel": _("Change or cancel"),
        "add_item": _("Add an item"),
        "order_failed": _("Could not order"),
        "double_charge": _("Charged twice"),
        "unknown_charge": _("Unknown charge"),
        "billing": _("Billing"),
        "price_match": _("Price match"),
        "promo_code": _("Promo code"),
        "conduct": _("About a person"),
        "data_request": _("Data request"),
        "public": _("Public complaint"),
        "other": _("Something else"),
    },
    "earlier_draft": {
        "pause": _("before a pause"),
        "shortened": _("before much of it was deleted"),
        "other_window": _("from another window"),
        "discarded": _("thrown away"),
        "replaced": _("before an earlier one was put back"),
    },
    "stage": {
        "": _("At any time"),
        "first": _("First answer"),
        "asking": _("Asking"),
        "waiting": _("Waiting"),
        "solving": _("Making it good"),
        "closing": _("At the end"),
    },
    "tone": {"": _("Either"), "formal": _("Formal"), "informal": _("Informal")},
    "turn": {
        "us": _("Our turn"),
        "customer": _("Customer's turn"),
        "others": _("Others' turn"),
    },
    "channel": {
        "email": _("E-mail"),
        "pop3": _("E-mail (POP3)"),
        "handed": _("E-mail (handed over)"),
        "postoffice": _("Post office"),
        "portal": _("Status page"),
        "api": _("API"),
        "desk": _("Desk"),
        "phone": _("Phone"),
        "pipe": _("Pipe"),
        "lmtp": _("LMTP"),
        "webhook": _("Webhook"),
    },
    "role": {"owner": _("Owner"), "manager": _("Manager"), "agent": _("Agent")},
    "promise": {
        "answer": _("An answer"),
        "news": _("News"),
        "money": _("Money back"),
        "parcel": _("A parcel"),
        "call_back": _("A call back"),
        "other": _("Something else"),
    },
    "promise_source": {
        "person": _("promised by a person"),
        "acknowledgement": _("promised when the mail came in"),
        "silence": _("no customer waits without word"),
    },
    "promise_end": {
        "": pgettext_lazy("promise", "Open"),
        "kept": pgettext_lazy("promise", "Kept"),
        "kept_late": pgettext_lazy("promise", "Kept late"),
        "replaced": pgettext_lazy("promise", "Renegotiated"),
        "released": pgettext_lazy("promise", "Released"),
    },
    "parcel": {
        "not_handed_over": _("Not handed over yet"),
        "in_transit": _("On its way"),
        "out_for_delivery": _("Out for delivery"),
        "ready": _("Ready to collect"),
        "delivered": _("Delivered"),
        "delayed": _("Delayed"),
        "returning": _("On its way back"),
        "lost": _("Lost"),
        "unknown": _("State unknown"),
    },
    "fact": {
        "what_happened": _("What happened"),
        "order": _("Which order"),
        "product": _("Which product"),
        "failed_step": _("Which step failed"),
        "expectation": _("What the customer expects"),
        "condition": _("Condition of the item"),
        "payment": _("Payment and amount"),
        "offer_seen": _("Offer or code seen"),
    },
    "fact_source": {
        "customer": _("said by the customer"),
        "staff": _("noted by a colleague"),
        "desk": _("worked out by the desk"),
    },
    "dispatch": {
        "waiting": _("Waiting to be sent"),
        "sending": _("Being sent"),
        "sent": _("Sent"),
        "unknown": _("Not known whether it arrived"),
        "failed": _("Could not be sent"),
        "bounced": _("Came back"),
        "cancelled": _("Taken back"),
    },
    "delivery": {
        "": _("under way"),
        "accepted": _("the mail server took it"),
        "refused": _("refused"),
        "failed": _("not taken, tried again"),
        "unknown": _("no answer came"),
    },
    "bounce": {
        "unknown": _("no reason given"),
        "user_unknown": _("there is no such address"),
        "moved": _("the mailbox has moved"),
        "host_unknown": _("there is no such domain"),
        "not_accepting": _("it takes no mail at all"),
        "suspended": _("the mailbox is closed for now"),
        "mailbox_full": _("the mailbox is full"),
        "too_big": _("the mail was too big"),
        "rate_limited": _("too many mails in a short time"),
        "blocked": _("our mail server is blocked there"),
        "spam": _("it was taken for spam"),
        "virus": _("a filter disliked a file in it"),
        "content": _("the form of the mail was refused"),
        "unwanted": _("the mailbox takes nothing from us"),
        "auth": _("our domain's mail is not proved to be ours (SPF, DKIM, DMARC)"),
        "policy": _("a rule of their server"),
        "no_relay": _("the wrong server was asked"),
        "tls": _("no encrypted line could be made"),
        "rejected": _("it was refused"),
        "loop": _("it went in circles"),
        "expired": _("their server could not be reached for days"),
        "network": _("their server could not be reached"),
        "system": _("a fault of a mail server"),
    },
    "failed_step": {
        "ordering": _("Ordering"),
        "payment": _("Payment"),
        "packing": _("Packing"),
        "shipping": _("Shipping"),
        "delivery": _("Delivery"),
        "product": _("The product itself"),
        "description": _("The description"),
        "service": _("Service"),
    },
    "outcome": {
        "": _("Waiting"),
        "opened": _("New case"),
        "joined": _("Joined a case"),
        "quarantined": _("Needs a look"),
        "ignored": _("Left aside"),
        "deleted": _("Deleted with its case"),
    },
    "arrival_advice": {
        "no_sender": _(
            "Look at it below: if somebody wrote it, open it as a case and fill in who."
        ),
        "own_address": _(
            "A web form that writes in your own name should put the customer into Reply-To; open it as a case if it is one."
        ),
        "failed": _(
            "Try it again: what was wrong may be over. If it fails once more, open it as a case; the mail is attached as it came."
        ),
        "too_big": _("Open it as a case: the mail is attached as far as it came."),
        "unreadable": _("Look at it in the mailbox itself; try it again when the server gives it."),
        "cut_off": _("Look at it in the mailbox itself, or try it again later."),
        "kills_reader": _(
            "Open it as a case: nothing of it is read then, the mail is attached as it came. Tell whoever looks after Makegood."
        ),
    },
    "arrival_reason": {
        "": _("not looked at yet"),
        "token": _("sent to the case's own reply address"),
        "references": _("answers a message of the case"),
        "conversation": _("of the same conversation, as Outlook numbers them"),
        "case_number": _("names the case in its subject"),
        "same_order": _("about the same order, from the same customer"),
        "new": _("nothing it goes on with"),
        "new_after_closed": _("goes on with a closed case, about something else"),
        "other_order": _("goes on with a case, about another order"),
        "stranger": _("refers to a case its sender is not known on"),
        "duplicate": _("the same message came before"),
        "own_message": _("a message of our own that came back"),
        "own_address": _("written from an address of ours"),
        "no_sender": _("nobody is named as its sender"),
        "by_hand": _("decided by a person"),
        "deleted_case": _("the same message was in a case that was deleted"),
        "portal": _("written on the case's status page"),
        "api": _("sent in by another program"),
        "failed": _("could not be understood, tried several times"),
        "too_big": _("too big to be read"),
        "unreadable": _("the mail server could not give it, only that it is there"),
        "cut_off": _("the connection broke in the middle of it every time"),
        "kills_reader": _("reading it ended the reader, more than once"),
        "bounce_of_nothing": _("says that a mail did not arrive, but none of ours"),
        "reported": _("says what became of a message of the case"),
        "bounce_noted": _("says that a letter of the desk did not arrive"),
        "delay_noted": _("says that a letter of the desk is late"),
        "delay_of_nothing": _("says that a mail is late, but none of ours"),
        "read_receipt_of_nothing": _("a read receipt for no mail of ours"),
        "feedback_loop_of_nothing": _("a spam report about no mail of ours"),
    },
    "step": {
        "ask": _("Ask"),
        "say": _("Say"),
        "check": _("Check"),
        "pass": _("Hand over"),
    },
    "side": {
        "customer": _("Customer"),
        "supplier": _("Supplier"),
        "carrier": _("Carrier"),
    },
    "link_from": {
        "new_after_closed": _("where this began; it was closed, and this is about something else"),
        "other_order": _("where this began; this is about another order"),
        "stranger": _("what this refers to; its writer is not known there"),
        "split": _("where this was split from"),
    },
    "link_to": {
        "new_after_closed": _("began here after this was closed, about something else"),
        "other_order": _("began here, about another order"),
        "stranger": _("refers to this; its writer is not known here"),
        "split": _("was split from this"),
    },
    "theme": {"auto": _("As the device"), "light": _("Light"), "dark": _("Dark")},
    "language": dict(LANGUAGES),
}
"""Group → code → words; a test holds it against the models' choices."""

ORDER_STATES: dict[str, str | Lazy] = {
    "pending": _("pending"),
    "pending payment": _("awaiting payment"),
    "awaiting payment": _("awaiting payment"),
    "unpaid": _("awaiting payment"),
    "paid": _("paid"),
    "on hold": _("on hold"),
    "processing": _("in preparation"),
    "in preparation": _("in preparation"),
    "in progress": _("in preparation"),
    "shipped": _("shipped"),
    "partially shipped": _("partly shipped"),
    "fulfilled": _("shipped"),
    "delivered": _("delivered"),
    "completed": _("completed"),
    "complete": _("completed"),
    "cancelled": _("cancelled"),
    "canceled": _("cancelled"),
    "refunded": _("refunded"),
    "partially refunded": _("partly refunded"),
    "returned": _("returned"),
    "failed": _("failed"),
}
"""What shops mostly call the states of an order."""


def word(group: str, code: str) -> str:
    """The code in the reader's words; an unknown code is shown as it is, for strangers' adapters bring their own."""
    return str(WORDS[group].get(code, code))


def order_state(told: str) -> str:
    """The shop's own word for where an order stands, in the reader's language when it is one most shops use."""
    return str(ORDER_STATES.get(told.strip().casefold().replace("_", " ").replace("-", " "), told))


def say(phrase: Phrase | str) -> str:
    """A rule's phrase in the reader's language."""
    if isinstance(phrase, str):
        return phrase
    translated = _now(phrase.template)
    return translated % phrase.values if phrase.values else translated
