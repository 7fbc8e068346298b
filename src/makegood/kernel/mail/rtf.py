"""Outlook's compressed RTF (MS-OXRTFCP) and the text, or the HTML (MS-OXRTFEX), that RTF holds."""

import re

from makegood.kernel.mail.charset import decoded

LARGEST = 8 << 20
_PRELOAD = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New Roman"
    b"Courier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([\r\n]+)|([^\\{}\r\n]+)",
    re.S,
)
_NOT_TEXT = {
    b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"generator", b"listtable", b"listoverridetable", b"rsidtbl",
    b"themedata", b"colorschememapping", b"datastore", b"latentstyles", b"header", b"footer", b"xmlnstbl", b"mhtmltag", b"bkmkstart",
}  # fmt: skip
_SIGNS = {
    b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"row": "\n", b"tab": "\t", b"cell": "  ", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"endash": "–", b"emdash": "—",
}  # fmt: skip


def decompressed(content: bytes) -> bytes:
    """The RTF; what is cut off ends where it ends."""
    if len(content) < 16:
        return b""
    size = min(int.from_bytes(content[4:8], "little"), LARGEST)
    if content[8:12] == b"MELA":
        return content[16 : 16 + size]
    out = bytearray(_PRELOAD)
    at, wanted = 16, len(_PRELOAD) + size
    while at < len(content) and len(out) < wanted:
        control = content[at]
        at += 1
        for bit in range(8):
            if at >= len(content):
                break
            if not control >> bit & 1:
                out.append(content[at])
                at += 1
                continue
            reference = int.from_bytes(content[at : at + 2], "big")
            at += 2
            offset, length = reference >> 4, (reference & 15) + 2
            if offset == len(out) & 4095:
                return bytes(out[len(_PRELOAD) : wanted])
            _repeat(out, offset, length)
    return bytes(out[len(_PRELOAD) : wanted])


def _repeat(out: bytearray, offset: int, length: int) -> None:
    """Copies from the window of the last 4096 bytes; a piece may run into what it writes itself."""
    start = (len(out) & ~4095) + offset
    start -= 4096 if start >= len(out) else 0
    for i in range(length):
        out.append(out[start + i] if 0 <= start + i < len(out) else 32)


def text_and_html(rtf: bytes) -> tuple[str, str]:
    """(plain text, ""), or ("", HTML) where the RTF is only a wrapping around a web page."""
    is_html = b"\\fromhtml" in rtf[:400]
    text = "".join(_Reader(rtf, is_html).pieces())
    return ("", text) if is_html else (re.sub(r"\n{3,}", "\n\n", text).strip("\n"), "")


class _Reader:
    def __init__(self, rtf: bytes, is_html: bool) -> None:
        self.rtf = rtf[:LARGEST]
        self.is_html = is_html
        self.codepage = "cp1252"
        self.raw = bytearray()
        self.out: list[str] = []
        # (is it hidden, how many characters stand after a \u for older readers)
        self.stack: list[tuple[bool, int]] = [(False, 1)]
        self.skip = 0
        self.is_starred = False

    def pieces(self) -> list[str]:
        for match in _TOKEN.finditer(self.rtf):
            word, number, code, sign, brace, _, text = match.groups()
            if brace:
                self.brace(brace)
            elif word:
                self.word(word.lower(), number)
            elif code:
                self.bytes(bytes([int(code, 16)]))
            elif sign:
                self.sign(sign)
            elif text:
                self.bytes(text)
        self.flush()
        return self.out

    def brace(self, brace: bytes) -> None:
        self.flush()
        self.skip = 0
        if brace == b"{":
            if len(self.stack) < 1000:
                self.stack.append(self.stack[-1])
        elif len(self.stack) > 1:
            self.stack.pop()
        self.is_starred = False

    def word(self, word: bytes, number: bytes | None) -> None:
        hidden, after = self.stack[-1]
        value = int(number) if number else None
        if word == b"u" and value is not None:
            self.flush()
            self.unicode(value % 65536)
            self.skip = after
        elif word == b"uc":
            self.stack[-1] = (hidden, min(value or 0, 8))
        elif word == b"ansicpg" and value:
            self.codepage = f"cp{value}"
        elif self.is_html and word == b"htmlrtf":
            self.flush()
            self.stack[-1] = (value != 0, after)
        elif self.is_html and word == b"htmltag":
            self.stack[-1] = (False, after)
        elif word in _NOT_TEXT or (self.is_starred and word != b"htmltag"):
            self.stack[-1] = (True, after)
        elif word in _SIGNS:
            self.text(_SIGNS[word] if not self.is_html or word != b"par" else "\n")
        self.is_starred = False

    def sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.is_starred = True
        elif sign in (b"{", b"}", b"\\"):
            self.bytes(sign)
        elif sign in (b"~", b"_"):
            self.text("\xa0" if sign == b"~" else "-")
        elif sign in (b"\r", b"\n"):
            self.text("\n")

    def bytes(self, content: bytes) -> None:
        if self.skip:
            taken = min(self.skip, len(content))
            self.skip -= taken
            content = content[taken:]
        if not self.stack[-1][0]:
            self.raw += content

    def unicode(self, number: int) -> None:
        if not self.stack[-1][0]:
            # halves of a pair come one after the other and are joined when all is read
            self.out.append(chr(number))

    def text(self, text: str) -> None:
        self.flush()
        if not self.stack[-1][0]:
            self.out.append(text)

    def flush(self) -> None:
        if self.raw:
            self.out.append(decoded(bytes(self.raw), self.codepage)[0])
            self.raw.clear()
