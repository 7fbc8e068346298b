"""One round of the intake benchmark, in a data folder of its own: prints mails per second as JSON."""

import email
import email.policy
import json
import os
import random
import subprocess
import sys
import time
import uuid
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.project.settings")

LANGUAGES = ("en", "it", "lt", "sr", "sr-latn", "hu", "es", "ru")
COMMIT_EVERY = 20


def main(count: int) -> None:
    """Limit, one worker, two workers; each on an empty desk."""
    from makegood.project.embedded_postgres import EmbeddedPostgres  # noqa: PLC0415  after the environment

    with EmbeddedPostgres(Path(os.environ["MAKEGOOD_DATA"])).running():
        import django  # noqa: PLC0415  after the environment

        django.setup()
        from makegood.project.prepare import prepare  # noqa: PLC0415  app registry

        prepare()
        found = {"limit": limit(mails(count))}
        for workers in (1, 2):
            found[str(workers)] = through(mails(count), workers)
    print(json.dumps(found))


def through(raw: list[bytes], workers: int) -> float:
    """The real intake, by so many processes that share the work."""
    account = _empty_desk()
    parts = [raw[n::workers] for n in range(workers)]
    folder = Path(os.environ["MAKEGOOD_DATA"])
    processes = []
    for number, part in enumerate(parts):
        file = folder / f"mails-{number}.json"
        file.write_text(json.dumps([one.decode("latin-1") for one in part]))
        processes.append(
            subprocess.Popen(
                [sys.executable, "-m", "bench.intake_worker", account, str(file)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    began = time.perf_counter()
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.wait()
    took = time.perf_counter() - began
    _check(len(raw))
    return len(raw) / took


def _empty_desk() -> str:
    from django.core.management import call_command  # noqa: PLC0415  app registry
    from django.db import connection  # noqa: PLC0415  app registry

    from makegood.messages.actions.accounts import post_office  # noqa: PLC0415  app registry
    from makegood.shops.actions.opening import open_shop  # noqa: PLC0415  app registry

    call_command("flush", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    shop = open_shop("Bench & Sons", "IT", LANGUAGES, email="help@bench.example")
    connection.commit() if not connection.get_autocommit() else None
    return str(post_office(shop).pk)


def _check(count: int) -> None:
    """All of it, or the figure means nothing: a row of the ledger each, words in cases, promises and acknowledgements."""
    from makegood.messages.models import Acknowledgement, Arrival, Message  # noqa: PLC0415  app registry
    from makegood.promises.models import Promise  # noqa: PLC0415  app registry

    assert Arrival.objects.count() == count
    waiting = Arrival.objects.filter(outcome="").count()
    assert waiting == 0, f"{waiting} not settled"
    assert Message.objects.filter(direction="in").count() > count * 0.9
    assert Promise.objects.count() > count * 0.6
    assert Acknowledgement.objects.count() > count * 0.6


def limit(raw: list[bytes]) -> float:
    """The parser and the INSERTs alone, mails per second."""
    from django.db import connection  # noqa: PLC0415  app registry

    connection.ensure_connection()
    database: Any = connection.connection
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TABLE IF EXISTS bench_row; CREATE TABLE bench_row (id uuid PRIMARY KEY, kind text, at timestamptz,"
            " case_id uuid, a text, b text, c jsonb); CREATE INDEX ON bench_row (case_id, at);"
        )
    folder = Path(os.environ["MAKEGOOD_DATA"]) / "limit"
    folder.mkdir(exist_ok=True)
    # What one mail must leave: arrival, case, its link, thread, message, promise, three happenings, acknowledgement
    # with its message and its place in the outbox.
    kinds = [
        "arrival",
        "case",
        "link",
        "thread",
        "message",
        "promise",
        "heard",
        "made",
        "opened",
        "acknowledged",
        "answer",
        "outbox",
    ]
    began = time.perf_counter()
    for start in range(0, len(raw), COMMIT_EVERY):
        with database.transaction(), database.cursor() as cursor:
            for one in raw[start : start + COMMIT_EVERY]:
                parsed = email.message_from_bytes(one, policy=email.policy.default)
                body = parsed.get_body(("plain", "html"))
                text = body.get_content() if body is not None else ""
                [part.get_content() for part in parsed.iter_attachments()]
                case = uuid.uuid4()
                (folder / case.hex).write_bytes(one)
                at = datetime.now(UTC)
                for kind in kinds:
                    said = text if kind == "message" else ""
                    cursor.execute(
                        "INSERT INTO bench_row VALUES (%s, %s, %s, %s, %s, %s, %s)",
                        [uuid.uuid4(), kind, at, case, str(parsed["subject"])[:300], said, "{}"],
                    )
    return len(raw) / (time.perf_counter() - began)


def mails(count: int) -> list[bytes]:
    """A morning's mail: plain and HTML, photos, answers, old alphabets, absence notes, in eight languages."""
    from makegood.sample.scripts import book  # noqa: PLC0415  after the environment

    dice = random.Random(5)
    said = [
        (s.language, t.text, s.subject)
        for lang in LANGUAGES
        for s in book(lang).scripts
        for t in s.turns
        if t.way == "in"
    ]
    began = datetime(2026, 3, 2, 8, tzinfo=UTC)
    raw: list[bytes] = []
    ids: list[tuple[str, str]] = []
    for number in range(count):
        language, text, subject = dice.choice(said)
        sender = f"person{dice.randrange(count)}@mail{dice.randrange(40)}.example"
        mail = EmailMessage()
        mail["From"] = f"Person {number} <{sender}>"
        mail["To"] = "help@bench.example"
        mail["Date"] = began + timedelta(seconds=number * 20)
        mail["Message-ID"] = f"<{number}.{dice.getrandbits(64):x}@mail.example>"
        subject = subject.replace("{order}", f"BN-{100_000 + number}")
        if ids and dice.random() < 0.12:
            answered, sender = dice.choice(ids[-200:])
            mail.replace_header("From", sender)
            mail["In-Reply-To"] = mail["References"] = answered
            subject = f"Re: {subject}"
            text += "\n\nOn Monday we wrote:\n> " + text.replace("\n", "\n> ")
        mail["Subject"] = subject
        ids.append((mail["Message-ID"], mail["From"]))
        _fill(mail, text, language, dice)
        raw.append(mail.as_bytes())
    return raw


def _fill(mail: EmailMessage, text: str, language: str, dice: random.Random) -> None:
    charset = "utf-8"
    if dice.random() < 0.15:
        charset = {
            "ru": "windows-1251",
            "hu": "windows-1250",
            "it": "windows-1252",
            "lt": "windows-1257",
        }.get(language, charset)
    try:
        mail.set_content(text, charset=charset)
    except UnicodeEncodeError:
        mail.set_content(text)
    if dice.random() < 0.45:
        html = "".join(f"<p style='margin:0'>{line}</p>" for line in text.splitlines())
        mail.add_alternative(
            f"<html><body><div class='mail'>{html}</div></body></html>", subtype="html"
        )
    if dice.random() < 0.1:
        photo = dice.randbytes(dice.randrange(30_000, 150_000))
        mail.add_attachment(photo, maintype="image", subtype="jpeg", filename="IMG_2041.jpg")
    if dice.random() < 0.04:
        mail["Auto-Submitted"] = "auto-replied"


if __name__ == "__main__":
    main(int(sys.argv[1]))
