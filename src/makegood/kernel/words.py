"""Phrases said aloud: what a rule decided, in the language now active."""

from django.utils.translation import gettext

from makegood.kernel.text import Phrase


def said(phrase: Phrase) -> str:
    """The phrase translated into the active language, its values filled in."""
    words = gettext(phrase.template)
    return words % phrase.values if phrase.values else words
