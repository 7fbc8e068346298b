"""What is decided about words without asking anybody. Pure."""

from makegood.messages.rules.acknowledging import AckFacts, may_acknowledge
from makegood.messages.rules.addressing import (
    message_id_of,
    reply_address,
    tokens_in,
)
from makegood.messages.rules.admitting import Admission, admit
from makegood.messages.rules.filling import FIELDS, Filled, fill_template
from makegood.messages.rules.sanitising import sanitised, shown
from makegood.messages.rules.threading import (
    Candidate,
    Incoming,
    Match,
    case_numbers_in,
    match_thread,
    plain_subject,
)

__all__ = [
    "FIELDS",
    "AckFacts",
    "Admission",
    "Candidate",
    "Filled",
    "Incoming",
    "Match",
    "admit",
    "case_numbers_in",
    "fill_template",
    "match_thread",
    "may_acknowledge",
    "message_id_of",
    "plain_subject",
    "reply_address",
    "sanitised",
    "shown",
    "tokens_in",
]
