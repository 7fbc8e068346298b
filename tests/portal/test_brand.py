import re

import pytest
from django.test import Client

from makegood.portal.brand import NIGHT, PAPER, READABLE, contrast, readable, sheet


@pytest.mark.parametrize("colour", ["000000", "ffffff", "1f6f5c", "ffe600", "ff0000", "808080"])
def test_any_colour_gives_words_that_can_be_read(colour):
    assert contrast(readable(colour, PAPER, "000000"), PAPER) >= READABLE
    assert contrast(readable(colour, NIGHT, "ffffff"), NIGHT) >= READABLE
    ink = re.search(r"--brand-ink:#(\w)\w\w;", sheet(colour))
    assert ink
    assert contrast(ink[1] * 6, colour) >= READABLE


def test_contrast_is_as_the_standard_has_it():
    assert round(contrast("000000", "ffffff"), 1) == 21.0
    assert round(contrast("777777", "ffffff"), 2) == 4.48


def test_the_sheet_is_kept_for_good_and_is_nothing_but_a_sheet(db):
    response = Client().get("/brand/1f6f5c.css")

    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response["Cache-Control"]
    assert Client().get("/brand/1f6f5c%7D.css").status_code == 404
