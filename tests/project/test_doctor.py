"""What `makegood doctor` finds on a desk that is well, and on one that is not."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from makegood.kernel import clock
from makegood.messages.actions.accounts import post_office
from makegood.messages.models import Account, Dispatch
from makegood.project.doctor import examine
from makegood.testing.makers import make_case, make_message, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(settings: Any, tmp_path: Path) -> Account:
    settings.MAKEGOOD_DATA = tmp_path
    settings.MAKEGOOD_URL = "https://desk.example"
    return post_office(make_shop())


def found() -> dict[str, tuple[str, str]]:
    return {
        finding.id.removeprefix("makegood."): (finding.level, finding.words)
        for finding in examine()
    }


def test_a_desk_that_is_well_gives_nothing_to_do(account: Account) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")

    findings = found()

    findings.pop("E002", None)  # the tests' own database may lose a test in a power cut
    assert {level for level, _words in findings.values()} == {"ok"}, findings
    assert findings["E004"] == ("ok", "1 worker alive")
    assert findings["E007"] == ("ok", "mail flows (1 account)")


def test_what_is_wrong_is_named_as_people_know_it(account: Account) -> None:
    hour_ago = clock.now() - timedelta(hours=1)
    Account.objects.update(
        address="help@shop.example",
        secret="sealed by another key",
        sending_failed_at=hour_ago,
        sending_error={"code": "refused"},
    )
    message = make_message(make_case(), "On Friday.", direction="out", account=account)
    Dispatch.objects.create(message=message, account=account, state="waiting", not_before=hour_ago)

    findings = found()

    assert findings["E004"] == ("error", "no worker gave a sign of life for a minute")
    assert findings["E007"] == ("error", "a message waits to be sent for 60 minutes")
    assert findings["E010"] == ("error", "the key does not open the mailboxes' secrets")
    level, words = findings["W006"]
    assert level == "warning"
    assert words.startswith("mailbox help@shop.example: sending fails since 20")
    assert words.endswith(" UTC (refused)")
