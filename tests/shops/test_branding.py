"""The logo of a shop: in the audit, and its file gone when nobody shows it any more."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from PIL import Image

from makegood.kernel import clock, files
from makegood.kernel.errors import BadInput
from makegood.kernel.models import SettingChange
from makegood.messages.actions.clearing import remove_some_leftovers
from makegood.messages.models import Leftover
from makegood.sample.actions.removing import remove_sample
from makegood.shops.actions.branding import remove_logo, set_logo
from makegood.testing.cast import make_staff
from makegood.testing.makers import make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture(colour: str = "teal") -> bytes:
    made = BytesIO()
    Image.new("RGB", (300, 100), colour).save(made, "PNG")
    return made.getvalue()


def told() -> list[tuple[str, str]]:
    rows = SettingChange.objects.filter(thing="shop", field="logo").order_by("id")
    return [(row.before, row.after) for row in rows]


def test_putting_up_another_and_taking_down_are_in_the_audit() -> None:
    by = make_staff()
    shop = set_logo(make_shop(), by, picture())
    set_logo(shop, by, picture())
    first = f"300 × 100 ({shop.logo_sha256[:8]})"
    second_shop = set_logo(shop, by, picture("navy"))
    second = f"300 × 100 ({second_shop.logo_sha256[:8]})"

    bare = remove_logo(second_shop, by)
    remove_logo(bare, by)

    assert told() == [("", first), (first, second), (second, "")]
    assert (bare.logo_sha256, bare.logo_width, bare.logo_height) == ("", 0, 0)


def test_a_file_that_is_no_logo_changes_nothing() -> None:
    shop = set_logo(make_shop(), None, picture())

    with pytest.raises(BadInput) as refused:
        set_logo(shop, None, b"<svg/>")

    assert refused.value.field == "logo"
    shop.refresh_from_db()
    assert files.read(shop.logo_sha256)


def test_the_file_of_a_logo_goes_when_it_is_taken_down_and_not_before(store: Path) -> None:
    shop = set_logo(make_shop(), None, picture())
    sha256 = shop.logo_sha256
    Leftover.objects.create(sha256=sha256, at=clock.now())
    assert _swept(store) == 1
    assert files.read(sha256)

    remove_logo(shop, None)
    assert _swept(store) == 1

    with pytest.raises(FileNotFoundError):
        files.read(sha256)


def test_the_sample_shops_logo_goes_with_it(store: Path) -> None:
    shop = set_logo(make_shop(is_sample=True), None, picture())

    remove_sample()
    _swept(store)

    with pytest.raises(FileNotFoundError):
        files.read(shop.logo_sha256)


def _swept(store: Path) -> int:
    """The sweep, when everything is older than what is spared."""
    then = clock.now() - 3 * files.SPARED
    for file in store.rglob("*"):
        os.utime(file, (then.timestamp(), then.timestamp()))
    with clock.frozen(clock.now() + 2 * files.SPARED):
        return remove_some_leftovers()
