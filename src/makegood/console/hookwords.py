"""How a webhook fares, in words."""

from django.utils.translation import gettext as _

from makegood.console.providerwords import words_for
from makegood.hooks.models import Endpoint, Post


def off_words(endpoint: Endpoint) -> str:
    """Why it is told nothing; empty while it is."""
    match endpoint.off_why:
        case "by_hand":
            return _("A colleague switched it off.")
        case "failed":
            return _("It took nothing for five days.")
        case "gone":
            return _("It answered that it is gone for good (410).")
        case "left":
            return _("Whoever added it may not change settings any more.")
        case "key":
            return _("The key it was added with does not work any more.")
        case _:
            return ""


def answer_words(post: Post) -> str:
    """What came back at the last try."""
    if post.status is not None:
        return f"HTTP {post.status}"
    match post.code:
        case "":
            return "–"
        case "not_public":
            return _("The address leads into a private network, where webhooks do not go.")
        case "no_http":
            return _("What answered does not speak HTTP.")
        case code:
            return words_for(code)[0]
