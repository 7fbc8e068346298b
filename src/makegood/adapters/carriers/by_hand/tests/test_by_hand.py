"""A carrier nobody can ask: its numbers and its link."""

from makegood.adapters.carriers.by_hand import carrier

SETTINGS = {"link": "https://post.example/{number}", "shapes": "@@#########IT"}


def test_its_numbers_and_its_link_are_known() -> None:
    assert carrier.recognise(SETTINGS, "RR473124829IT")
    assert not carrier.recognise(SETTINGS, "RR473124820IT")
    assert carrier.link(SETTINGS, "RR473124829IT") == "https://post.example/RR473124829IT"
    assert carrier.link({}, "RR473124829IT") == ""
