"""What is wrapped in something else: mails in mails, winmail.dat, signatures, encryption, invitations."""

import base64

from makegood.testing.mails import writing_tnef as tnef
from makegood.testing.mails.words import PHOTO, RU
from makegood.testing.mails.writing import Sample, head, mail, multipart, part

_INNER = mail("The cup is broken.", Subject="Broken cup", From="Bo <bo@example.net>")
_WITH_FILE = multipart("mixed", part("text/plain", "inner words"), part("image/png; name=a.png", "x"), boundary="inside", Subject="With a file")  # fmt: skip


def _file_of(raw: bytes, name: str, is_inline: bool = False) -> tuple[str, str, int, bool]:
    return (name, "message/rfc822", len(raw), is_inline)


def _winmail(*attributes: bytes, text: str = "see") -> bytes:
    dat = part("application/ms-tnef; name=winmail.dat", base64.encodebytes(tnef.tnef(*attributes)), Content_Transfer_Encoding="base64")  # fmt: skip
    return multipart("mixed", part("text/plain", text), dat) if text else multipart("mixed", dat)


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def _cms(kind: str, content: bytes) -> bytes:
    return _der(0x30, _der(6, bytes.fromhex(kind)) + _der(0xA0, content))


def _signed(entity: bytes, octets: bytes = b"") -> bytes:
    octets = octets or _der(4, entity)
    held = _der(0x30, _der(6, bytes.fromhex("2a864886f70d010701")) + _der(0xA0, octets))
    return _cms("2a864886f70d010702", _der(0x30, _der(2, b"\1") + _der(0x31, b"") + held + _der(0x31, b"")))  # fmt: skip


def _smime(content: bytes, kind: str = "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m") -> bytes:  # fmt: skip
    return head(Content_Type=kind, Content_Transfer_Encoding="base64") + b"\n" + base64.encodebytes(content)  # fmt: skip


