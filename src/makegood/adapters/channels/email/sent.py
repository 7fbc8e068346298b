"""Whether a mail left after all: looked up where the provider files what it sends."""

from makegood.adapters.channels.email import imap
from makegood.adapters.channels.email.settings import MailboxSettings
from makegood.messages.ports import Settings


def was_sent(settings: Settings, message_id: str) -> bool | None:
    """True when it lies in the Sent folder. "No" is only believed where the owner named the folder the provider files
    copies in by itself; elsewhere an absent copy means nothing.
    """
    mailbox = MailboxSettings.read(settings)
    if not mailbox.imap_host:
        return None
    with imap.connection(mailbox) as client:
        folder = mailbox.sent_folder or client.find_special_folder(b"\\Sent")
        if not folder:
            return None
        client.select_folder(folder, readonly=True)
        if client.search(["HEADER", "Message-ID", message_id]):
            return True
    return False if mailbox.sent_folder else None
