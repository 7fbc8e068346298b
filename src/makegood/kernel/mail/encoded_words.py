"""RFC 2047: letters beyond ASCII in a header, "=?utf-8?B?…?=", also in all the forms the standard forbids."""

import binascii
import re

from makegood.kernel.mail.charset import decoded

_OPENING = re.compile(r"=\?\s{0,3}([^?\s]{0,60})\s{0,3}\?\s{0,3}([bBqQ])\s?\?")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s_-]*+")
_GOES_ON = re.compile(r"\?=[0-9A-Fa-f]{2}[^\s?]*(?=\?=)")
_WHOLE = re.compile(r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?]+\?=(?:\s*=\?[^?\s]{1,60}\?[bBqQ]\?[^?]+\?=)*")
_CUT_CODE = re.compile(r"=[0-9A-Fa-f]?$")
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\u2028\u2029\ufeff]+")


def decode_words(text: str) -> str:
    """Anywhere in the text, over lines, with letters split between two words, without an end."""
    if "=?" not in text:
        return text
    once = _decode(text)
    # Some systems encode a header that is encoded already.
    return _decode(once) if once != text and _WHOLE.fullmatch(once.strip()) else once


def tidy(text: str) -> str:
    """On one line, each gap a single space."""
    return re.sub(r"[ \t\xa0]+", " ", _CONTROLS.sub(" ", text)).strip()


def _decode(text: str) -> str:
    out: list[str] = []
    pending: list[tuple[str, str]] = []
    charset = ""
    at = 0
    ends = _Ends(text)
    while (opening := _OPENING.search(text, at)) is not None:
        name = opening[1].split("*")[0].strip("\"'")  # RFC 2231 puts a language behind a star
        gap = text[at : opening.start()]
        is_next = bool(at) and (not gap or gap.isspace())
        if not is_next or name.lower() != charset.lower():
            out.append(_joined(pending, charset))
            pending = []
        if not is_next:
            out.append(gap)
        end, at = ends.of(opening)
        pending.append((opening[2].lower(), text[opening.end() : end]))
        charset = name
    out += [_joined(pending, charset), text[at:]]
    return "".join(out).replace("\ufeff", "")


def _joined(words: list[tuple[str, str]], charset: str) -> str:
    """The text of words that follow each other: a letter, or its code, may begin in one and end in the next."""
    kinds = {kind for kind, _ in words}
    if kinds == {"q"} and any(_CUT_CODE.search(said) for _, said in words[:-1]):
        words = [("q", "".join(said for _, said in words))]
    apart = b"".join(_from_base64(said) if kind == "b" else _from_q(said) for kind, said in words)
    text, defects = decoded(apart, charset)
    if defects and kinds == {"b"} and len(words) > 1:
        # Cut after the coding instead of before it: the pieces make sense only together.
        whole, odd = decoded(_from_base64("".join(said for _, said in words)), charset)
        return text if odd else whole
    return text


class _Ends:
    """Where the encoded words of a text end; remembers the last "?=" it found, so that no header can make it slow."""

    def __init__(self, text: str) -> None:
        self.text, self.mark = text, 0

    def of(self, opening: re.Match[str]) -> tuple[int, int]:
        """(the end of its content, where the text goes on)."""
        start = opening.end()
        return self._of_base64(start) if opening[2] in "bB" else self._of_q(start)

    def _of_base64(self, start: int) -> tuple[int, int]:
        match = _BASE64.match(self.text, start)
        end = match.end() if match else start
        if self.text.startswith("?", end):
            return end, end + (2 if self.text.startswith("?=", end) else 1)
        space = re.compile(r"\s").search(self.text, start, end)
        end = space.start() if space else end
        return end, end

    def _of_q(self, start: int) -> tuple[int, int]:
        self._move(start)
        again = _OPENING.search(self.text, start, max(self.mark, start))
        if self.mark < 0 or again:
            limit = again.start() if again else len(self.text)
            stop = re.compile(r"[\s<\"]").search(self.text, start, limit)
            end = stop.start() if stop else limit
            return end, end
        end = self.mark
        while more := _GOES_ON.match(self.text, end):
            end = more.end()
        return end, end + 2

    def _move(self, start: int) -> None:
        if 0 <= self.mark < start:
            self.mark = self.text.find("?=", start)


def _from_base64(content: str) -> bytes:
    plain = re.sub(r"[^A-Za-z0-9+/]", "", content.replace("-", "+").replace("_", "/"))
    usable = len(plain) - (len(plain) % 4 == 1)
    return binascii.a2b_base64(plain[:usable] + "=" * (-usable % 4))


def _from_q(content: str) -> bytes:
    plain = content.encode("utf-8", "replace").replace(b"_", b" ")
    return re.sub(rb"=([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), plain)
