"""What a file in a mail is called: as its sender wrote it, less what could be a path or a trick."""

import mimetypes
import re

from makegood.kernel.mail import headers as read
from makegood.kernel.mail.structure import MESSAGES, Part

LONGEST = 200
# its own table, not the machine's: the same mail reads the same everywhere
_KNOWN = mimetypes.MimeTypes()
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ROOTED = re.compile(r"^(?:[A-Za-z]:)?[\\/~]|^[A-Za-z]:|(?:^|[\\/])\.\.?[\\/]")
_HAS_ENDING = re.compile(r"[^\s.][^\n]*\.[A-Za-z0-9]{1,6}$")
_ENDINGS = {
    "message/rfc822": "eml", "message/global": "eml", "text/calendar": "ics", "image/jpeg": "jpg", "image/jpg": "jpg", "image/png": "png",
    "image/gif": "gif", "image/bmp": "bmp", "image/tiff": "tif", "image/svg+xml": "svg", "image/heic": "heic", "image/webp": "webp",
    "application/pdf": "pdf", "application/zip": "zip", "application/msword": "doc", "application/xml": "xml", "application/json": "json",
    "text/plain": "txt", "text/html": "html", "text/csv": "csv", "text/xml": "xml", "text/vcard": "vcf", "text/x-vcard": "vcf",
    "text/directory": "vcf", "message/delivery-status": "txt", "text/rfc822-headers": "txt", "message/disposition-notification": "txt",
    "message/feedback-report": "txt", "application/pgp-signature": "asc", "application/pgp-encrypted": "asc", "application/pgp-keys": "asc",
    "application/pkcs7-signature": "p7s", "application/x-pkcs7-signature": "p7s", "application/pkcs7-mime": "p7m",
    "application/x-pkcs7-mime": "p7m", "application/ms-tnef": "dat", "application/ics": "ics", "video/mp4": "mp4", "audio/mpeg": "mp3",
    "audio/amr": "amr", "audio/ogg": "ogg", "video/3gpp": "3gp",
}  # fmt: skip


def name_of(part: Part) -> str:
    """The name a sender gave the part; "" where none is given."""
    disposition = read.parameters(part.header("content-disposition"))
    if name := disposition.get("filename", "") or disposition.get("name", ""):
        return name
    return read.parameters(part.content_type).get("name", "")


def shown_name(part: Part) -> str:
    """The name to show: the sender's, or one made from what else is known of the part."""
    return safe_name(name_of(part)) or safe_name(_described(part)) or _made(part)


def safe_name(name: str) -> str:
    """Only the last piece of a path, no controls or direction overrides, at most 200 characters with its ending."""
    name = _CONTROLS.sub("_", name).strip()
    pieces = [piece for piece in re.split(r"[\\/]", name) if piece.strip(" .")]
    if _ROOTED.search(name) or (len(pieces) > 1 and " " not in name):
        name = pieces[-1] if pieces else ""
    name = re.sub(r"[\\/]", "_", name).strip()
    if len(name) > LONGEST:
        stem, dot, ending = name.rpartition(".")
        cut = LONGEST - 1 - len(ending)
        name = f"{stem[:cut]}.{ending}" if dot and len(ending) < 10 else name[:LONGEST]
    return name if name.strip(". ") else ""


def made_name(media_type: str) -> str:
    main = media_type.partition("/")[0]
    return f"{main}.{_ENDINGS.get(media_type, 'bin')}"


def type_by_name(name: str) -> str:
    return _KNOWN.guess_type(name)[0] or "application/octet-stream"


def _described(part: Part) -> str:
    """Content-Location or Content-Description, where they name a file; the latter also describes a photo or a document."""
    location = read.words(part.header("content-location"))
    if _HAS_ENDING.match(location) and "?" not in location:
        return re.split(r"[\\/]", location)[-1]
    described = read.words(part.header("content-description"))
    if _HAS_ENDING.match(described):
        return described
    if described and not part.type.startswith(("message/", "text/", "multipart/")):
        ending = _ENDINGS.get(part.type)
        return f"{described[:80]}.{ending}" if ending else ""
    return ""


def _made(part: Part) -> str:
    if part.type in MESSAGES and part.children:
        subject = read.words(part.children[0].header("subject"))
        return (re.sub(r"[\\/]", "-", safe_name(subject))[:80] or "message") + ".eml"
    return made_name(part.type)
