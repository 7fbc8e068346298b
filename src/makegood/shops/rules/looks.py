"""What becomes of a shop's colour where customers see it: kept as it is wherever it can be seen and read. Pure."""

from dataclasses import dataclass

from makegood.kernel.colours import READABLE, SEEN, WHITE, apart, contrast, ink_on, mixed

PAPER, NIGHT = "#efece3", "#1b211e"
"""The grounds of the customers' pages where words are hardest to read: the darkest by day, the lightest by night."""
WASH = 0.12
"""How much of the colour is in the ground of a bubble or of what is chosen."""
_SHEETS = {"day": (WHITE, PAPER), "night": (NIGHT, NIGHT), "letter": (WHITE, WHITE)}


@dataclass(frozen=True)
class Look:
    """The colour on one ground: what is `painted` in it, the `ink` on that, `words` written in it, and the weakest `wash`."""

    place: str
    wanted: str
    ground: str
    painted: str
    ink: str
    words: str
    wash: str

    @property
    def is_painted_otherwise(self) -> bool:
        return self.painted != self.wanted

    @property
    def is_written_otherwise(self) -> bool:
        return self.words != self.wanted

    @property
    def contrast(self) -> float:
        """Of words in the colour and what they stand on."""
        return contrast(self.words, self.ground)


def look_by_day(colour: str) -> Look:
    """On the customers' pages in the light."""
    return _look(colour, "day")


def look_by_night(colour: str) -> Look:
    """On the customers' pages in the dark."""
    return _look(colour, "night")


def look_in_letters(colour: str) -> Look:
    """In mails, which are written on white."""
    return _look(colour, "letter")


def _look(colour: str, place: str) -> Look:
    page, ground = _SHEETS[place]
    painted = apart(colour, ground, SEEN)
    wash = mixed(page, painted, WASH)
    # Whatever is read on the wash is read on the page, too; of the two the harder ground decides.
    words = apart(apart(colour, ground, READABLE), wash, READABLE)
    return Look(place, colour, ground, painted, ink_on(painted), words, wash)
