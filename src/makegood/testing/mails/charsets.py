"""Alphabets, told rightly, wrongly and not at all."""

import unicodedata

from makegood.testing.mails.tongues import ALPHABETS, TONGUES
from makegood.testing.mails.words import CS, DE, ES, HU, IT, LT, PL, RU, SR, SR_LATN
from makegood.testing.mails.writing import Sample, head, mail

JA = "こんにちは、荷物が壊れて届きました。"
ZH = "您好，包裹收到时已经破损。我现在应该怎么办？"


def _in(language: str, charset: str) -> Sample:
    """A customer's words in a charset of old, as its label says."""
    text = "\n".join(TONGUES[language]).replace("’", "'")
    if charset == "windows-1258":
        text = unicodedata.normalize("NFD", text)
    content = text.encode(charset, "ignore")
    raw = head(Content_Type=f"text/plain; charset={charset}", Content_Transfer_Encoding="8bit")
    text = content.decode(charset)
    return Sample(f"{language}_in_{charset}", raw + b"\n" + content, {"text": text, "defects": ()})


def _named(label: str, text: str, codec: str, *defects: str) -> Sample:
    """A label as somebody's program spells it."""
    raw = head(Content_Type=f'text/plain; charset="{label}"', Content_Transfer_Encoding="8bit")
    name = "".join(c if c.isalnum() else "_" for c in label)
    return Sample(
        f"named_{name}", raw + b"\n" + text.encode(codec), {"text": text, "defects": defects}
    )


def _without(name: str, text: str, content: bytes, *defects: str, **headers: str | None) -> Sample:
    raw = head(**{"Content_Type": "text/plain", **headers})
    return Sample(name, raw + b"\n" + content, {"text": text, "defects": defects})


