"""Parts, files and bodies."""

import base64

from makegood.testing.mails.words import IT, PHOTO
from makegood.testing.mails.writing import Sample, head, html, mail, multipart, part

SAMPLES = [
    Sample(
        "html_only",
        html("<html><head><title>x</title><style>p{}</style></head><body><p>Hello&nbsp;Bottega,</p><p>it is <b>broken</b>.</p>"
             "<ul><li>cup</li><li>plate</li></ul><a href='https://x.example/p?a=1&amp;b=2'>photos</a><script>bad()</script></body></html>"),
        {"text": "Hello Bottega,\n\nit is broken.\n\n- cup\n- plate\n\nphotos <https://x.example/p?a=1&b=2>"},
    ),
    Sample(
        "html_table",
        html("<table><tr><th>Item</th><th>Qty</th></tr><tr><td>Cup</td><td>2</td></tr></table>"),
        {"text": "Item  Qty\nCup  2"},
    ),
    Sample(
        "alternative_prefers_plain",
        multipart("alternative", part("text/plain; charset=utf-8", IT), part("text/html", "<p>Altro</p>")),
        {"text": IT, "html_has": "<p>Altro</p>"},
    ),
    Sample(
        "empty_plain_beside_html",
        multipart("alternative", part("text/plain", " \n"), part("text/html", "<div>Broken cup</div>")),
        {"text": "Broken cup"},
    ),
    Sample(
        "nested_with_photo_and_inline_picture",
        multipart(
            "mixed",
            b'Content-Type: multipart/related; boundary="in"\n\n--in\n'
            + part("text/html", "<p>See <img src='cid:pic@x'></p>")
            + b"\n--in\n"
            + part("image/png; name=logo.png", base64.encodebytes(b"PNG"), Content_Transfer_Encoding="base64", Content_ID="<pic@x>", Content_Disposition="inline")
            + b"\n--in--",
            part("image/jpeg", base64.encodebytes(PHOTO), Content_Transfer_Encoding="base64", Content_Disposition='attachment; filename="cup.jpg"'),
        ),
        {"text": "See", "files": [("logo.png", "image/png", 3, True), ("cup.jpg", "image/jpeg", len(PHOTO), False)]},
    ),
    Sample(
        "file_name_in_pieces",
        multipart("mixed", part("text/plain", "see"), part("application/pdf", "%PDF", Content_Disposition="attachment;\n filename*0*=utf-8''%D1%81%D1%87;\n filename*1*=%D1%91%D1%82.pdf")),
        {"files": [("счёт.pdf", "application/pdf", 4, False)]},
    ),
    Sample(
        "file_name_as_encoded_word",
        multipart("mixed", part("text/plain", "see"), part('image/png; name="=?utf-8?B?xaF1a2EucG5n?="', "x", Content_Disposition="attachment")),
        {"files": [("šuka.png", "image/png", 1, False)]},
    ),
    Sample(
        "file_name_with_a_path",
        multipart("mixed", part("text/plain", "see"), part("text/plain", "x", Content_Disposition='attachment; filename="../../etc/pass\u202ewd"')),
        {"files": [("pass_wd", "text/plain", 1, False)]},
    ),
    Sample(
        "forwarded_as_attachment",
        multipart("mixed", part("text/plain", "see below"), part("message/rfc822", mail("inside", Subject="Broken cup"))),
        {"text": "see below", "files": [("Broken cup.eml", "message/rfc822", len(mail("inside", Subject="Broken cup")), False)]},
    ),
    Sample("no_boundary_parameter", multipart("mixed", part("text/plain", "Hello"), part("image/png", "x", Content_Disposition="attachment; filename=a.png")).replace(b'; boundary="edge"', b""),
         {"text": "Hello", "files": [("a.png", "image/png", 1, False)]}),
    Sample("boundary_never_closed", multipart("mixed", part("text/plain", "Hello")).replace(b"--edge--\n", b""), {"text": "Hello", "defects": ("no_end_boundary",)}),
    Sample("boundary_that_never_comes", head(Content_Type='multipart/mixed; boundary="gone"') + b"\nHello all the same\n", {"text": "Hello all the same", "defects": ("no_parts",)}),
    Sample("base64_with_rubbish", head(Content_Type="text/plain; charset=utf-8", Content_Transfer_Encoding="base64") + b"\n!!" + base64.b64encode(b"Hello there") + b"\n-- \nlist footer", {"text_starts": "Hello there"}),
    Sample("quoted_printable_cut", head(Content_Type="text/plain; charset=utf-8", Content_Transfer_Encoding="quoted-printable") + b"\ncaff=C3=A8 =\nlungo =3D 1=", {"text": "caffè lungo = 1"}),
    Sample("format_flowed", mail("This goes \non here.\n> quoted \n> too\nend", Content_Type="text/plain; charset=utf-8; format=flowed"), {"text": "This goes on here.\n> quoted too\nend"}),
    Sample("content_type_is_nonsense", mail("Hello", Content_Type="text"), {"text": "Hello"}),
    Sample("only_a_photo", head(Content_Type='image/jpeg; name="a.jpg"', Content_Transfer_Encoding="base64") + b"\n" + base64.encodebytes(PHOTO), {"text": "", "files": [("a.jpg", "image/jpeg", len(PHOTO), False)]}),
    Sample("garbage", bytes(range(256)) * 20, {"from": None}),
    Sample("empty", b"", {"from": None, "text": ""}),
    Sample("no_headers_at_all", b"just words\n\nand more", {"text": "just words\n\nand more"}),
]  # fmt: skip
