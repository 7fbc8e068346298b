import re

import pytest
from django.test import Client

from makegood.portal.brand import NIGHT, PAPER, READABLE, SEEN, contrast, readable, sheet


@pytest.mark.parametrize("colour", ["000000", "ffffff", "1f6f5c", "ffe600", "ff0000", "808080"])
def test_any_colour_gives_words_that_can_be_read(colour):
    assert contrast(readable(colour, PAPER, "000000"), PAPER) >= READABLE
    assert contrast(readable(colour, NIGHT, "ffffff"), NIGHT) >= READABLE


@pytest.mark.parametrize("colour", ["000000", "ffffff", "1f6f5c", "ffe600", "ff0000", "808080"])
def test_what_is_painted_in_the_colour_is_seen_by_day_and_by_night(colour):
    day, *nights = re.findall(r"--accent:#(\w{6});--accent-ink:#(\w)", sheet(colour))

    assert day[0] == colour
    assert len(set(nights)) == 1
    assert contrast(nights[0][0], NIGHT) >= SEEN
    for ground, ink in (day, *nights):
        assert contrast(ink * 6, ground) >= READABLE


def test_contrast_is_as_the_standard_has_it():
    assert round(contrast("000000", "ffffff"), 1) == 21.0
    assert round(contrast("777777", "ffffff"), 2) == 4.48


def test_the_sheet_is_kept_for_good_and_is_nothing_but_a_sheet(db):
    response = Client().get("/brand/1f6f5c.css")

    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response["Cache-Control"]
    assert Client().get("/brand/1f6f5c%7D.css").status_code == 404
