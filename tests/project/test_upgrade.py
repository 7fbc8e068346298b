"""A desk that has worked for a while takes the next release: its rows are there when the tables change."""

import os
import subprocess
import sys

import pytest
from tests.project.places import open_folder

THEN = {
    "cases": "0004",
    "messages": "0004",
    "notify": "0002",
    "people": "0003",
    "promises": "0002",
    "sample": "0001",
    "shops": "0003",
}
"""The last migrations of the release before this one."""
CODE = f"""
import os
from pathlib import Path
from makegood.project.embedded_postgres import EmbeddedPostgres

with EmbeddedPostgres(Path(os.environ["MAKEGOOD_DATA"])).running():
    import django
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    for room, name in {THEN!r}.items():
        call_command("migrate", room, name, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(Path(os.environ["WORKED"]).read_text())
    from makegood.project.prepare import prepare
    prepare()
    from makegood.messages.models import Arrival, Message
    arrival = Arrival.objects.get()
    print(arrival.source, arrival.sender, arrival.subject, Message.objects.filter(words=None).count())
"""
WORKED = """
INSERT INTO shops_shop (id, name, country, timezone, currency, languages, email, phone, website, address, colour,
    hours, closed_days, observes_holidays, answer_within_hours, silence_days, is_sample, created_at)
VALUES ('01a20000-0000-7000-8000-000000000001', 'Then', 'IT', 'Europe/Rome', 'EUR', '{it}', 'help@then.example', '', '',
    '', '#1f6f5c', '{}', '{}', true, 8, 7, false, now());
INSERT INTO messages_account (id, shop_id, kind, address, name, settings, secret, cursor, is_active, created_at,
    receiving_error, sending_error, failures, sending_failures)
VALUES ('01a20000-0000-7000-8000-000000000002', '01a20000-0000-7000-8000-000000000001', 'email', 'help@then.example', '',
    '{}', '', '{}', true, now(), '{}', '{}', 0, 0);
INSERT INTO messages_message (id, account_id, channel, direction, purpose, from_name, from_address, "to", cc, subject,
    text, html, reply_text, quoted_text, language, auto, message_id, in_reply_to, "references", at)
SELECT id::uuid, '01a20000-0000-7000-8000-000000000002', 'email', direction, purpose, 'Ana', 'ana@customer.example', '[]',
    '[]', 'Lamp', 'Broken', '', 'Broken', '', 'it', 'none', id, '', '{}', now()
FROM (VALUES ('01a20000-0000-7000-8000-000000000003', 'in', 'word'),
    ('01a20000-0000-7000-8000-000000000004', 'out', 'acknowledgement')) AS said (id, direction, purpose);
INSERT INTO messages_arrival (id, account_id, server_id, sha256, size, arrived_at, outcome, reason, detail, message_id, tries)
VALUES ('01a20000-0000-7000-8000-000000000005', '01a20000-0000-7000-8000-000000000002', 'INBOX/1/1', repeat('a', 64), 10,
    now(), 'opened', 'new', '', '01a20000-0000-7000-8000-000000000003', 1);
"""


@pytest.mark.thorough
def test_the_rows_of_the_release_before_are_taken_along() -> None:
    with open_folder() as folder:
        (folder / "worked.sql").write_text(WORKED)
        environment = {k: v for k, v in os.environ.items() if not k.startswith("MAKEGOOD_")}
        environment |= {
            "DJANGO_SETTINGS_MODULE": "makegood.project.settings",
            "MAKEGOOD_DATA": str(folder / "var"),
            "WORKED": str(folder / "worked.sql"),
        }

        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", CODE],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.split() == ["email", "ana@customer.example", "Lamp", "1"]
