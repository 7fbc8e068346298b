"""What is a file, what it is called, how big it is, and whether it is shown inside the text."""

import base64

from makegood.testing.mails.words import PHOTO
from makegood.testing.mails.writing import Sample, head, html, mail, multipart, part

_B64 = base64.encodebytes(PHOTO)


def _with(name_headers: str, content: bytes = b"x", kind: str = "image/png") -> bytes:
    """A mail with one file whose headers are `name_headers` ("%" stands for no more than itself)."""
    return multipart("mixed", part("text/plain", "see"), f"Content-Type: {kind}{name_headers}\n\n".encode("utf-8", "surrogateescape") + content)  # fmt: skip


def _named(label: str, name_headers: str, name: str, kind: str = "image/png") -> Sample:
    return Sample(f"name_{label}", _with(name_headers, kind=kind), {"text": "see", "files": [(name, kind, 1, False)]})  # fmt: skip


_AT = "\nContent-Disposition: attachment"
SAMPLES = [
    # names
    _named("in_the_disposition", f'{_AT}; filename="cup.png"', "cup.png"),
    _named("in_the_type_alone", '; name="cup.png"', "cup.png"),
    _named("in_both_the_disposition_wins", f'; name="old.png"{_AT}; filename="new.png"', "new.png"),
    _named("unquoted_with_blanks", f"{_AT}; filename=my broken cup.png", "my broken cup.png"),
    _named("quote_never_closed", f'{_AT}; filename="cup.png', "cup.png"),
    _named("extended", f"{_AT}; filename*=utf-8''%D1%87%D0%B0%D1%88%D0%BA%D0%B0.png", "чашка.png"),
    _named("extended_in_latin", f"{_AT}; filename*=iso-8859-1'de'Tass%E9.png", "Tassé.png"),
    _named("extended_and_plain_the_extended_wins", f"{_AT}; filename=\"_.png\"; filename*=utf-8''%C5%A1.png", "š.png"),
    _named("extended_in_the_type", "; name*=utf-8''%C5%A1alica.png", "šalica.png"),
    _named("in_pieces_out_of_order", f'{_AT}; filename*1="up.png"; filename*0="my c"', "my cup.png"),
    _named("encoded_word", f"{_AT}; filename=\"=?utf-8?Q?=C5=A1alica.png?=\"", "šalica.png"),
    _named("encoded_words_two", f'{_AT};\n filename="=?koi8-r?B?3sHby8E=?=\n =?koi8-r?Q?.png?="', "чашка.png"),
    _named("raw_utf8", f'{_AT}; filename="šalica.png"', "šalica.png"),
    _named("disposition_said_name", f'{_AT}; name="cup.png"', "cup.png"),
    _named("windows_path", f'{_AT}; filename="C:\\\\Users\\\\Ana\\\\cup.png"', "cup.png"),
    _named("unix_path", f'{_AT}; filename="/home/ana/cup.png"', "cup.png"),
    _named("relative_path", f'{_AT}; filename="photos/cup.png"', "cup.png"),
    _named("climbing_path", f'{_AT}; filename="../../cup.png"', "cup.png"),
    _named("with_a_date_and_slashes", f'{_AT}; filename="Cup 12/11/2026.png"', "Cup 12_11_2026.png"),
    _named("signs_are_kept", f'{_AT}; filename="Cup: 100% <new> & \'old\' #1?.png"', "Cup: 100% <new> & 'old' #1?.png"),
    _named("dot_file", f'{_AT}; filename=".hidden"', ".hidden"),
    _named("two_endings", f'{_AT}; filename="cup.tar.gz"', "cup.tar.gz"),
    _named("only_dots", f'{_AT}; filename=".."', "image.png"),
    _named("empty", f'{_AT}; filename=""', "image.png"),
    _named("very_long", f'{_AT}; filename="{"c" * 300}.png"', "c" * 196 + ".png"),
    _named("turned_around", f'{_AT}; filename="cup\u202egnp.exe"', "cup_gnp.exe"),
    _named("from_the_description", "\nContent-Description: cup.png", "cup.png"),
    _named("from_a_description_in_words", "\nContent-Description: My cup", "My cup.png"),
    _named("from_the_location", "\nContent-Location: http://shop.example/img/cup.png", "cup.png"),
    _named("made_up", "", "image.png"),
    _named("made_up_for_an_unknown_type", "", "application.bin", "application/x-shop"),
    _named("made_up_for_a_document", "", "application.pdf", "application/pdf"),
    _named("emoji", f"{_AT}; filename*=UTF-8''%E2%98%95%20cup.png", "☕ cup.png"),
    # a body or a file
    Sample("text_attached", multipart("mixed", part("text/plain", "see"), part("text/plain; name=a.txt", "log", Content_Disposition="attachment")), {"text": "see", "files": [("a.txt", "text/plain", 3, False)]}),
    Sample("text_attached_without_a_name", multipart("mixed", part("text/plain", "see"), part("text/plain", "log", Content_Disposition="attachment")), {"text": "see", "files": [("text.txt", "text/plain", 3, False)]}),
    Sample("text_named_and_inline", multipart("mixed", part("text/plain", "see"), part("text/plain", "log", Content_Disposition="inline; filename=a.log")), {"text": "see", "files": [("a.log", "text/plain", 3, True)]}),
    Sample("text_named_in_its_type", multipart("mixed", part("text/plain", "see"), part("text/x-patch; name=a.patch", "+x")), {"text": "see", "files": [("a.patch", "text/x-patch", 2, False)]}),
    Sample("html_named_after_text", multipart("mixed", part("text/plain", "see"), part("text/html; name=page.html", "<p>x</p>")), {"text": "see", "html": "", "files": [("page.html", "text/html", 8, False)]}),
    Sample("body_named_in_its_type", mail("The cup is broken", Content_Type="text/plain; charset=utf-8; name=message.txt"), {"text": "The cup is broken", "files": []}),
    Sample("bodies_named_in_an_alternative", multipart("alternative", part("text/plain; name=a.txt", "The cup"), part("text/html; name=a.html", "<p>The cup</p>")), {"text": "The cup", "files": [], "html_has": "<p>The cup</p>"}),
    Sample("body_inline_without_a_name", multipart("mixed", part("text/plain", "The cup", Content_Disposition="inline"), part("image/png", "x")), {"text": "The cup", "files": [("image.png", "image/png", 1, False)]}),
    Sample("words_in_a_file_are_read_and_kept", multipart("mixed", part("text/plain", "The cup is broken", Content_Disposition="inline; filename=letter.txt"), part("image/png", "x")),
         {"text": "The cup is broken", "files": [("letter.txt", "text/plain", 17, True), ("image.png", "image/png", 1, False)]}),
    Sample("whole_body_called_attachment", mail("The cup is broken", Content_Disposition="attachment"), {"text": "The cup is broken", "files": [("text.txt", "text/plain", 17, False)]}),
    Sample("only_an_attached_document", multipart("mixed", part("application/pdf", "%PDF", Content_Disposition="attachment; filename=a.pdf")), {"text": "", "files": [("a.pdf", "application/pdf", 4, False)]}),
    Sample("csv_without_a_name", multipart("mixed", part("text/plain", "see"), part("text/csv", "a;b")), {"text": "see", "files": [("text.csv", "text/csv", 3, False)]}),
    Sample("vcard", multipart("mixed", part("text/plain", "see"), part("text/x-vcard; name=ana.vcf", "BEGIN:VCARD")), {"text": "see", "files": [("ana.vcf", "text/x-vcard", 11, False)]}),
    Sample("binhex_stays_a_file", multipart("mixed", part("text/plain", "see"), part("application/mac-binhex40; name=a.hqx", "(This file must be converted with BinHex 4.0)")), {"text": "see", "files": [("a.hqx", "application/mac-binhex40", 45, False)]}),
    Sample("appledouble", multipart("mixed", part("text/plain", "see"), b'Content-Type: multipart/appledouble; boundary=ad\n\n--ad\n' + part("application/applefile; name=cup.jpg", "fork") + b"\n--ad\n" + part("image/jpeg; name=cup.jpg", _B64, Content_Transfer_Encoding="base64") + b"\n--ad--"),
         {"text": "see", "files": [("cup.jpg", "application/applefile", 4, False), ("cup.jpg", "image/jpeg", len(PHOTO), False)]}),
    Sample("partial", multipart("mixed", part("text/plain", "see"), part("message/partial; id=x@y; number=2; total=3", "the middle")), {"text": "see", "files": [("message.bin", "message/partial", 10, False)]}),
    Sample("external_body", multipart("mixed", part("text/plain", "see"), part('message/external-body; access-type=URL; URL="https://shop.example/cup.pdf"; name=cup.pdf', "Content-Type: application/pdf\n\n")), {"text": "see", "files": [("cup.pdf", "message/external-body", 31, False)]}),
    Sample("empty_file", multipart("mixed", part("text/plain", "see"), part("application/pdf", "", Content_Disposition="attachment; filename=empty.pdf")), {"text": "see", "files": [("empty.pdf", "application/pdf", 0, False)]}),
    Sample("same_name_twice", multipart("mixed", part("text/plain", "see"), *[part("image/png; name=image.png", content) for content in ("a", "bc")]), {"files": [("image.png", "image/png", 1, False), ("image.png", "image/png", 2, False)]}),
    Sample("photo_is_the_whole_mail", head(Content_Type="image/jpeg", Content_Transfer_Encoding="base64", Content_Disposition="inline; filename=cup.jpg") + b"\n" + _B64, {"text": "", "files": [("cup.jpg", "image/jpeg", len(PHOTO), True)]}),
    # inside the text or beside it
    *[
        Sample(f"picture_{label}", multipart("related", part("text/html", f"<p>See <img src='{source}'></p>"), part("image/png; name=a.png", "x", **headers)), {"text": "See", "files": [("a.png", "image/png", 1, is_inline)]})
        for label, source, headers, is_inline in (
            ("with_an_id", "cid:pic@x", {"Content_ID": "<pic@x>"}, True),
            ("with_an_id_without_brackets", "cid:pic@x", {"Content_ID": "pic@x"}, True),
            ("with_an_id_called_attachment", "cid:pic@x", {"Content_ID": "<pic@x>", "Content_Disposition": "attachment; filename=a.png"}, True),
            ("with_an_id_nobody_shows", "cid:other@x", {"Content_ID": "<pic@x>", "Content_Disposition": "attachment; filename=a.png"}, False),
            ("inline_without_an_id", "https://shop.example/a.png", {"Content_Disposition": "inline; filename=a.png"}, True),
            ("without_any_word_of_it", "https://shop.example/a.png", {}, False),
        )
    ],
    Sample("picture_with_an_id_like_outlooks", multipart("related", part("text/html", "<img src=\"cid:image001.png@01D5A.B\">Hello"), part("image/png; name=image001.png", "x", Content_ID="<image001.png@01D5A.B>")), {"content_ids": ["image001.png@01D5A.B"]}),
    Sample("hash_of_the_decoded_bytes", multipart("mixed", part("text/plain", "see"), part("image/jpeg; name=a.jpg", _B64, Content_Transfer_Encoding="base64")), {"contents": [PHOTO]}),
    Sample("html_only_with_a_file", html("<p>x</p>"), {"text": "x", "files": []}),
]  # fmt: skip
