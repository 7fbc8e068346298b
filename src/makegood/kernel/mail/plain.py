"""Plain text and its cousins into the text a person reads: flowed lines, text/enriched, PGP's armour, stubs."""

import io
import re
from html import unescape

from makegood.kernel.mail.html import text_of

_ENRICHED_TAG = re.compile(r"<(/?)([A-Za-z-]{1,30})>")
_SIGNED, _SIGNATURE, _SIGNATURE_END = (
    "-----BEGIN PGP SIGNED MESSAGE-----",
    "-----BEGIN PGP SIGNATURE-----",
    "-----END PGP SIGNATURE-----",
)
_ARMOUR_HEADERS = re.compile(r"[ \t]*\n(?:[A-Za-z-]{1,20}: ?[^\n]*\n)*[ \t]*\n?")
_STUB = re.compile(
    r"(?i)your (?:e-?mail|mail) (?:client|program|reader|application|software) (?:does|do|can|is|seems|cannot|can't)\b"
    r"|(?:view|read|see|display) (?:this|it|the) ?(?:e-?mail|message|newsletter)? ?(?:please )?.{0,40}\bhtml"
    r"|\brequires? .{0,20}\bhtml\b|\bhtml[- ](?:viewer|only|enabled|capable|compatible|formatted|format|e-?mail|version|message)\b|(?:doesn['’]t|does not|cannot|can['’]t|not) (?:support|display|show|read|understand) html"
    r"|(?:nicht|kein\w*) .{0,30}html|html[- ]?(?:ansicht|fähig|format|nachricht|messaggio|сообщени\w+)|non (?:supporta|visualizza) .{0,20}html|no (?:admite|soporta) .{0,20}html"
    r"|не поддерживает .{0,20}html|в формате html|format html|this is a multi-?part message in mime format"
)
_MARKUP = re.compile(
    r"(?i)^\s*(?:<!doctype html|<html|<head\b|<body\b|<div\b|<table\b|<p\b|<style\b|<meta\b|<center\b)"
)
_CSS_RULE = re.compile(
    r"(?:^|[\s}])[@.#]?[\w*][\w\s.,:#>*@()\"'=\[\]-]{0,200}\{[^{}]{0,2000}[\w-]+\s*:[^{}]{0,400}\}",
    re.S,
)


_ENTITY = re.compile(
    r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{1,2}(?:acute|grave|circ|uml|tilde|cedil|caron|ring|slash)|nbsp|amp|lt|gt|quot|apos"
    r"|[lr][sd]quo|euro|[nm]dash|hellip);",
    re.I,
)


def unescaped(text: str) -> str:
    """What a form on a web site escaped once too often; one alone may be meant."""
    if len(_ENTITY.findall(text[:50_000])) < 2:
        return text
    return _ENTITY.sub(lambda found: unescape(found[0]), text)


def unflowed(text: str, delete_space: bool) -> str:
    """RFC 3676: a line that ends in a space goes on in the next one of the same quote depth."""
    out: list[str] = []
    pending: list[str] = []
    open_depth = -1
    for number, ended in enumerate(
        io.StringIO(text)
    ):  # a list of lines would weigh many times the text
        line = ended.rstrip("\n")
        depth = len(line) - len(line.lstrip(">"))
        body = line[depth:].removeprefix(" ")
        if open_depth != depth or body == "-- ":
            pending.append(("\n" if number else "") + (">" * depth + " " if depth else ""))
        flows = body.endswith(" ") and body != "-- "
        pending.append(body[:-1] if flows and delete_space else body)
        open_depth = depth if flows else -1
        if len(pending) > 1000:
            out.append("".join(pending))
            pending.clear()
    return "".join([*out, *pending])


def unenriched(text: str) -> str:
    """text/enriched (RFC 1896) and text/richtext (RFC 1341) without their commands."""
    out: list[str] = []
    at, is_verbatim, hidden = 0, False, 0
    text = text.replace("<<", "\x01")
    for match in _ENRICHED_TAG.finditer(text):
        if not hidden:
            out.append(_joined_lines(text[at : match.start()], is_verbatim))
        at = match.end()
        name, is_end = match[2].lower(), bool(match[1])
        if name in ("param", "comment"):
            hidden = max(0, hidden + (-1 if is_end else 1))
        elif name in ("nofill", "verbatim"):
            is_verbatim = not is_end
        elif name in ("nl", "np", "paragraph"):
            out.append("\n" if not is_end or name == "paragraph" else "")
        elif name == "lt":
            out.append("<")
    out.append(_joined_lines(text[at:], is_verbatim) if not hidden else "")
    return "".join(out).replace("\x01", "<")


def _joined_lines(text: str, is_verbatim: bool) -> str:
    """One line end is a space, n of them are n - 1."""
    if is_verbatim:
        return text
    return re.sub(r"\n+", lambda m: " " if len(m[0]) == 1 else m[0][1:], text)


def unarmoured(text: str) -> str:
    """What was signed inline with PGP, without the armour around it; what is encrypted stays as it is."""
    out: list[str] = []
    at = 0
    while (begin := text.find(_SIGNED, at)) >= 0:
        armour = _ARMOUR_HEADERS.match(text, begin + len(_SIGNED))
        start = armour.end() if armour else begin + len(_SIGNED)
        end = text.find("\n" + _SIGNATURE, start - 1)
        if end < 0:
            break
        out += (text[at:begin], re.sub(r"^- ", "", text[start : end + 1], flags=re.M))
        closed = text.find(_SIGNATURE_END, end)
        at = closed + len(_SIGNATURE_END) if closed >= 0 else len(text)
    return "".join([*out, text[at:]]) if out else text


def readable(plain: str, html: str) -> tuple[str, str]:
    """The text to read, and the defect where the plain one was none: "" when it was all right."""
    if not html.strip():
        if _MARKUP.match(plain) and "</" in plain:
            return text_of(plain), "html_as_plain"
        return plain, ""
    if not plain.strip():
        return text_of(html), ""
    if _MARKUP.match(plain) and "</" in plain:
        return text_of(html), "html_as_plain"
    if _is_css(plain):
        return text_of(html), "css_as_plain"
    if len(plain) < 1500 and _STUB.search(plain) and len(shown := text_of(html)) > len(plain) / 2:
        return (plain, "") if _is_all_there(shown, plain) else (shown, "plain_is_stub")
    if len(plain.split()) < 8 and len(shown := text_of(html)) > 20 * len(plain) and not _is_all_there(plain, shown):  # fmt: skip
        return shown, "plain_is_stub"
    return plain, ""


def _is_css(plain: str) -> bool:
    """Little is left when the style rules are taken out."""
    if plain.count("{") < 2:
        return False
    rest = _CSS_RULE.sub(" ", plain[:20_000])
    return len(rest.split()) * 4 < len(plain[:20_000].split())


def _is_all_there(part: str, whole: str) -> bool:
    """Nearly every word of `part` is in `whole` too."""
    words = set(re.findall(r"\w{3,}", part.lower()))
    known = set(re.findall(r"\w{3,}", whole.lower()))
    return len(words - known) * 5 <= len(words)