_ENTITY = part("text/plain; charset=utf-8", "The cup is broken.\n")
_P7M = ("smime.p7m", "application/pkcs7-mime")
_ICS = """BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:Europe/Rome
BEGIN:STANDARD
DTSTART:16010101T030000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:Collecting the ch
 air\\, again
DTSTART;TZID=Europe/Rome:20261124T100000
DTEND;TZID=Europe/Rome:20261124T113000
LOCATION:Via Roma 1\\, Torino
ORGANIZER;CN="Rossi, Ana":mailto:ana@example.org
DESCRIPTION:Ring twice\\nplease
BEGIN:VALARM
DESCRIPTION:REMINDER
END:VALARM
END:VEVENT
END:VCALENDAR
"""
_READ = "Collecting the chair, again\n2026-11-24 10:00 Europe/Rome – 11:30 Europe/Rome\nVia Roma 1, Torino\nRossi, Ana <ana@example.org>\n\nRing twice\nplease"
_RTF = rb"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0 Arial;}}{\*\generator Riched20}\pard The cup\'a0is \'f0\'e0\'e7\'e1\'e8\'f2\'e0.\par {\b Ana} \u8364?5\par}"
_RTF_READ = "The cup\xa0is разбита.\nAna €5"
_RTF_HTML = (
    rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0 Arial;}}{\*\htmltag19 <html>}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 The cup costs \u8364\'80 5"
    rb"\htmlrtf\par}\htmlrtf0 {\*\htmltag72 </p>}{\*\htmltag27 </html>}}"
)
_PGP = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nThe cup is broken.\n- -- \nAna\n-----BEGIN PGP SIGNATURE-----\nVersion: x\n\nabc=\n-----END PGP SIGNATURE-----\n"
SAMPLES = [
    # mails in mails
    Sample("signed_text_of_a_type_nobody_knows", multipart("signed", part('application/plain; charset="utf-8"', "The cup is broken"), part("application/x-pkcs7-signature", "x", Content_Disposition="attachment; filename=smime.p7s")), {"text": "The cup is broken", "file_names": ["smime.p7s"]}),
    Sample("mail_within_a_mail_keeps_its_words", multipart("mixed", part("text/plain", "see below"), part("message/rfc822", _WITH_FILE)), {"text": "see below", "files": [_file_of(_WITH_FILE, "With a file.eml")]}),
    Sample("mail_within_a_mail_has_a_name", multipart("mixed", part("text/plain", "see"), part("message/rfc822; name=old.eml", _INNER)), {"text": "see", "files": [_file_of(_INNER, "old.eml")]}),
    Sample("mail_within_a_mail_without_a_subject", multipart("mixed", part("text/plain", "see"), part("message/rfc822", mail("x", Subject=None))), {"files": [_file_of(mail("x", Subject=None), "message.eml")]}),
    Sample("mail_within_a_mail_with_slashes", multipart("mixed", part("text/plain", "see"), part("message/rfc822", mail("x", Subject="Order 1/2: cup"))), {"files": [_file_of(mail("x", Subject="Order 1/2: cup"), "Order 1_2: cup.eml")]}),
    Sample("mail_within_a_mail_in_base64", multipart("mixed", part("text/plain", "see"), part("message/rfc822", base64.encodebytes(_INNER), Content_Transfer_Encoding="base64")), {"text": "see", "files": [_file_of(_INNER, "Broken cup.eml")]}),
    Sample("mail_within_a_mail_within_a_mail", multipart("mixed", part("text/plain", "see"), part("message/rfc822", multipart("mixed", part("text/plain", "two"), part("message/rfc822", _INNER), boundary="in", Subject="Two"))),
         {"text": "see", "files": [_file_of(multipart("mixed", part("text/plain", "two"), part("message/rfc822", _INNER), boundary="in", Subject="Two"), "Two.eml")]}),
    Sample("nothing_but_a_mail", head(Content_Type="message/rfc822", Subject="Fwd") + b"\n" + _INNER,
         {"subject": "Fwd", "text": "From: Bo <bo@example.net>\nDate: Mon, 23 Nov 2026 10:00:00 +0100\nTo: Desk <desk@shop.example>\nSubject: Broken cup\n\nThe cup is broken.", "files": [_file_of(_INNER, "Broken cup.eml")]}),
    Sample("digest", multipart("digest", b"\n" + _INNER, b"\n" + mail("Second", Subject="Two")), {"files": [_file_of(_INNER, "Broken cup.eml"), _file_of(mail("Second", Subject="Two"), "Two.eml")]}),
    Sample("digest_with_words", multipart("mixed", part("text/plain", "Today's list"), b"Content-Type: multipart/digest; boundary=in\n\n--in\n\n" + _INNER + b"\n--in--"), {"text": "Today's list", "files": [_file_of(_INNER, "Broken cup.eml")]}),
    Sample("mail_global", multipart("mixed", part("text/plain", "see"), part("message/global", _INNER)), {"text": "see", "files": [("Broken cup.eml", "message/global", len(_INNER), False)]}),
    # winmail.dat
    Sample("winmail_with_two_files", _winmail(tnef.codepage(1252), tnef.attached(b"cup.jpg", PHOTO), tnef.attached(b"caf\xe9.txt", b"hello")), {"text": "see", "files": [("cup.jpg", "image/jpeg", len(PHOTO), False), ("café.txt", "text/plain", 5, False)]}),
    Sample("winmail_with_long_names", _winmail(tnef.attached(b"CUPBRO~1.JPG", b"x", tnef.unicode(tnef.LONG_NAME, "чашка разбита.jpg"), tnef.variable(tnef.STRING, tnef.MIME, b"image/jpeg\0"))), {"files": [("чашка разбита.jpg", "image/jpeg", 1, False)]}),
    Sample("winmail_with_cyrillic_names", _winmail(tnef.codepage(1251), tnef.attached("чашка.jpg".encode("cp1251"), b"x")), {"files": [("чашка.jpg", "image/jpeg", 1, False)]}),
    Sample("winmail_data_among_the_properties", _winmail(tnef.attached(b"", None, tnef.unicode(tnef.LONG_NAME, "cup.pdf"), tnef.variable(tnef.BINARY, tnef.DATA, b"%PDF"))), {"files": [("cup.pdf", "application/pdf", 4, False)]}),
    Sample("winmail_data_before_its_name", _winmail(tnef.attribute(2, 0x9002, bytes(14)) + tnef.attribute(2, 0x800F, b"abc") + tnef.attribute(2, 0x8010, b"a.txt\0")), {"files": [("a.txt", "text/plain", 3, False)]}),
    Sample("winmail_inline_picture", _winmail(tnef.attached(b"a.png", b"x", tnef.unicode(tnef.CONTENT_ID, "a@x"))), {"files": [("a.png", "image/png", 1, True)], "content_ids": ["a@x"]}),
    Sample("winmail_with_odd_properties", _winmail(tnef.message(tnef.fixed(0x0017, 1), tnef.named("keyword", "x"), tnef.many(0x1234, [b"a", b"bcdef"]), tnef.unicode(tnef.SUBJECT, "Cup")), tnef.attached(b"a.png", b"x")), {"text": "see", "files": [("a.png", "image/png", 1, False)]}),
    Sample("winmail_body_in_plain", _winmail(tnef.message(tnef.unicode(tnef.BODY, RU)), text=""), {"text": RU, "files": []}),
    Sample("winmail_body_in_html", _winmail(tnef.message(tnef.fixed(tnef.CODEPAGE, 65001), tnef.variable(tnef.BINARY, tnef.HTML, "<p>Здесь <b>чашка</b></p>".encode())), text=""), {"text": "Здесь чашка", "html_has": "<b>чашка</b>"}),
    Sample("winmail_body_in_rtf", _winmail(tnef.message(tnef.variable(tnef.BINARY, tnef.RTF, tnef.compressed_rtf(_RTF))), text=""), {"text": _RTF_READ}),
    Sample("winmail_body_in_stored_rtf", _winmail(tnef.message(tnef.variable(tnef.BINARY, tnef.RTF, tnef.stored_rtf(_RTF))), text=""), {"text": _RTF_READ}),
    Sample("winmail_body_in_html_in_rtf", _winmail(tnef.message(tnef.variable(tnef.BINARY, tnef.RTF, tnef.compressed_rtf(_RTF_HTML))), text=""), {"text": "The cup costs € 5", "html_has": "<p>The cup costs € 5"}),
    Sample("winmail_body_beside_a_text_is_not_read", _winmail(tnef.message(tnef.unicode(tnef.BODY, "again")), tnef.attached(b"a.png", b"x")), {"text": "see", "files": [("a.png", "image/png", 1, False)]}),
    Sample("winmail_with_a_mail_inside", _winmail(tnef.attached(b"Broken cup", None, tnef.variable(tnef.OBJECT, tnef.DATA, tnef.INTERFACE + tnef.tnef(tnef.message(tnef.unicode(tnef.BODY, "inner words")))))), {"text": "see", "files": [("Broken cup.txt", "text/plain", 11, False)]}),
    Sample("winmail_named_only", multipart("mixed", part("text/plain", "see"), part("application/octet-stream; name=winmail.dat", tnef.tnef(tnef.attached(b"a.png", b"x")))), {"files": [("a.png", "image/png", 1, False)]}),
    Sample("winmail_that_is_none", multipart("mixed", part("text/plain", "see"), part("application/ms-tnef; name=winmail.dat", "no such thing")), {"text": "see", "files": [("winmail.dat", "application/ms-tnef", 13, False)], "defects": ("tnef_unreadable",)}),
    Sample("winmail_cut_off", _winmail(tnef.attached(b"a.png", b"x"), tnef.attached(b"b.png", b"y" * 50)[:-20]), {"files": [("a.png", "image/png", 1, False), ("b.png", "image/png", 32, False)]}),
    # signed and encrypted
    Sample("pgp_signed_as_mime", multipart("signed; protocol=application/pgp-signature", part("text/plain", "The cup"), part("application/pgp-signature; name=signature.asc", "x")), {"text": "The cup", "files": [("signature.asc", "application/pgp-signature", 1, False)]}),
    Sample("smime_signed_clear", multipart("signed; protocol=application/pkcs7-signature", part("text/plain", "The cup"), part("application/pkcs7-signature; name=smime.p7s", "x")), {"text": "The cup", "files": [("smime.p7s", "application/pkcs7-signature", 1, False)]}),
    Sample("pgp_signed_inline", mail(_PGP), {"text": "The cup is broken.\n-- \nAna"}),
    Sample("pgp_signed_inline_between_words", mail("Hi\n" + _PGP + "bye"), {"text": "Hi\nThe cup is broken.\n-- \nAna\n\nbye"}),
    Sample("pgp_signed_inline_cut_off", mail(_PGP[:90]), {"text_starts": "-----BEGIN PGP SIGNED"}),
    Sample("pgp_encrypted_as_mime", multipart("encrypted; protocol=application/pgp-encrypted", part("application/pgp-encrypted", "Version: 1"), part("application/octet-stream; name=encrypted.asc", "abc")),
         {"text": "", "files": [("application.asc", "application/pgp-encrypted", 10, False), ("encrypted.asc", "application/octet-stream", 3, False)], "defects": ("encrypted_pgp",)}),
    Sample("pgp_encrypted_inline", mail("-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----"), {"text_starts": "-----BEGIN PGP MESSAGE", "defects": ("encrypted_pgp",)}),
    Sample("pgp_key", multipart("mixed", part("text/plain", "my key"), part("application/pgp-keys; name=key.asc", "x")), {"text": "my key", "files": [("key.asc", "application/pgp-keys", 1, False)]}),
    Sample("smime_signed_opaque", _smime(_signed(_ENTITY)), {"text": "The cup is broken.", "files": [(*_P7M, len(_signed(_ENTITY)), False)], "defects": ()}),
    Sample("smime_signed_in_pieces", _smime(_signed(b"", b"\x24\x80" + _der(4, _ENTITY[:20]) + _der(4, _ENTITY[20:]) + b"\0\0")), {"text": "The cup is broken."}),
    Sample("smime_signed_old_type", _smime(_signed(_ENTITY), "application/x-pkcs7-mime; name=smime.p7m"), {"text": "The cup is broken."}),
    Sample("smime_signed_with_a_file_inside", _smime(_signed(_WITH_FILE)), {"text": "inner words", "files": [("a.png", "image/png", 1, False), (*_P7M, len(_signed(_WITH_FILE)), False)]}),
    Sample("smime_encrypted", _smime(_cms("2a864886f70d010703", _der(0x30, _der(2, b"\0")))), {"text": "", "files": [(*_P7M, 20, False)], "defects": ("encrypted_smime",)}),
    Sample("smime_that_is_none", _smime(b"nothing of the kind"), {"text": "", "files": [(*_P7M, 19, False)], "defects": ("encrypted_smime",)}),
    # invitations
    Sample("invitation_with_words", multipart("alternative", part("text/plain", "Meet"), part("text/calendar; method=REQUEST", _ICS)), {"text": "Meet", "auto": "calendar", "files": [("text.ics", "text/calendar", len(_ICS), False)]}),
    Sample("invitation_alone", head(Content_Type="text/calendar; method=REQUEST; charset=utf-8") + b"\n" + _ICS.encode(), {"text": _READ, "auto": "calendar", "files": [("text.ics", "text/calendar", len(_ICS), False)]}),
    Sample("invitation_as_the_only_part", multipart("mixed", part("text/calendar; name=invite.ics", _ICS)), {"text": _READ, "files": [("invite.ics", "text/calendar", len(_ICS), False)]}),
    Sample("invitation_for_a_day", head(Content_Type="text/calendar") + b"\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261126\nSUMMARY:Fair\nEND:VEVENT\n", {"text": "Fair\n2026-11-24 – 2026-11-26"}),
    Sample("invitation_in_utc", head(Content_Type="text/calendar") + b"\nBEGIN:VEVENT\nSUMMARY:Call\nDTSTART:20261124T090000Z\nORGANIZER:MAILTO:ana@example.org\nEND:VEVENT\n", {"text": "Call\n2026-11-24 09:00 UTC\nana@example.org"}),
    Sample("calendar_that_is_none", head(Content_Type="text/calendar") + b"\nnothing", {"text": "", "files": [("text.ics", "text/calendar", 7, False)]}),
]  # fmt: skip
