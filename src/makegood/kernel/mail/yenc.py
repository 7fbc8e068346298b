"""yEnc, a transfer encoding of newsreaders: eight bits as they are, three characters escaped."""

import re

_BEGIN = re.compile(rb"^=ybegin [^\r\n]*\r?\n", re.M)
_PART = re.compile(rb"=ypart [^\r\n]*\r?\n")
_END = re.compile(rb"^=yend\b", re.M)
_UNSHIFTED = bytes((byte - 42) & 255 for byte in range(256))


def from_yenc(body: bytes) -> bytes | None:
    """The bytes of the first yEnc block; None when there is none."""
    begin = _BEGIN.search(body)
    if begin is None:
        return None
    start = begin.end()
    if part := _PART.match(body, start):
        start = part.end()
    end = _END.search(body, start)
    lines = body[start : end.start() if end else len(body)]
    lines = lines.replace(b"\r", b"").replace(b"\n", b"")
    out = bytearray()
    at = 0
    while (escape := lines.find(b"=", at)) >= 0 and escape + 1 < len(lines):
        out += lines[at:escape]
        out.append((lines[escape + 1] - 64) & 255)
        at = escape + 2
    out += lines[at:]
    return bytes(out.translate(_UNSHIFTED))
