"""What a report of failed or delayed delivery says: whom the mail did not reach, why, for good or for now, and which mail it was.

`read_bounce` first believes the machine-readable part (RFC 3464, 6533), then `X-Failed-Recipients`, then the words of
the mail: `reports` reads the first, `freetext` the last, `original` the returned mail, `reasons` names and weighs the cause.

Hard means that the *address* is no good: nothing sent to it will ever arrive, so it is marked and not written to again.
Soft means that the address may well be good: its mailbox is full, a filter disliked this mail or our server, the time was up.
"""

from makegood.kernel.mail.bounce.reading import read_bounce
from makegood.kernel.mail.bounce.reasons import REASONS, WORTH_ANOTHER_TRY

__all__ = ["REASONS", "WORTH_ANOTHER_TRY", "read_bounce"]
