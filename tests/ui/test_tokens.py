"""The tokens: every colour that is read can be read, and the two ways into the dark lead to the same."""

import pytest

from makegood.kernel.colours import READABLE, contrast
from makegood.ui.tokens import READ_ON, icons, tokens


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), READ_ON)
def test_what_is_read_stands_out(theme: str, text: str, ground: str) -> None:
    found = tokens(theme)

    assert contrast(found[text], found[ground]) >= READABLE


def test_the_dark_is_the_same_whoever_asked_for_it() -> None:
    assert tokens("dark") == tokens("dark by wish")


def test_black_on_white_is_the_most_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)


def test_icons_have_each_a_name_of_their_own() -> None:
    assert len(icons()) == len(set(icons())) > 30
