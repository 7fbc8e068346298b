"""Where the HTML of a mail says that the quotation begins: surer than any words, and in every language."""

import re

from makegood.kernel.mail.html import text_of

_LONGEST = 1_000_000
_LONGEST_TAG = 2_000
_SURE = (
    "divRplyFwdMsg", "appendonsend", "mail-editor-reference-message-container", "OLK_SRC_BODY_SECTION", "replySplit", "isForwardContent",
    "OutlookMessageHeader", "protonmail_quote", "zmail_extra", "tutanota_quote", "quote",
)  # fmt: skip
"""All below the tag of this id, class or name is old: Outlook on the web and its kin, Proton, Zoho, Tuta, GMX."""
_INTRODUCING = ("gmail_attr", "gmail_quote", "moz-cite-prefix", "yahoo_quoted")
"""What it stands at introduces a quotation, in which there may be answers: Gmail, Thunderbird, Yahoo."""
_MOST = 50
_LETTERS = re.compile(r"\w+")


def begins_in_markup(markup: str, text: str) -> tuple[int, bool] | None:
    """(the line of `text` in which the quotation begins, whether all below it is old), if `markup` tells.

    The words above the mark must be the first words of `text`: it may have come from another part of the mail.
    """
    marks = [
        (at, word in _SURE) for word in _SURE + _INTRODUCING if (at := _tag_of(markup, word)) >= 0
    ]
    if not marks:
        return None
    at, is_sure = min(marks)
    above = _letters(text_of(markup[:at]))
    line = _line_below(above, text) if above else None
    return (line, is_sure) if line is not None else None


def _tag_of(markup: str, word: str) -> int:
    """Where the first tag opens that has `word` as its id, class or name; -1 where none does."""
    named = re.compile(
        rf"name=[\"']?{word}[\"'\s>]"
        if word == "quote"
        else rf"(?:id|class)=(?:[\"'](?:[^\"'<>]{{0,80}}\s)?)?(?:x_)*{word}",
        re.I,
    )
    found = -1
    for _ in range(_MOST):
        found = markup.find(word, found + 1, _LONGEST)
        if found < 0:
            return -1
        opened = markup.rfind("<", max(0, found - _LONGEST_TAG), found)
        if opened >= 0 and named.search(markup, opened, found + len(word) + 1):
            return opened
    return -1


def _line_below(above: str, text: str) -> int | None:
    """The first line of `text` with words, when exactly the letters of `above` stand before it."""
    told = 0
    for number, line in enumerate(text.split("\n")):
        letters = _letters(line)
        if letters and told == len(above):
            return number
        if letters != above[told : told + len(letters)]:
            return None
        told += len(letters)
    return None


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text))
