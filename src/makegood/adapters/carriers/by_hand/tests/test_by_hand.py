"""A carrier nobody can ask: its numbers and its link."""

from typing import Any

from makegood.adapters.carriers.by_hand import carrier

NOBODY: Any = None
"""Nobody is called."""

SETTINGS = {"link": "https://post.example/{number}", "shapes": "@@#########IT"}


def test_its_numbers_and_its_link_are_known() -> None:
    assert carrier.recognise(SETTINGS, "RR473124829IT")
    assert not carrier.recognise(SETTINGS, "RR473124820IT")
    assert carrier.link(SETTINGS, "RR473124829IT") == "https://post.example/RR473124829IT"
    assert carrier.link({}, "RR473124829IT") == ""


def test_a_link_that_leads_to_no_parcel_is_told() -> None:
    links = ("https://post.example/{number}", "https://post.example/track", "ftp://x/{number}", "")

    codes = [carrier.test({"link": link}, NOBODY)[0].code for link in links]

    assert codes == ["ok", "no_address", "no_address", "ok"]
