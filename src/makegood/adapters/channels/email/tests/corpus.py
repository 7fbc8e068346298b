"""Mails written for this desk, odd and ordinary, each with what must be read from it."""

import base64
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Case:
    """`expected` names fields of `Inbound`; only those named are compared."""

    name: str
    raw: bytes
    expected: dict[str, Any]


def head(**overrides: str | None) -> bytes:
    """A plain header block; a None takes a header out, underscores are hyphens."""
    lines = {
        "From": "Ana Rossi <ana@example.org>",
        "To": "Desk <desk@shop.example>",
        "Subject": "Order W-1001",
        "Date": "Mon, 23 Nov 2026 10:00:00 +0100",
        "Message-ID": "<one@example.org>",
        "MIME-Version": "1.0",
    }
    for name, value in overrides.items():
        lines[name.replace("_", "-")] = value  # type: ignore[assignment]
    return "".join(
        f"{name}: {value}\n" for name, value in lines.items() if value is not None
    ).encode()


def mail(body: str, charset: str = "utf-8", **overrides: str | None) -> bytes:
    overrides = {
        "Content_Type": f"text/plain; charset={charset}",
        "Content_Transfer_Encoding": "8bit",
        **overrides,
    }
    return head(**overrides) + b"\n" + body.encode(charset if charset != "x-unknown" else "utf-8")


def html(body: str, **overrides: str | None) -> bytes:
    overrides = {
        "Content_Type": "text/html; charset=utf-8",
        "Content_Transfer_Encoding": "8bit",
        **overrides,
    }
    return head(**overrides) + b"\n" + body.encode()


def multipart(kind: str, *parts: bytes, boundary: str = "edge", **overrides: str | None) -> bytes:
    top = head(Content_Type=f'multipart/{kind}; boundary="{boundary}"', **overrides) + b"\n"
    return (
        top
        + b"".join(b"--" + boundary.encode() + b"\n" + part + b"\n" for part in parts)
        + b"--"
        + boundary.encode()
        + b"--\n"
    )


def part(content_type: str, body: bytes | str, **headers: str) -> bytes:
    extra = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in headers.items())
    body = body.encode() if isinstance(body, str) else body
    return f"Content-Type: {content_type}\n{extra}\n".encode() + body


PHOTO = bytes(range(256)) * 4
RU, LT, HU, ES, IT = (
    "Здравствуйте, посылка пришла разбитой. Что мне теперь делать?",
    "Laba diena, siunta atėjo sudužusi. Ką man dabar daryti?",
    "Jó napot, a csomag összetörve érkezett. Mit tegyek most?",
    "Buenos días, el paquete llegó roto. ¿Qué hago ahora?",
    "Buongiorno, il pacco è arrivato rotto. Cosa faccio adesso?",
)
SR, SR_LATN = (
    "Добар дан, пакет је стигао поломљен. Шта сада да радим?",
    "Dobar dan, paket je stigao polomljen. Šta sada da radim, molim vas?",
)
PL, CS, DE = (
    "Dzień dobry, paczka przyszła uszkodzona. Co mam teraz zrobić?",
    "Dobrý den, balíček přišel rozbitý. Co mám teď dělat?",
    "Guten Tag, das Paket kam beschädigt an. Was soll ich jetzt tun?",
)


def _reply(name: str, text: str, quotation: str, **expected: Any) -> Case:
    return Case(
        f"reply_{name}",
        mail(f"{text}\n\n{quotation}"),
        {
            "reply_text": text,
            "quoted_text": "\n".join(line.rstrip() for line in quotation.split("\n")),
            **expected,
        },
    )


QUOTED = "> Dear Ana,\n> it leaves on Friday.\n> Bottega"

