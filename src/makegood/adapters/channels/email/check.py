"""Trying a mailbox's settings for real, step by step; the first step that fails is the last one tried."""

from collections.abc import Iterator

from makegood.adapters.channels.email import imap, send
from makegood.adapters.channels.email.settings import MailboxSettings
from makegood.kernel.errors import ProviderFailed
from makegood.messages.ports import Settings, Step


def check(settings: Settings) -> list[Step]:
    steps: list[Step] = []
    try:
        mailbox = MailboxSettings.read(settings)
        for step in _steps(mailbox):
            steps.append(step)
    except ProviderFailed as error:
        steps.append(Step(error.step or "imap.connect", error.code, error.message))
    return steps


def _steps(mailbox: MailboxSettings) -> Iterator[Step]:
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
    smtp = send.connect(mailbox)
    try:
        yield Step("smtp.connect", "ok")
        send.login(smtp, mailbox)
        yield Step("smtp.login", "ok")
    finally:
        send.close(smtp)
