"""Text labelled as Western European in a language that has letters of its own: Hungarian with "õ" for "ő", "èujem" for "čujem"."""

import re

from makegood.kernel.mail.charset_guess import sample_of
from makegood.kernel.mail.language import language_of

_HIGH = re.compile(rb"[\x80-\xff]")
FEWEST, LOOKED_AT = 3, 700
"""Letters beyond ASCII, and bytes among which they are; fewer tell no alphabet, more cost time."""
_NEIGHBOURS = (
    ("cp1257", frozenset({"lt", "lv"})),
    ("cp1250", frozenset({"hu", "sr-latn", "hr", "bs", "sl", "cs", "sk", "pl", "ro"})),
    ("iso8859-2", frozenset({"pl", "cs", "sk"})),
    ("cp1254", frozenset({"tr"})),
)
_WESTERN = frozenset(
    {"en", "it", "es", "fr", "de", "pt", "nl", "ca", "gl", "eu", "sv", "da", "no", "fi", "is", "et", "ga", "sq"}
)  # fmt: skip


def neighbour(content: bytes, declared: str) -> str:
    """The codec it is really in; "" where the label is right, or nothing can be told."""
    sample = sample_of(content)[:LOOKED_AT]
    if declared not in ("cp1252", "iso8859-15") or len(_HIGH.findall(sample)) < FEWEST:
        return ""
    as_said = sample.decode(declared, "replace")
    if language_of(as_said) in _WESTERN:
        return ""
    for codec, tongues in _NEIGHBOURS:
        other = sample.decode(codec, "replace")
        if other != as_said and "\ufffd" not in other and language_of(other) in tongues:
            return codec
    return ""
