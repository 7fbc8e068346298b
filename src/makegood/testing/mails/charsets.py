"""Alphabets, told rightly, wrongly and not at all."""

from makegood.testing.mails.words import CS, DE, ES, HU, IT, LT, PL, RU, SR, SR_LATN
from makegood.testing.mails.writing import Sample, head, mail

SAMPLES = [
    Sample("utf8", mail(RU), {"text": RU, "language": "ru", "defects": ()}),
    Sample("windows_1251", mail(RU, "windows-1251"), {"text": RU, "language": "ru", "defects": ()}),
    Sample("koi8_r", mail(RU, "koi8-r"), {"text": RU, "language": "ru", "defects": ()}),
    Sample("iso_8859_2", mail(HU, "iso-8859-2"), {"text": HU, "language": "hu", "defects": ()}),
    Sample("windows_1250", mail(SR_LATN, "windows-1250"), {"text": SR_LATN, "language": "sr-latn"}),
    Sample("windows_1252", mail(ES, "windows-1252"), {"text": ES, "language": "es", "defects": ()}),
    Sample("windows_1257", mail(LT, "windows-1257"), {"text": LT, "language": "lt", "defects": ()}),
    Sample("serbian_cyrillic", mail(SR), {"text": SR, "language": "sr"}),
    Sample("polish", mail(PL, "iso-8859-2"), {"text": PL, "language": "", "defects": ()}),
    Sample("german", mail(DE, "iso-8859-1"), {"text": DE, "language": ""}),
    Sample("czech", mail(CS, "windows-1250"), {"text": CS, "language": ""}),
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