CHARSETS = [
    Case("utf8", mail(RU), {"text": RU, "language": "ru", "defects": ()}),
    Case("windows_1251", mail(RU, "windows-1251"), {"text": RU, "language": "ru", "defects": ()}),
    Case("koi8_r", mail(RU, "koi8-r"), {"text": RU, "language": "ru", "defects": ()}),
    Case("iso_8859_2", mail(HU, "iso-8859-2"), {"text": HU, "language": "hu", "defects": ()}),
    Case("windows_1250", mail(SR_LATN, "windows-1250"), {"text": SR_LATN, "language": "sr-latn"}),
    Case("windows_1252", mail(ES, "windows-1252"), {"text": ES, "language": "es", "defects": ()}),
    Case("windows_1257", mail(LT, "windows-1257"), {"text": LT, "language": "lt", "defects": ()}),
    Case("serbian_cyrillic", mail(SR), {"text": SR, "language": "sr"}),
    Case("polish", mail(PL, "iso-8859-2"), {"text": PL, "language": "", "defects": ()}),
    Case("german", mail(DE, "iso-8859-1"), {"text": DE, "language": ""}),
    Case("czech", mail(CS, "windows-1250"), {"text": CS, "language": ""}),
    Case(
        "latin1_that_is_windows",
        head(Content_Type="text/plain; charset=iso-8859-1")
        + b"\nIt cost 20 \x80 \x96 \x93too much\x94",
        {"text": "It cost 20 € – “too much”", "defects": ()},
    ),
    Case(
        "latin1_that_is_utf8",
        head(Content_Type="text/plain; charset=iso-8859-1") + b"\n" + IT.encode(),
        {"text": IT, "language": "it", "defects": ("charset_mislabelled",)},
    ),
    Case(
        "unknown_charset",
        head(Content_Type="text/plain; charset=x-klingon") + b"\n" + RU.encode("windows-1251"),
        {"text": RU, "defects": ("charset_unknown", "charset_detected")},
    ),
    Case(
        "no_charset_koi8",
        head(Content_Type="text/plain") + b"\n" + RU.encode("koi8-r"),
        {"text": RU, "defects": ("charset_detected",)},
    ),
    Case(
        "ascii_that_is_hungarian",
        head(Content_Type="text/plain; charset=us-ascii")
        + b"\n"
        + "Az őrült bögre eltörött, kérem".encode("cp1250"),
        {"text": "Az őrült bögre eltörött, kérem", "defects": ("charset_detected",)},
    ),
    Case(
        "utf8_that_is_lithuanian_windows",
        head(Content_Type="text/plain; charset=utf-8") + b"\n" + LT.encode("cp1257"),
        {"text": LT, "defects": ("charset_wrong", "charset_detected")},
    ),
    Case(
        "utf8_cut_in_a_letter",
        head(Content_Type="text/plain; charset=utf-8") + b"\n" + (RU * 3).encode()[:-1] + b"\xd0",
        {"text": (RU * 3)[:-1] + "\ufffd", "defects": ("charset_replaced",)},
    ),
    Case(
        "utf16_with_bom",
        head(Content_Type="text/plain") + b"\n" + b"\xff\xfe" + "Hello".encode("utf-16-le"),
        {"text": "Hello"},
    ),
    Case(
        "misspelt_charset",
        mail(RU, "windows-1251").replace(b"windows-1251", b'"WIN-1251"'),
        {"text": RU, "defects": ()},
    ),
]

