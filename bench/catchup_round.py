"""The rounds of the catch-up benchmark, in a data folder of their own: prints mails per second as JSON."""

import imaplib
import json
import os
import smtplib
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.project.settings")

from bench.intake_round import LANGUAGES, mails
from makegood.testing.mail_servers import MailServers, mail_servers
from makegood.testing.smtp_server import SmtpServer

ADDRESS = "help@shop.example"
AT_ONCE = 100
TOO_LONG = 300


def main(count: int, rounds: int) -> None:
    from makegood.project.embedded_postgres import EmbeddedPostgres  # noqa: PLC0415  after the environment

    with ExitStack() as stack:
        stack.enter_context(EmbeddedPostgres(Path(os.environ["MAKEGOOD_DATA"])).running())
        import django  # noqa: PLC0415  after the environment

        django.setup()
        from makegood.project.prepare import prepare  # noqa: PLC0415  app registry

        prepare()
        servers = stack.enter_context(mail_servers(is_sending=False))
        sink = stack.enter_context(SmtpServer())
        mailbox = servers.settings(ADDRESS) | {"smtp_port": sink.port, "smtp_security": "none"}
        cursor = _filled(servers, mailbox, mails(count))
        found: dict[str, list[float]] = {"bare": [], "ours": []}
        for _ in range(rounds):
            found["bare"].append(_bare(servers, mailbox, count))
            found["ours"].append(_ours(mailbox, cursor, count))
    print(json.dumps(found))


def _filled(servers: MailServers, mailbox: dict[str, Any], raw: list[bytes]) -> dict[str, Any]:
    """The mails into the box; the cursor stands before them."""
    from makegood.adapters.channels.email import channel, imap  # noqa: PLC0415  app registry

    cursor = channel.begin(mailbox, {})
    imap.hang_up()
    with smtplib.LMTP("127.0.0.1", servers.lmtp_port) as lmtp:
        for one in raw:
            lmtp.sendmail("somebody@mail.example", [ADDRESS], one)
    return cursor


def _bare(servers: MailServers, mailbox: dict[str, Any], count: int) -> float:
    began = time.perf_counter()
    client = imaplib.IMAP4_SSL("127.0.0.1", servers.imaps_port, ssl_context=_trusting(servers))
    # imaplib signs in with ASCII only.
    plain = f"\0{ADDRESS}\0{mailbox['secret']}".encode()
    client.authenticate("PLAIN", lambda _: plain)
    client.select("INBOX", readonly=True)
    got = 0
    for first in range(1, count + 1, AT_ONCE):
        _status, found = client.uid("FETCH", f"{first}:{first + AT_ONCE - 1}", "(BODY.PEEK[])")
        got += sum(isinstance(one, tuple) for one in found)
    took = time.perf_counter() - began
    client.logout()
    assert got == count, got
    return count / took


def _trusting(servers: MailServers) -> Any:
    import ssl  # noqa: PLC0415  only here

    return ssl.create_default_context(cafile=servers.ca_file)


def _ours(mailbox: dict[str, Any], cursor: dict[str, Any], count: int) -> float:
    _empty_desk(mailbox, cursor)
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.catchup_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for worker in workers:
        assert worker.stdout
        assert worker.stdout.readline() == "ready\n"
    began = time.perf_counter()
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("go\n")
        worker.stdin.flush()
    _until_all_are_settled(count)
    took = time.perf_counter() - began
    for worker in workers:
        worker.communicate()
    return count / took


def _until_all_are_settled(count: int) -> None:
    from makegood.messages.models import Arrival, Message  # noqa: PLC0415  app registry

    until = time.monotonic() + TOO_LONG
    while Arrival.objects.exclude(outcome="").count() < count:
        assert time.monotonic() < until, f"{Arrival.objects.count()} of {count} after {TOO_LONG} s"
        time.sleep(0.1)
    assert Arrival.objects.count() == count
    assert Message.objects.filter(direction="in").count() > count * 0.9


def _empty_desk(mailbox: dict[str, Any], cursor: dict[str, Any]) -> None:
    from django.core.management import call_command  # noqa: PLC0415  app registry
    from django.db import connection  # noqa: PLC0415  app registry

    from makegood.messages.actions.accounts import begin_reading, connect_mailbox  # noqa: PLC0415  app registry
    from makegood.shops.actions.opening import open_shop  # noqa: PLC0415  app registry

    call_command("flush", interactive=False, verbosity=0)
    with connection.cursor() as database:
        database.execute("VACUUM ANALYZE")
    shop = open_shop("Bench & Sons", "IT", LANGUAGES, email=ADDRESS)
    settings = {name: value for name, value in mailbox.items() if name != "secret"}
    begin_reading(connect_mailbox(shop, None, settings, mailbox["secret"]), cursor)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
