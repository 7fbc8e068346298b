import re

import pytest
from django.test import Client

from makegood.kernel.colours import READABLE, SEEN, contrast
from makegood.portal.brand import sheet, sheet_url
from makegood.shops.rules.looks import NIGHT, PAPER, WASH, look_by_day, look_by_night
from makegood.testing.makers import make_shop

COLOURS = ["#000000", "#ffffff", "#1f6f5c", "#ffe600", "#ff0000", "#808080"]


@pytest.mark.parametrize("colour", COLOURS)
def test_what_is_painted_in_the_colour_is_seen_by_day_and_by_night(colour):
    found = re.findall(
        r"--accent:(#\w{6});--accent-ink:(#\w{6});--accent-text:(#\w{6});--accent-weak:(#\w{6})",
        sheet(colour),
    )

    assert len(found) == 3
    assert found[1] == found[2]
    for ground, (painted, ink, words, wash) in zip((PAPER, NIGHT), found, strict=False):
        assert contrast(painted, ground) >= SEEN
        assert contrast(ink, painted) >= READABLE
        assert contrast(words, ground) >= READABLE
        assert contrast(words, wash) >= READABLE


def test_a_colour_that_can_be_seen_stays_as_it_is():
    day, night = look_by_day("#1f6f5c"), look_by_night("#1f6f5c")

    assert (day.painted, day.words, day.is_painted_otherwise) == ("#1f6f5c", "#1f6f5c", False)
    assert night.is_painted_otherwise
    assert 0 < WASH < 1


def test_the_sheet_is_kept_for_good_and_is_nothing_but_a_sheet(db):
    address = sheet_url(make_shop(colour="#1f6f5c"))
    response = Client().get(address)

    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response["Cache-Control"]
    assert Client().get(address.replace(".css", "%7D.css")).status_code == 404
    assert Client().get("/brand/1f6f5c-00000000.css").status_code == 404
