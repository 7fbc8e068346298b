"""How hard a password is to guess, judged by zxcvbn, said in the reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ENOUGH = 3
"""zxcvbn's score from 0 to 4; 3 holds out about a year against a stolen, slowly hashed password."""
LONGEST = 72
"""What zxcvbn looks at: guessing grows no harder to judge after that, only slower."""

LABELS = {
    0: gettext_lazy("Very easy to guess"),
    1: gettext_lazy("Easy to guess"),
    2: gettext_lazy("Still guessable"),
    3: gettext_lazy("Good"),
    4: gettext_lazy("Very good"),
}


@dataclass(frozen=True)
class Strength:
    """`score` 0 to 4, `label` for it, `advice`: what would help, empty when it is enough."""

    score: int
    label: str
    advice: str

    @property
    def is_enough(self) -> bool:
        return self.score >= ENOUGH


def strength_of(password: str, about: Iterable[str] = ()) -> Strength:
    """Judge `password` of somebody of whom `about` is known (name, e-mail, shop): no good secrets."""
    if not password:
        return Strength(0, str(LABELS[0]), _advice([]))
    from zxcvbn import zxcvbn  # noqa: PLC0415  slow import

    parts = [(text, "".join(text.split()), *text.replace("@", " ").split()) for text in about]
    known = [word for words in parts for word in words if word]
    found = zxcvbn(password[:LONGEST], user_inputs=known)
    score = int(found["score"])
    advice = "" if score >= ENOUGH else _advice(found["sequence"])
    return Strength(score, str(LABELS[score]), advice)


def _advice(sequence: list[Mapping[str, Any]]) -> str:
    """About the longest weak part, as zxcvbn's own feedback does."""
    longest = max(sequence, key=lambda part: len(str(part["token"])), default=None)
    match (longest or {}).get("pattern"):
        case "spatial":
            return _("Rows of keys are easy to guess. Use a few words that do not belong together.")
        case "repeat":
            return _("Repeats are easy to guess. Add other words.")
        case "sequence":
            return _("Sequences like “abc” or “6543” are easy to guess. Add other words.")
        case "date" | "regex":
            return _("Dates and years are easy to guess. Add words that do not belong together.")
        case "dictionary":
            return _("This is a common word, a name or a known password. Add a few more words.")
        case _:
            return _("Make it longer: three or four words that do not belong together are best.")


class StrongEnough:
    """The validator Django and allauth ask wherever a password is chosen. What is known of the person, and
    the name of a shop that is being set up, are no secrets.
    """

    def __init__(self, shop: str = "") -> None:
        self.shop = shop

    def validate(self, password: str, user: Any = None) -> None:
        about = [user.name, user.email] if getattr(user, "email", None) else []
        strength = strength_of(password, [*about, self.shop])
        if not strength.is_enough:
            raise ValidationError(strength.advice, code="password_too_weak")

    def get_help_text(self) -> str:
        return _("Three or four words that do not belong together are best.")