OF_OLD = [
    _in(language, charset) for language, charsets in ALPHABETS.items() for charset in charsets
]
SPELLINGS = [
    _named("ANSI_X3.4-1968", "Hello", "ascii"),
    _named("us-ascii", "Hello", "ascii"),
    _named("_iso-8859-1$ESC", "È rotto", "cp1252"),
    _named("iso8859_1", "È rotto", "cp1252"),
    _named("ISO 8859-1", "È rotto", "cp1252"),
    _named("latin-1", "È rotto", "cp1252"),
    _named(
        "x-ansi",
        "È arrivato rotto il pacco di Nicolò",
        "cp1252",
        "charset_unknown",
        "charset_detected",
    ),
    _named("cp-850", "È rotto", "cp850"),
    _named("ibm852", "Šta sada", "cp852"),
    _named("win-1251", RU, "cp1251"),
    _named("windows1251", RU, "cp1251"),
    _named("cp1251", RU, "cp1251"),
    _named("ansi-1251", RU, "cp1251"),
    _named("koi8r", RU, "koi8-r"),
    _named("KOI8-RU", TONGUES["uk"][0], "koi8-u"),
    _named("x-mac-cyrillic", RU, "mac-cyrillic"),
    _named("macintosh", IT, "mac-roman"),
    _named("x-sjis", JA, "cp932"),
    _named("MS_Kanji", JA, "cp932"),
    _named("windows-31j", JA, "cp932"),
    _named("x-euc-jp", JA, "euc-jp"),
    _named("gb_2312-80", ZH, "gb18030"),
    _named("x-gbk", ZH, "gbk"),
    _named("ks_c_5601-1987", "소포가 파손", "cp949"),
    _named("korean", "소포가 파손", "cp949"),
    _named("big5-eten", "包裹收到", "cp950"),
    _named("unicode-1-1-utf-7", "caffè e tè", "utf-7"),
    _named("utf8", IT, "utf-8"),
    _named("utf-8mb4", IT, "utf-8"),
    _named("utf8mb4", IT, "utf-8"),
    _named("UTF-8;format=flowed", IT, "utf-8"),
    _named("=utf-8", IT, "utf-8"),
    _named("65001", IT, "utf-8"),
    _named("default", RU, "cp1251", "charset_unknown", "charset_detected"),
    _named("8bit", RU, "koi8-r", "charset_unknown", "charset_detected"),
    _named("x-unknown", RU, "utf-8", "charset_unknown"),
    _named("idna", "Hello – you", "utf-8", "charset_unknown"),
]
ODD = [
    _without(
        "utf16_le_without_bom",
        RU,
        RU.encode("utf-16-le"),
        Content_Type="text/plain; charset=utf-16",
    ),
    _without(
        "utf16_be_without_bom",
        RU,
        RU.encode("utf-16-be"),
        Content_Type="text/plain; charset=utf-16",
    ),
    _without(
        "utf16_whose_newline_is_cut",
        RU,
        RU.encode("utf-16-be") + b"\0",
        Content_Type="text/plain; charset=utf-16",
    ),
    _without(
        "utf16_without_a_word", "Hello there", "Hello there".encode("utf-16-le"), "charset_detected"
    ),
    _without(
        "utf16_only_said",
        IT,
        IT.encode(),
        "charset_mislabelled",
        Content_Type="text/plain; charset=utf-16",
    ),
    _without("utf8_with_bom", IT, b"\xef\xbb\xbf" + IT.encode()),
    _without("gb18030_with_bom", ZH, "\ufeff".encode("gb18030") + ZH.encode("gb18030")),
    _without(
        "cesu8",
        "Thanks 📦",
        b"Thanks \xed\xa0\xbd\xed\xb3\xa6",
        Content_Type="text/plain; charset=utf-8",
    ),
    _without(
        "utf8_with_a_line_of_latin1",
        f"{IT} {IT}\nPerché?",
        f"{IT} {IT}\n".encode() + b"Perch\xe9?",
        "charset_replaced",
        Content_Type="text/plain; charset=utf-8",
    ),
    _without(
        "latin1_that_is_cp1251",
        RU,
        RU.encode("cp1251"),
        "charset_mislabelled",
        Content_Type="text/plain; charset=iso-8859-1",
    ),
    _without(
        "latin1_that_is_greek",
        TONGUES["el"][0],
        TONGUES["el"][0].encode("cp1253"),
        "charset_mislabelled",
        Content_Type="text/plain; charset=iso-8859-1",
    ),
    _without(
        "iso_8859_2_that_is_windows",
        "Šta „sada“? Želim…",
        "Šta „sada“? Želim…".encode("cp1250"),
        Content_Type="text/plain; charset=iso-8859-2",
    ),
    _without(
        "gb2312_that_is_utf8",
        ZH,
        ZH.encode(),
        "charset_mislabelled",
        Content_Type="text/plain; charset=gb2312",
    ),
    _without(
        "big5_that_is_gbk",
        ZH,
        ZH.encode("gb18030"),
        "charset_wrong",
        "charset_detected",
        Content_Type="text/plain; charset=utf-8",
    ),
    _without(
        "koi8r_with_ukrainian",
        TONGUES["uk"][0] + " її",
        (TONGUES["uk"][0] + " її").encode("koi8-u"),
        Content_Type="text/plain; charset=koi8-r",
    ),
    _without("iso_2022_jp_unlabelled", JA, JA.encode("iso-2022-jp")),
    _without(
        "iso_2022_jp_of_windows",
        "①番の㈱",
        b"\x1b$B-!HV$N-j\x1b(B",
        Content_Type="text/plain; charset=iso-2022-jp",
    ),
    _without(
        "iso_2022_jp_half_width",
        "ｱｲｳ",
        b"\x1b(I123\x1b(B",
        Content_Type="text/plain; charset=iso-2022-jp",
    ),
    _without(
        "iso_2022_jp_never_switched_back",
        "荷物\nHello",
        b"\x1b$B2YJ*\nHello",
        Content_Type="text/plain; charset=iso-2022-jp",
    ),
    _without(
        "hz_with_a_plain_tilde",
        "about ~ 20",
        b"about ~ 20",
        "charset_wrong",
        Content_Type="text/plain; charset=hz-gb-2312",
    ),
    _without(
        "utf7_that_is_not",
        "C++ and a+b",
        b"C++ and a+b",
        "charset_wrong",
        Content_Type="text/plain; charset=utf-7",
    ),
    _without(
        "utf7_with_half_a_letter",
        "a \ufffd b",
        b"a +2D0- b",
        Content_Type="text/plain; charset=utf-7",
    ),
    _without(
        "mojibake_stays", "Ã¨ rotto", "Ã¨ rotto".encode(), Content_Type="text/plain; charset=utf-8"
    ),
    _without(
        "cp1252_with_an_undefined_byte",
        "È “rotto” \x81",
        "È “rotto” ".encode("cp1252") + b"\x81",
        Content_Type="text/plain; charset=windows-1252",
    ),
    _without(
        "charset_said_in_html",
        RU,
        b"<html><head><meta charset=koi8-r></head><body>" + RU.encode("koi8-r"),
        Content_Type="text/html",
    ),
    _without(
        "charset_said_in_html_of_old",
        RU,
        b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><body>'
        + RU.encode("cp1251"),
        Content_Type="text/html",
    ),
    _without(
        "charset_said_in_xml",
        RU,
        b'<?xml version="1.0" encoding="koi8-r"?><html><body>'
        + RU.encode("koi8-r")
        + b"</body></html>",
        Content_Type="text/html",
    ),
    _without(
        "html_that_says_utf16",
        RU,
        b"<meta charset=utf-16><body>" + RU.encode(),
        Content_Type="text/html",
    ),
]
PLAIN = [
    Sample("utf8", mail(RU), {"text": RU, "language": "ru", "defects": ()}),
    Sample("windows_1251", mail(RU, "windows-1251"), {"text": RU, "language": "ru", "defects": ()}),
    Sample("koi8_r", mail(RU, "koi8-r"), {"text": RU, "language": "ru", "defects": ()}),
    Sample("iso_8859_2", mail(HU, "iso-8859-2"), {"text": HU, "language": "hu", "defects": ()}),
    Sample("windows_1250", mail(SR_LATN, "windows-1250"), {"text": SR_LATN, "language": "sr-latn"}),
    Sample("windows_1252", mail(ES, "windows-1252"), {"text": ES, "language": "es", "defects": ()}),
    Sample("windows_1257", mail(LT, "windows-1257"), {"text": LT, "language": "lt", "defects": ()}),
    Sample("serbian_cyrillic", mail(SR), {"text": SR, "language": "sr"}),
    Sample("polish", mail(PL, "iso-8859-2"), {"text": PL, "language": "pl", "defects": ()}),
    Sample("german", mail(DE, "iso-8859-1"), {"text": DE, "language": "de"}),
    Sample("czech", mail(CS, "windows-1250"), {"text": CS, "language": "cs"}),
    Sample(
        "latin1_that_is_windows",
        head(Content_Type="text/plain; charset=iso-8859-1")
        + b"\nIt cost 20 \x80 \x96 \x93too much\x94",
        {"text": "It cost 20 € – “too much”", "defects": ()},
    ),
    Sample(
        "latin1_that_is_utf8",
        head(Content_Type="text/plain; charset=iso-8859-1") + b"\n" + IT.encode(),
        {"text": IT, "language": "it", "defects": ("charset_mislabelled",)},
    ),
    Sample(
        "unknown_charset",
        head(Content_Type="text/plain; charset=x-klingon") + b"\n" + RU.encode("windows-1251"),
        {"text": RU, "defects": ("charset_unknown", "charset_detected")},
    ),
    Sample(
        "no_charset_koi8",
        head(Content_Type="text/plain") + b"\n" + RU.encode("koi8-r"),
        {"text": RU, "defects": ("charset_detected",)},
    ),
    Sample(
        "ascii_that_is_hungarian",
        head(Content_Type="text/plain; charset=us-ascii")
        + b"\n"
        + "Az őrült bögre eltörött, kérem".encode("cp1250"),
        {"text": "Az őrült bögre eltörött, kérem", "defects": ("charset_detected",)},
    ),
    Sample(
        "utf8_that_is_lithuanian_windows",
        head(Content_Type="text/plain; charset=utf-8") + b"\n" + LT.encode("cp1257"),
        {"text": LT, "defects": ("charset_wrong", "charset_detected")},
    ),
    Sample(
        "utf8_cut_in_a_letter",
        head(Content_Type="text/plain; charset=utf-8") + b"\n" + (RU * 3).encode()[:-1] + b"\xd0",
        {"text": (RU * 3)[:-1] + "\ufffd", "defects": ("charset_replaced",)},
    ),
    Sample(
        "an_old_footer_under_a_new_text",
        head(Content_Type="text/plain; charset=utf-8", Content_Transfer_Encoding="8bit")
        + b"\n"
        + "Atención, señor.\n\n".encode()
        + "A divulgação, a distribuição, a revelação e a cópia são proibidas.".encode("latin-1"),
        {
            "text": "Atención, señor.\n\nA divulgação, a distribuição, a revelação e a cópia são proibidas.",
            "defects": ("charset_wrong", "charset_detected"),
        },
    ),
    Sample(
        "utf16_with_bom",
        head(Content_Type="text/plain") + b"\n" + b"\xff\xfe" + "Hello".encode("utf-16-le"),
        {"text": "Hello"},
    ),
    Sample(
        "misspelt_charset",
        mail(RU, "windows-1251").replace(b"windows-1251", b'"WIN-1251"'),
        {"text": RU, "defects": ()},
    ),
]
SAMPLES = [*PLAIN, *OF_OLD, *SPELLINGS, *ODD]
