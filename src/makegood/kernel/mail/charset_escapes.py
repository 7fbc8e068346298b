"""Charsets that switch alphabets by escape sequences, more forgiving than the standard library."""

import re

_SWITCH = re.compile(rb"(\x1b(?:\$\([@BDOPQ]|\$[@BA]|\([BJIH]|&@\x1b\$B))")
_TWO_BYTES = (b"\x1b$@", b"\x1b$B", b"\x1b&@\x1b$B", b"\x1b$(@", b"\x1b$(B", b"\x1b$(O", b"\x1b$(Q")


def without_escapes(content: bytes) -> bool:
    return b"\x1b" not in content and b"\0" not in content


def japanese(content: bytes) -> tuple[str, tuple[str, ...]]:
    """ISO-2022-JP; where a letter is the maker's own (①, ㈱, half-width kana) read as Windows does."""
    try:
        return content.decode("iso2022_jp_ext"), ()
    except UnicodeError:
        pass
    out: list[str] = []
    mode = b"\x1b(B"
    for piece in _SWITCH.split(content):
        if _SWITCH.fullmatch(piece):
            mode = piece
            continue
        head, newline, rest = piece.partition(b"\n")  # a line's end ends the alphabet, told or not
        out.append(_read(head, mode))
        if newline:
            out.append("\n" + _read(rest, b"\x1b(B"))
    text = "".join(out)
    return text, (("charset_replaced",) if "�" in text else ())


def _read(piece: bytes, mode: bytes) -> str:
    if mode in _TWO_BYTES:
        return _shifted(piece).decode("cp932", "replace")
    if mode == b"\x1b(I":
        return bytes(b | 0x80 if 0x21 <= b <= 0x5F else b for b in piece).decode("cp932", "replace")
    if mode == b"\x1b$(D":
        pairs = re.sub(rb"([\x21-\x7e])([\x21-\x7e])", _third_plane, piece)
        return pairs.decode("euc_jp", "replace")
    if mode == b"\x1b$A":
        return bytes(b | 0x80 for b in piece).decode("gb18030", "replace")
    return piece.replace(b"\x1b", b"").decode("cp932", "replace")


def _third_plane(pair: re.Match[bytes]) -> bytes:
    return bytes([0x8F, pair[1][0] | 0x80, pair[2][0] | 0x80])


def _shifted(piece: bytes) -> bytes:
    """JIS rows and columns as Shift JIS lays them out."""
    out = bytearray()
    at = 0
    while at < len(piece):
        row, column = piece[at], piece[at + 1] if at + 1 < len(piece) else 0
        if not (0x21 <= row <= 0x7E and 0x21 <= column <= 0x7E):
            out.append(row)
            at += 1
            continue
        lead = ((row - 0x21) >> 1) + 0x81
        out.append(lead + 0x40 if lead > 0x9F else lead)
        out.append(column + 0x1F + (column >= 0x60) if row & 1 else column + 0x7E)
        at += 2
    return bytes(out)
