"""Trying a mailbox's settings for real, step by step; the first step that fails is the last one tried."""

from collections.abc import Callable, Iterator

from makegood.adapters.channels.email import imap, lines, pop3, send
from makegood.adapters.channels.email.settings import MailboxSettings
from makegood.kernel.errors import ProviderFailed
from makegood.messages.ports import Settings, Step

Trying = Callable[[MailboxSettings], Iterator[Step]]


def check(settings: Settings, *ways: Trying) -> list[Step]:
    """Try `ways` in this order."""
    steps: list[Step] = []
    try:
        mailbox = MailboxSettings.read(settings)
        for way in ways:
            for step in way(mailbox):
                steps.append(step)
    except ProviderFailed as error:
        steps.append(Step(error.step or "imap.connect", error.code, error.message))
    return steps


def reading(mailbox: MailboxSettings) -> Iterator[Step]:
    client = imap.connect(mailbox)
    try:
        yield Step("imap.connect", "ok")
        imap.login(client, mailbox)
        yield Step("imap.login", "ok")
        for folder in mailbox.folders:
            imap.open_folder(client, folder)
        yield Step("imap.folder", "ok")
    finally:
        imap.close(client)


def collecting(mailbox: MailboxSettings) -> Iterator[Step]:
    pop = pop3.connect(mailbox)
    try:
        yield Step("pop3.connect", "ok")
        pop3.login(pop, mailbox)
        yield Step("pop3.login", "ok")
    finally:
        pop3.close(pop)


def sending(mailbox: MailboxSettings) -> Iterator[Step]:
    smtp = send.connect(mailbox)
    try:
        yield Step("smtp.connect", "ok")
        send.login(smtp, mailbox)
        yield Step("smtp.login", "ok")
    finally:
        lines.close(smtp)
