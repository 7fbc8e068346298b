"""Certificates: checked always, explained when they fail, never silently ignored."""

import ssl

from makegood.adapters.channels.email.settings import MailboxSettings


def context(mailbox: MailboxSettings) -> ssl.SSLContext:
    made = ssl.create_default_context()
    if mailbox.ca_file:
        made.load_verify_locations(mailbox.ca_file)
    return made
