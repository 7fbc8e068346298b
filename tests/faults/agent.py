"""Run as a program beside the desk: opens the shop, connects the mailbox given as JSON, then answers every case once.

Like a browser that tries again: whatever the database says, it looks and goes on. Ends when its standard input does.
"""

import json
import os
import select
import sys
import time
from collections.abc import Callable
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.project.settings")
django.setup()

from django.db import Error, connection, transaction  # noqa: E402  after django.setup

from makegood.cases.models import Case  # noqa: E402  after django.setup
from makegood.kernel import clock  # noqa: E402  after django.setup
from makegood.messages.actions.accounts import connect_mailbox  # noqa: E402  after django.setup
from makegood.messages.actions.sending import send_reply  # noqa: E402  after django.setup
from makegood.messages.models import Account, Message  # noqa: E402  after django.setup
from makegood.people.actions.staffing import create_owner  # noqa: E402  after django.setup
from makegood.people.models import Staff  # noqa: E402  after django.setup
from makegood.shops.actions.opening import open_shop  # noqa: E402  after django.setup


def main() -> None:
    mailbox = json.loads(sys.argv[1])
    until_it_works(lambda: set_up(mailbox))
    print("ready", flush=True)
    while not is_over():
        until_it_works(answer_all)
        time.sleep(0.3)


def until_it_works(work: Callable[[], None]) -> None:
    while not is_over():
        try:
            work()
        except Error:
            connection.close()
            time.sleep(0.2)
        else:
            return


@transaction.atomic
def set_up(mailbox: dict[str, object]) -> None:
    if Account.objects.filter(kind="email").exists():
        return
    owner = create_owner("owner@shop.example", "Owner", "correct horse battery", "en")
    shop = open_shop("Bottega", "IT", ["en", "it"])
    settings = {name: value for name, value in mailbox.items() if name != "secret"}
    account = connect_mailbox(shop, owner, settings, str(mailbox["secret"]))
    # So many mails from one domain would be a storm, and end the acknowledgements: here nothing counts towards one.
    Account.objects.filter(pk=account.pk).update(
        answers_counted_from=clock.now() + timedelta(days=1)
    )


def answer_all() -> None:
    owner = Staff.objects.get(email="owner@shop.example")
    answered = Message.objects.filter(direction="out", purpose="word").values("case_id")
    for case in Case.objects.exclude(pk__in=answered)[:20]:
        send_reply(case, owner, f"About {case.subject}: it leaves today.", undo_for=timedelta(0))


def is_over() -> bool:
    ready, _, _ = select.select([sys.stdin], [], [], 0)
    return bool(ready) and not sys.stdin.read(1)


main()
