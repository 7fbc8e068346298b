"""What is kept, and what is carried away: told while one types, watched while it is written."""

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.conftest import PHONE, Site
from tests.browser.test_accessible import too_wide

from makegood.cases.actions.closing import close_case
from makegood.exports.actions.asking import carry_out
from makegood.exports.models import Export
from makegood.kernel import clock
from makegood.retention.queries import terms_of
from makegood.retention.rules import Terms
from makegood.testing.makers import make_case, make_message, make_shop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("has_script", [True, False], ids=["with JavaScript", "without"])
def test_an_owner_sees_what_would_go_before_it_is_saved(site: Site, has_script: bool) -> None:
    with clock.frozen(clock.now() - timedelta(days=800)):
        close_case(make_case(), site.people.agent, "Solved")
    page = site.visit(site.people.owner, viewport=PHONE, java_script_enabled=has_script)
    page.goto("/settings/retention/")

    page.get_by_label("Months a case is kept").fill("24")
    page.get_by_label("Months a mail is kept").fill("6")
    if has_script:
        page.get_by_label("Months a mail is kept").blur()
        expect(page.get_by_text("1 case, with its messages")).to_be_visible()
        expect(page.get_by_text("0 mails as they came")).to_be_visible()
        assert complaints(page) + too_wide(page) == []
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("1 case, with its messages")).to_be_visible()
    expect(page.get_by_text("say that it is meant")).to_be_visible()
    assert terms_of(make_shop()) == Terms()
    page.get_by_label("I know that this cannot be undone").check()
    _save(page)
    assert terms_of(make_shop()) == Terms(24, 6)


def _save(page: Page) -> None:
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The first round is not before")).to_be_visible()


def test_an_owner_watches_the_export_and_fetches_it(site: Site, tmp_path: Path) -> None:
    make_message(make_case(), "It came in pieces")
    page = site.visit(site.people.owner, viewport=PHONE)
    page.goto("/settings/")
    page.get_by_role("link", name="Export of everything").click()

    page.get_by_role("button", name="Write the file").click()
    expect(page.get_by_text("Writing the file")).to_be_visible()
    assert complaints(page) + too_wide(page) == []
    carry_out(Export.objects.get().pk)
    expect(page.get_by_role("link", name="Download")).to_be_visible()
    assert complaints(page) + too_wide(page) == []
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Download").click()
    fetched.value.save_as(tmp_path / "all.zip")

    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert b"It came in pieces" in archive.read("messages.jsonl")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("The file is removed.", exact=True)).to_be_visible()
