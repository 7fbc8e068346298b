"""Words in and out, as rows: what was said (`talk`), where it comes in (`accounts`, `ledger`), what is being written (`writing`) and sent (`sending`)."""

from makegood.messages.models.accounts import Account, Census, CensusDay
from makegood.messages.models.ledger import Arrival, DeletedThread, Leftover
from makegood.messages.models.sending import Acknowledgement, Delivery, Dispatch
from makegood.messages.models.talk import PHONE, Attachment, Call, Message, OtherId, Thread
from makegood.messages.models.writing import Draft, EarlierDraft, Template

__all__ = [
    "PHONE",
    "Account",
    "Acknowledgement",
    "Arrival",
    "Attachment",
    "Call",
    "Census",
    "CensusDay",
    "DeletedThread",
    "Delivery",
    "Dispatch",
    "Draft",
    "EarlierDraft",
    "Leftover",
    "Message",
    "OtherId",
    "Template",
    "Thread",
]
