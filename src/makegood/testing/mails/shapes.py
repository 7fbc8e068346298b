"""How a mail is put together: boundaries, parts, types, in all their broken forms."""

import base64

from makegood.testing.mails.words import IT, PHOTO
from makegood.testing.mails.writing import Sample, head, html, mail, multipart, part

_PNG = part("image/png", "\x89PNG", Content_Disposition="attachment; filename=a.png").replace(
    "\x89".encode(), b"\x89"
)
_LOGO = part("image/png; name=logo.png", b"\x89PNG", Content_ID="<logo@x>")
_TWO = {"text": "see the photo", "files": [("a.png", "image/png", 4, False)]}
_NESTED = {
    "text": "The cup is broken.",
    "html_has": "<p>The cup is broken.</p>",
    "files": [("a.png", "image/png", 4, False)],
}


def _two(boundary: str = "edge") -> bytes:
    return multipart("mixed", part("text/plain", "see the photo"), _PNG, boundary=boundary)


def _inner(kind: str, *parts: bytes, boundary: str = "in") -> bytes:
    """A multipart as a part of another."""
    lines = b"".join(b"--" + boundary.encode() + b"\n" + one + b"\n" for one in parts)
    return (
        f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'.encode()
        + lines
        + b"--"
        + boundary.encode()
        + b"--\n"
    )


def _alternative(boundary: str = "alt") -> bytes:
    return _inner(
        "alternative",
        part("text/plain", "The cup is broken."),
        part("text/html", "<p>The cup is broken.</p>"),
        boundary=boundary,
    )


