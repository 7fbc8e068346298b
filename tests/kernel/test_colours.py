from itertools import product

from makegood.kernel.colours import READABLE, apart, contrast, ink_on


def test_contrast_is_as_the_standard_has_it():
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_on_any_colour_there_is_an_ink_that_can_be_read():
    steps = [f"{part:02x}" for part in range(0, 256, 15)]

    for parts in product(steps, repeat=3):
        ground = "#" + "".join(parts)
        assert contrast(ink_on(ground), ground) >= READABLE
        assert contrast(apart("#336699", ground, READABLE), ground) >= READABLE


def test_a_colour_changes_no_more_than_it_must():
    assert apart("#1f6f5c", "#ffffff", READABLE) == "#1f6f5c"
    assert contrast(apart("#ffe600", "#ffffff", READABLE), "#ffffff") < 5.2