HEADERS = [
    Case("no_sender", mail("Hello", From=None), {"sender": None, "text": "Hello", "defects": ("no_sender",)}),
    Case("no_message_id", mail("Hello", Message_ID=None), {"message_id": "", "defects": ("no_message_id",)}),
    Case("sender_without_brackets", mail("Hello", From="ana@example.org"), {"from": ("", "ana@example.org")}),
    Case("sender_in_comment_style", mail("Hello", From="ana@example.org (Ana Rossi)"), {"from": ("Ana Rossi", "ana@example.org")}),
    Case("sender_twice", mail("Hello", From='"ana@example.org" <ANA@Example.org>'), {"from": ("", "ana@example.org")}),
    Case("sender_encoded_whole", mail("Hello", From="=?utf-8?Q?Ana_=C5=BD_<ana@example.org>?="), {"from": ("Ana Ž", "ana@example.org")}),
    Case("sender_with_comma", mail("Hello", From='"Rossi, Ana" <ana@example.org>'), {"from": ("Rossi, Ana", "ana@example.org")}),
    Case(
        "subject_split_inside_a_letter",
        mail("Hello", Subject="=?utf-8?B?0J/QvtGB0YvQu9C60LAg0L/RgNC40Q==?=\n =?UTF-8?B?iNC70LA=?="),
        {"subject": "Посылка пришла"},
    ),
    Case(
        "subject_raw_eight_bit",
        head(Content_Type="text/plain; charset=windows-1251", Subject="@@") .replace(b"@@", "Посылка не пришла".encode("cp1251")) + b"\n" + RU.encode("cp1251"),
        {"subject": "Посылка не пришла"},
    ),
    Case("subject_mixed_charsets", mail("Hello", Subject="Re: =?koi8-r?B?8M/T2czLwQ==?= =?windows-1252?Q?caff=E8?="), {"subject": "Re: Посылкаcaffè"}),
    Case("subject_folded", mail("Hello", Subject="Where\n\tis my\n  parcel"), {"subject": "Where is my parcel"}),
    Case("bad_date", mail("Hello", Date="yesterday evening"), {"sent_at": None, "defects": ("bad_date",)}),
    Case("date_in_iso", mail("Hello", Date="2026-11-23 10:00:00+01:00"), {"sent_at_iso": "2026-11-23T09:00:00+00:00"}),
    Case("date_with_zone_name", mail("Hello", Date="Mon, 23 Nov 2026 10:00:00 GMT"), {"sent_at_iso": "2026-11-23T10:00:00+00:00"}),
    Case(
        "references_wrapped_in_junk",
        mail("Hello", References="<a@x>\n <b@y>junk <c@z>,<a@x>", In_Reply_To="Your message of Monday <c@z>"),
        {"references": ("a@x", "b@y", "c@z"), "in_reply_to": "c@z"},
    ),
    Case(
        "five_thousand_recipients",
        mail("Hello", To=",\n ".join(f"Person {n} <p{n}@example.org>" for n in range(5000))),
        {"recipients_count": 5000, "text": "Hello"},
    ),
    Case("recipients_from_every_header", mail("Hello", Delivered_To="desk+tok@shop.example", X_Original_To="info@shop.example"),
         {"recipients": ("desk@shop.example", "desk+tok@shop.example", "info@shop.example")}),
    Case("undisclosed", mail("Hello", To="undisclosed-recipients:;"), {"to": ()}),
    Case("mbox_line_first", b"From ana@example.org Mon Nov 23\n" + mail("Hello"), {"subject": "Order W-1001", "text": "Hello"}),
    Case("bare_cr", mail("Hello\nthere").replace(b"\n", b"\r"), {"subject": "Order W-1001", "text": "Hello\nthere"}),
    Case("crlf", mail("Hello\nthere").replace(b"\n", b"\r\n"), {"subject": "Order W-1001", "text": "Hello\nthere"}),
    Case("bad_line_between_headers", mail("Hello").replace(b"Subject:", b"this is no header\nSubject:"), {"subject": "Order W-1001", "text": "Hello", "defects": ("bad_header_line",)}),
]  # fmt: skip

