"""SMTP's reply codes and enhanced status codes (RFC 3463), found in whatever a server said."""

import re

_STATUS = re.compile(r"(?<![\d.])([245])\s?\.\s?(\d{1,3})\s?\.\s?(\d{1,3})(?![\d.]*\d)")
_PAIR = re.compile(
    r"(?<![\d.\w@-])([45][0-5]\d)[-\s#(:,'\"]{1,4}([45]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)"
)
_REPLY = re.compile(
    r"(?:^|[<>\"'(\[:;=#]|\b(?:said|error|reply|code|smtp|returned|response|server|reason|status|with|was|is|5xx)\b[\s:]*(?:error|code|is)?)"
    r"[\s#\"':<(]*(4[2-57]\d|5[0-57]\d)(?=$|[\s\-:;,.)#<>\"'\]](?!\d))(?!\s*(?:[kmg]?b(?:ytes)?|years?|days?|people)\b)",
    re.I | re.M,
)
_BARE = re.compile(
    r"(?<![\d.\w@/:-])(4[2-5]\d|5[0-57]\d)[\s\-](?![kKmMgG]?[bB]\b)(?=[A-Z<#\[\"'45(]|sorry|no |user|mail|mess|rej|unk|rec|host|acc|ad)"
)


def status_in(text: str) -> str:
    """The enhanced code beside a reply code, else the first that tells something, else one that only gives the class."""
    if (pair := _PAIR.search(text[:4000])) and not pair[2].endswith(".0.0"):
        return pair[2]
    found = [f"{a}.{b}.{c}" for a, b, c in _STATUS.findall(text[:4000]) if a != "2"]
    return next((code for code in found if not code.endswith(".0.0")), found[0] if found else "")


def reply_code_in(text: str) -> str:
    text = text[:4000]
    for pattern in (_PAIR, _REPLY, _BARE):
        if match := pattern.search(text):
            return match[1]
    return ""


def has_code(text: str) -> bool:
    return bool(reply_code_in(text) or status_in(text))