def _nested(outer: str, inner: str) -> bytes:
    return multipart("mixed", _alternative(inner), _PNG, boundary=outer)


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
    # boundaries
    Sample("boundary_with_blanks_after_it", _two().replace(b"--edge\n", b"--edge  \t\n"), _TWO),
    Sample("boundary_in_single_quotes", _two().replace(b'"edge"', b"'edge'"), _TWO),
    Sample("boundary_with_its_hyphens_named", _two().replace(b'"edge"', b'"--edge"'), {**_TWO, "defects": ("boundary_misspelt",)}),
    Sample("boundary_in_another_case", _two().replace(b"--edge", b"--EDGE"), {**_TWO, "defects": ("wrong_boundary",)}),
    Sample("boundary_named_wrongly", _two().replace(b'"edge"', b'"other"'), {**_TWO, "defects": ("wrong_boundary",)}),
    Sample("boundary_in_pieces", _two().replace(b'boundary="edge"', b'boundary*0="ed"; boundary*1="ge"'), {**_TWO, "defects": ("boundary_misspelt",)}),
    Sample("boundary_unquoted_with_a_space", _two("an edge").replace(b'"an edge"', b"an edge"), _TWO),
    Sample("boundary_quote_never_closed", _two().replace(b'"edge"', b'"edge'), _TWO),
    Sample("boundary_with_signs", _two("=_(a+b)?/:='x'"), _TWO),
    Sample("boundary_very_long", _two("x" * 280), _TWO),
    Sample("boundary_that_others_begin_with", _nested("edge", "edge-inner"), _NESTED),
    Sample("boundary_that_begins_with_another", _nested("edge-outer", "edge"), _NESTED),
    Sample("inner_boundary_never_closed", _nested("edge", "in").replace(b"--in--\n", b""), _NESTED),
    Sample("boundary_closed_with_a_sign_too_many", _two().replace(b"--edge--", b"--edge-->"), _TWO),
    Sample("boundary_closed_too_early", _two().replace(b"see the photo\n", b"see the photo\n--edge--\n\n"), _TWO),
    Sample("two_mails_in_one_file", _two() + b"From ana@example.org Mon Nov 23\n" + _two(), _TWO),
    Sample("only_crs_and_lfs_mixed", _two().replace(b"--edge\n", b"--edge\r\n"), _TWO),
    Sample("whole_with_crlf", _two().replace(b"\n", b"\r\n"), {**_TWO, "files": [("a.png", "image/png", 4, False)]}),
    Sample("a_line_like_a_boundary_in_the_text", multipart("mixed", part("text/plain", "--edgewise\n-- edge\n --edge\nsee")), {"text": "--edgewise\n-- edge\n --edge\nsee"}),
    # parts
    Sample("part_without_headers", multipart("mixed", b"\nsee the photo", _PNG), _TWO),
    Sample("part_without_headers_nor_blank_line", multipart("mixed", b"see the photo", _PNG), _TWO),
    Sample("part_that_is_empty", multipart("mixed", b"", part("text/plain", "see the photo"), b"\n", _PNG), _TWO),
    Sample("multipart_without_parts", head(Content_Type="multipart/mixed; boundary=edge") + b"\n--edge--\n", {"text": "", "files": []}),
    Sample("multipart_that_is_only_preamble", head(Content_Type="multipart/mixed; boundary=edge") + b"\nThe cup is broken.\n", {"text": "The cup is broken."}),
    Sample("preamble_before_empty_parts", multipart("mixed", part("text/plain", "")).replace(b"--edge\n", b"The cup is broken.\n--edge\n", 1), {"text": "The cup is broken."}),
    Sample("preamble_that_is_the_usual_one", multipart("mixed", part("text/plain", "")).replace(b"--edge\n", b"This is a multi-part message in MIME format.\n--edge\n", 1), {"text": ""}),
    Sample("preamble_beside_words_is_not_read", _two().replace(b"--edge\n", b"You need a newer mail program.\n--edge\n", 1), _TWO),
    Sample("epilogue_beside_words_is_not_read", _two() + b"scanned by the gateway\n", _TWO),
    Sample("multipart_encoded_as_a_whole", head(Content_Type="multipart/mixed; boundary=edge", Content_Transfer_Encoding="base64") + b"\n" + base64.encodebytes(_two().split(b"\n\n", 1)[1]), _TWO),
    Sample("multipart_said_to_be_quoted", _two("=_edge").replace(b"MIME-Version", b"Content-Transfer-Encoding: quoted-printable\nMIME-Version"), _TWO),
    Sample("several_texts_in_a_row", multipart("mixed", part("text/plain", "Hello,"), part("text/plain", "the cup is broken."), part("text/plain", "Ana")), {"text": "Hello,\nthe cup is broken.\nAna"}),
    Sample("html_between_texts", multipart("mixed", part("text/plain", "Hello,"), part("text/html", "<p>the cup</p>"), part("text/plain", "a < b")), {"text": "Hello,\nthe cup\na < b", "html_has": "a &lt; b"}),
    Sample("alternative_then_a_footer", multipart("mixed", _alternative(), part("text/plain", "-- list footer")), {"text": "The cup is broken.\n-- list footer", "html_has": "<p>The cup is broken.</p>"}),
    Sample("alternative_within_related_within_mixed", multipart("mixed", _inner("related", _alternative(), _LOGO), _PNG), {"text": "The cup is broken.", "files": [("logo.png", "image/png", 4, True), ("a.png", "image/png", 4, False)]}),
    Sample("alternative_with_the_picture_inside", multipart("alternative", part("text/plain", "The cup is broken."), _inner("related", part("text/html", "<p>Cup <img src='cid:logo@x'></p>"), _LOGO)),
         {"text": "The cup is broken.", "files": [("logo.png", "image/png", 4, True)]}),
    Sample("apple_puts_html_around_a_file", multipart("alternative", part("text/plain", "Before after"), _inner("mixed", part("text/html", "<p>Before</p>"), _PNG, part("text/html", "<p>after</p>"))),
         {"text": "Before after", "files": [("a.png", "image/png", 4, False)], "html_has": "<p>Before</p>\n<p>after</p>"}),
    Sample("text_after_picture_after_text", multipart("mixed", part("text/plain", "Before"), _PNG, part("text/plain", "after")), {"text": "Before\nafter", "files": [("a.png", "image/png", 4, False)]}),
    # types that are broken
    *[
        Sample(f"type_for_plain_{n}", mail("The cup is broken", Content_Type=value), {"text": "The cup is broken", "files": []})
        for n, value in enumerate(("text", "text/", "Text/Plain; charset", "plain/text", "plain", "TEXT/PLAIN;", '"text/plain"', "text/plain charset=utf-8", "; charset=utf-8", "text/plain, charset=utf-8", "foo", "text / plain", "/"))
    ],
    *[
        Sample(f"type_for_html_{n}", html("<p>The <b>cup</b> is broken</p>", Content_Type=value), {"text": "The cup is broken", "files": []})
        for n, value in enumerate(("html", "TEXT/HTML", "text/html charset=utf-8", "text/HTML;charset=utf-8", "text/htm", '"text/html"', "html/text"))
    ],
    *[
        Sample(f"type_for_multipart_{n}", _two().replace(b"multipart/mixed", value), _TWO)
        for n, value in enumerate((b"Multipart/MIXED", b"multipart", b"multipart/", b"multipart/mixed,", b"mixed", b"multipart/x-unheard-of"))
    ],
    Sample("multipart_said_of_a_single_text", mail("The cup is broken", Content_Type="multipart/mixed"), {"text": "The cup is broken", "defects": ("no_boundary",)}),
    Sample("type_said_twice", _two().replace(b"MIME-Version", b"Content-Type: text/plain\nMIME-Version"), _TWO),
    Sample("type_said_twice_the_second_empty", mail("The cup is broken").replace(b"MIME-Version", b"Content-Type: \nMIME-Version"), {"text": "The cup is broken"}),
    Sample("type_missing", mail("The cup is broken", Content_Type=None), {"text": "The cup is broken"}),
    Sample("type_unknown_is_a_file", multipart("mixed", part("text/plain", "see the photo"), part("x-shop/label", "x")), {"text": "see the photo", "files": [("x-shop.bin", "x-shop/label", 1, False)]}),
    # other forms of text
    Sample("flowed_with_deleted_spaces", mail("日本 \n語の \n文", Content_Type="text/plain; charset=utf-8; format=flowed; delsp=yes"), {"text": "日本語の文"}),
    Sample("flowed_signature_stands_alone", mail("Bye \n-- \nAna", Content_Type="text/plain; charset=utf-8; format=Flowed"), {"text": "Bye \n-- \nAna"}),
    Sample("flowed_with_stuffed_spaces", mail(" From here\n >no quote", Content_Type="text/plain; charset=utf-8; format=flowed"), {"text": "From here\n>no quote"}),
    Sample("enriched", mail("The <bold>cup</bold> is\nbroken.<param>x</param>\n\nAna <<3", Content_Type="text/enriched; charset=utf-8"), {"text": "The cup is broken.\nAna <3"}),
    Sample("richtext", mail("The <bold>cup</bold><nl>is broken <lt>3", Content_Type="text/richtext; charset=utf-8"), {"text": "The cup\nis broken <3"}),
    Sample("markdown", mail("The *cup*", Content_Type="text/markdown; charset=utf-8"), {"text": "The *cup*"}),
    Sample("amp_is_neither_text_nor_file", multipart("alternative", part("text/plain", "The cup"), part("text/x-amp-html", "<html amp4email></html>"), part("text/html", "<p>The cup</p>")), {"text": "The cup", "files": [], "html_has": "<p>The cup</p>"}),
    Sample("xhtml", html("<p>The cup</p>", Content_Type="application/xhtml+xml; charset=utf-8"), {"text": "The cup"}),
]  # fmt: skip