SHAPES = [
    Case(
        "html_only",
        html("<html><head><title>x</title><style>p{}</style></head><body><p>Hello&nbsp;Bottega,</p><p>it is <b>broken</b>.</p>"
             "<ul><li>cup</li><li>plate</li></ul><a href='https://x.example/p?a=1&amp;b=2'>photos</a><script>bad()</script></body></html>"),
        {"text": "Hello Bottega,\n\nit is broken.\n\n- cup\n- plate\n\nphotos <https://x.example/p?a=1&b=2>"},
    ),
    Case(
        "html_table",
        html("<table><tr><th>Item</th><th>Qty</th></tr><tr><td>Cup</td><td>2</td></tr></table>"),
        {"text": "Item  Qty\nCup  2"},
    ),
    Case(
        "alternative_prefers_plain",
        multipart("alternative", part("text/plain; charset=utf-8", IT), part("text/html", "<p>Altro</p>")),
        {"text": IT, "html_has": "<p>Altro</p>"},
    ),
    Case(
        "empty_plain_beside_html",
        multipart("alternative", part("text/plain", " \n"), part("text/html", "<div>Broken cup</div>")),
        {"text": "Broken cup"},
    ),
    Case(
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
    Case(
        "file_name_in_pieces",
        multipart("mixed", part("text/plain", "see"), part("application/pdf", "%PDF", Content_Disposition="attachment;\n filename*0*=utf-8''%D1%81%D1%87;\n filename*1*=%D1%91%D1%82.pdf")),
        {"files": [("счёт.pdf", "application/pdf", 4, False)]},
    ),
    Case(
        "file_name_as_encoded_word",
        multipart("mixed", part("text/plain", "see"), part('image/png; name="=?utf-8?B?xaF1a2EucG5n?="', "x", Content_Disposition="attachment")),
        {"files": [("šuka.png", "image/png", 1, False)]},
    ),
    Case(
        "file_name_with_a_path",
        multipart("mixed", part("text/plain", "see"), part("text/plain", "x", Content_Disposition='attachment; filename="../../etc/pass\u202ewd"')),
        {"files": [("pass_wd", "text/plain", 1, False)]},
    ),
    Case(
        "forwarded_as_attachment",
        multipart("mixed", part("text/plain", "see below"), part("message/rfc822", mail("inside", Subject="Broken cup"))),
        {"text": "see below", "files": [("Broken cup.eml", "message/rfc822", len(mail("inside", Subject="Broken cup")), False)]},
    ),
    Case("no_boundary_parameter", multipart("mixed", part("text/plain", "Hello"), part("image/png", "x", Content_Disposition="attachment; filename=a.png")).replace(b'; boundary="edge"', b""),
         {"text": "Hello", "files": [("a.png", "image/png", 1, False)]}),
    Case("boundary_never_closed", multipart("mixed", part("text/plain", "Hello")).replace(b"--edge--\n", b""), {"text": "Hello", "defects": ("no_end_boundary",)}),
    Case("boundary_that_never_comes", head(Content_Type='multipart/mixed; boundary="gone"') + b"\nHello all the same\n", {"text": "Hello all the same", "defects": ("no_parts",)}),
    Case("base64_with_rubbish", head(Content_Type="text/plain; charset=utf-8", Content_Transfer_Encoding="base64") + b"\n!!" + base64.b64encode(b"Hello there") + b"\n-- \nlist footer", {"text_starts": "Hello there"}),
    Case("quoted_printable_cut", head(Content_Type="text/plain; charset=utf-8", Content_Transfer_Encoding="quoted-printable") + b"\ncaff=C3=A8 =\nlungo =3D 1=", {"text": "caffè lungo = 1"}),
    Case("format_flowed", mail("This goes \non here.\n> quoted \n> too\nend", Content_Type="text/plain; charset=utf-8; format=flowed"), {"text": "This goes on here.\n> quoted too\nend"}),
    Case("content_type_is_nonsense", mail("Hello", Content_Type="text"), {"text": "Hello"}),
    Case("only_a_photo", head(Content_Type='image/jpeg; name="a.jpg"', Content_Transfer_Encoding="base64") + b"\n" + base64.encodebytes(PHOTO), {"text": "", "files": [("a.jpg", "image/jpeg", len(PHOTO), False)]}),
    Case("garbage", bytes(range(256)) * 20, {"from": None}),
    Case("empty", b"", {"from": None, "text": ""}),
    Case("no_headers_at_all", b"just words\n\nand more", {"text": "just words\n\nand more"}),
]  # fmt: skip

_DSN = part(
    "message/delivery-status",
    "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b.example\nAction: %s\nStatus: 5.1.1\n",
)
AUTOMATIC = [
    Case("auto_submitted", mail("Back on Monday", Auto_Submitted="auto-replied"), {"auto": "auto_reply"}),
    Case("auto_submitted_no", mail("Hello", Auto_Submitted="no"), {"auto": "none"}),
    Case("exchange_out_of_office", mail("Away", Subject="Automatische Antwort: Ihre Anfrage"), {"auto": "auto_reply"}),
    Case("russian_auto_reply", mail("Я в отпуске", Subject="Автоответ: заказ"), {"auto": "auto_reply"}),
    Case("suppress_header", mail("Status", X_Auto_Response_Suppress="All"), {"auto": "auto_reply"}),
    Case("x_autoreply", mail("Away", X_Autoreply="yes"), {"auto": "auto_reply"}),
    Case("mailing_list", mail("News", List_Id="<news.example.org>"), {"auto": "list"}),
    Case("precedence_bulk", mail("News", Precedence="bulk"), {"auto": "list"}),
    Case("bounce_dsn", multipart("report; report-type=delivery-status", part("text/plain", "Failed"), _DSN.replace(b"%s", b"failed"), From="Mail Delivery System <mailer-daemon@x.example>"),
         {"auto": "bounce", "text": "Failed"}),
    Case("delay_dsn", multipart("report", part("text/plain", "Later"), _DSN.replace(b"%s", b"delayed")), {"auto": "delay"}),
    Case("bounce_qmail", mail("Hi. This is the qmail-send program.", From="MAILER-DAEMON@x.example", Subject="failure notice", Return_Path="<>"), {"auto": "bounce"}),
    Case("bounce_gmail_header", mail("Address not found", X_Failed_Recipients="a@b.example"), {"auto": "bounce"}),
    Case("empty_return_path", mail("I am a machine", Return_Path="<>"), {"auto": "auto_reply"}),
    Case("read_receipt", multipart("report", part("text/plain", "Read"), part("message/disposition-notification", "Disposition: manual-action; displayed")), {"auto": "read_receipt"}),
    Case("feedback_loop", multipart("report", part("text/plain", "abuse"), part("message/feedback-report", "Feedback-Type: abuse")), {"auto": "feedback_loop"}),
    Case("invitation", multipart("alternative", part("text/plain", "Meet"), part("text/calendar; method=REQUEST", "BEGIN:VCALENDAR")), {"auto": "calendar", "text": "Meet"}),
    Case("a_bounce_inside_a_forward_is_a_persons_mail", multipart("mixed", part("text/plain", "Look what came back"), part("message/rfc822", multipart("report", part("text/plain", "Failed"), _DSN.replace(b"%s", b"failed"), boundary="in"))),
         {"auto": "none", "text": "Look what came back"}),
]  # fmt: skip

_OUTLOOK = "{0}: Bottega <desk@shop.example>\n{1}: Monday, 23 November 2026 10:00\n{2}: Ana <ana@example.org>\n{3}: Order\n\nDear Ana, it leaves on Friday."
_UNQUOTED = "Dear Ana,\nit leaves on Friday."
REPLIES = [
    _reply("gmail_en", "And when?", f"On Mon, Nov 23, 2026 at 10:00 AM Bottega <desk@shop.example>\nwrote:\n\n{QUOTED}"),
    _reply("gmail_it", IT, f"Il giorno lun 23 nov 2026 alle ore 10:00 Bottega <desk@shop.example> ha\nscritto:\n\n{QUOTED}", language="it"),
    _reply("gmail_es", ES, f"El lun, 23 nov 2026 a las 10:00, Bottega (<desk@shop.example>)\nescribió:\n\n{QUOTED}", language="es"),
    _reply("gmail_lt", LT, f"2026-11-23, pr, 10:00 Bottega <desk@shop.example> rašė:\n\n{QUOTED}", language="lt"),
    _reply("gmail_hu", HU, f"Bottega <desk@shop.example> ezt írta (időpont: 2026. nov. 23., H, 10:00):\n\n{QUOTED}", language="hu"),
    _reply("gmail_ru", RU, f"пн, 23 нояб. 2026 г. в 10:00, Bottega <desk@shop.example>:\n\n{QUOTED}", language="ru"),
    _reply("gmail_sr", SR, f"пон, 23. нов 2026. у 10:00 Bottega <desk@shop.example> је написао/ла:\n\n{QUOTED}", language="sr"),
    _reply("gmail_sr_latn", SR_LATN, f"pon, 23. nov 2026. u 10:00 Bottega <desk@shop.example> je napisao/la:\n\n{QUOTED}", language="sr-latn"),
    _reply("gmail_de", DE, f"Am Mo., 23. Nov. 2026 um 10:00 Uhr schrieb Bottega <\ndesk@shop.example>:\n\n{QUOTED}"),
    _reply("gmail_fr", "Et quand ?", f"Le lun. 23 nov. 2026 à 10:00, Bottega <desk@shop.example> a écrit :\n\n{QUOTED}"),
    _reply("gmail_pl", PL, f"pon., 23 lis 2026 o 10:00 Bottega <desk@shop.example> napisał(a):\n\n{QUOTED}"),
    _reply("gmail_nl", "En wanneer?", f"Op ma 23 nov 2026 om 10:00 schreef Bottega <desk@shop.example>:\n\n{QUOTED}"),
    _reply("gmail_pt", "E quando?", f"Em seg., 23 de nov. de 2026 às 10:00, Bottega <desk@shop.example> escreveu:\n\n{QUOTED}"),
    _reply("thunderbird_en", "And when?", f"On 23/11/2026 10:00, Bottega wrote:\n{QUOTED}"),
    _reply("thunderbird_ru", RU, f"23.11.2026 10:00, Bottega пишет:\n{QUOTED}"),
    _reply("thunderbird_hu", HU, f"2026. 11. 23. 10:00 keltezéssel, Bottega írta:\n{QUOTED}"),
    _reply("thunderbird_it", IT, f"Il 23/11/2026 10:00, Bottega ha scritto:\n{QUOTED}"),
    _reply("thunderbird_lt", LT, f"2026-11-23 10:00, Bottega rašė:\n{QUOTED}"),
    _reply("apple_en", "And when?", f"> On 23 Nov 2026, at 10:00, Bottega <desk@shop.example> wrote:\n> \n{QUOTED}"),
    _reply("apple_es", ES, f"> El 23 nov 2026, a las 10:00, Bottega <desk@shop.example> escribió:\n> \n{QUOTED}"),
    _reply("mail_ru", RU, f"Понедельник, 23 ноября 2026, 10:00 +03:00 от Bottega <desk@shop.example>:\n\n{QUOTED}"),
    _reply("mail_ru_unquoted", RU, f"Понедельник, 23 ноября 2026, 10:00 +03:00 от Bottega <desk@shop.example>:\n\n{_UNQUOTED}"),
    _reply("yandex", RU, f'23.11.2026, 10:00, "Bottega" <desk@shop.example>:\n\n{QUOTED}'),
    _reply("gmx", DE, "Gesendet: Montag, 23. November 2026 um 10:00 Uhr\nVon: Bottega <desk@shop.example>\nAn: ana@example.org\nBetreff: Order\n\n" + _UNQUOTED),
    _reply("outlook_en", "And when?", _OUTLOOK.format("From", "Sent", "To", "Subject")),
    _reply("outlook_en_rule", "And when?", "________________________________\n" + _OUTLOOK.format("From", "Sent", "To", "Subject")),
    _reply("outlook_it", IT, _OUTLOOK.format("Da", "Inviato", "A", "Oggetto")),
    _reply("outlook_es", ES, _OUTLOOK.format("De", "Enviado el", "Para", "Asunto")),
    _reply("outlook_hu", HU, _OUTLOOK.format("Feladó", "Elküldve", "Címzett", "Tárgy")),
    _reply("outlook_ru", RU, _OUTLOOK.format("От", "Отправлено", "Кому", "Тема")),
    _reply("outlook_lt", LT, _OUTLOOK.format("Nuo", "Išsiųsta", "Kam", "Tema")),
    _reply("outlook_sr", SR, _OUTLOOK.format("Од", "Послато", "За", "Тема")),
    _reply("outlook_sr_latn", SR_LATN, _OUTLOOK.format("Od", "Poslato", "Za", "Tema")),
    _reply("outlook_de", DE, _OUTLOOK.format("Von", "Gesendet", "An", "Betreff")),
    _reply("outlook_fr", "Et quand ?", _OUTLOOK.format("De", "Envoyé", "À", "Objet")),
    _reply("outlook_original", "And when?", "-----Original Message-----\n" + _OUTLOOK.format("From", "Sent", "To", "Subject")),
    _reply("outlook_original_de", DE, "-----Ursprüngliche Nachricht-----\n" + _OUTLOOK.format("Von", "Gesendet", "An", "Betreff")),
    Case("reply_below", mail(f"On 23/11/2026 10:00, Bottega wrote:\n{QUOTED}\n\nAnd when?"),
         {"reply_text": "And when?", "quoted_text": f"On 23/11/2026 10:00, Bottega wrote:\n{QUOTED}"}),
    Case("reply_between_the_lines", mail("On 23/11/2026 10:00, Bottega wrote:\n> Is it the cup?\nYes, the cup.\n> Which colour?\nBlue."),
         {"reply_text": "On 23/11/2026 10:00, Bottega wrote:\n> Is it the cup?\nYes, the cup.\n> Which colour?\nBlue.", "quoted_text": ""}),
    Case("own_words_that_look_like_an_attribution", mail("On Monday 23/11/2026 your colleague wrote:\nit will be there tomorrow. It was not."),
         {"reply_text": "On Monday 23/11/2026 your colleague wrote:\nit will be there tomorrow. It was not.", "quoted_text": ""}),
    Case("a_form_is_not_a_quotation", mail("From: Ana Rossi\nSubject: broken cup\nTo: shop\nDate: 23.11.2026\n\nIt is broken."),
         {"quoted_text": ""}),
    Case("a_list_of_facts_stays", mail("Here is what you asked:\nData: 23/11/2026\nA: via Roma 1\nOggetto: tazza"), {"quoted_text": ""}),
    Case("forward_stays_whole", mail("See below\n\n---------- Forwarded message ---------\nFrom: Shop <a@b.example>\nDate: Mon, 23 Nov 2026\nSubject: Order\nTo: <ana@example.org>\n\nDear Ana", Subject="Fwd: Order"),
         {"quoted_text": ""}),
    Case("only_a_quotation_stays_visible", mail(QUOTED), {"reply_text": QUOTED, "quoted_text": ""}),
    Case("html_reply_gmail", html('<div dir="ltr">And when?</div><br><div class="gmail_quote"><div class="gmail_attr">On Mon, Nov 23, 2026 at 10:00 AM Bottega &lt;<a href="mailto:desk@shop.example">desk@shop.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote"><div>Dear Ana,</div><div>it leaves on Friday.</div></blockquote></div>'),
         {"reply_text": "And when?"}),
    Case("html_reply_outlook", html("<div>And when?</div><hr><div id='divRplyFwdMsg'><b>From:</b> Bottega &lt;desk@shop.example&gt;<br><b>Sent:</b> Monday, 23 November 2026 10:00<br><b>To:</b> Ana<br><b>Subject:</b> Order</div><div>Dear Ana</div>"),
         {"reply_text": "And when?"}),
    Case("html_reply_apple_in_an_unknown_language", html("<div>Zer moduz?</div><div><blockquote type='cite'><div>Dear Ana</div></blockquote></div>"), {"reply_text": "Zer moduz?"}),
]  # fmt: skip

CORPUS = [*CHARSETS, *HEADERS, *SHAPES, *AUTOMATIC, *REPLIES]
