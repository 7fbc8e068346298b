"""What the desk asks before an answer is sent: each a pure question, each with the place in the text where there is one."""

from makegood.messages.rules.concerns.attachments import lacks_attachment
from makegood.messages.rules.concerns.facts import CaseFacts, names_person, says_nothing_of
from makegood.messages.rules.concerns.languages import other_language
from makegood.messages.rules.concerns.places import left_open
from makegood.messages.rules.concerns.refusals import No, lacking_in, no_in
from makegood.messages.rules.concerns.repeating import Said, repeats
from makegood.messages.rules.concerns.words import Concern, own_words

__all__ = [
    "CaseFacts",
    "Concern",
    "No",
    "Said",
    "lacking_in",
    "lacks_attachment",
    "left_open",
    "names_person",
    "no_in",
    "other_language",
    "own_words",
    "repeats",
    "says_nothing_of",
]
