"""The shop's logo in letters: how large, and how it is known again when it comes back in an answer. Pure."""

import hashlib

_OURS = "@makegood"
_WIDTH, _HEIGHT = 220, 56


def size_in_letters(width: int, height: int) -> tuple[int, int]:
    """Pixels it is drawn in, never more than it has: Outlook listens to nothing but these."""
    share = min(1.0, _WIDTH / width, _HEIGHT / height)
    return max(1, round(width * share)), max(1, round(height * share))


def logo_id(sha256: str) -> str:
    """The Content-ID of our logo."""
    return f"logo.{sha256[:16]}{_OURS}"


def is_logo_id(content_id: str) -> bool:
    """Whether a file is there for the layout, and not enclosed by anybody."""
    return content_id.endswith(_OURS)


def is_own_logo(content_id: str, content: bytes, logo_sha256: str) -> bool:
    """Whether a picture in a customer's mail is the logo we sent: by its name, which some programs change, or its bytes."""
    if is_logo_id(content_id):
        return True
    return bool(logo_sha256) and hashlib.sha256(content).hexdigest() == logo_sha256
