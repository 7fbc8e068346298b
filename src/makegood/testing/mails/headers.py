"""Who, to whom, when, about what."""

from makegood.testing.mails.words import RU
from makegood.testing.mails.writing import Sample, head, mail

SAMPLES = [
    Sample("no_sender", mail("Hello", From=None), {"sender": None, "text": "Hello", "defects": ("no_sender",)}),
    Sample("no_message_id", mail("Hello", Message_ID=None), {"message_id": "", "defects": ("no_message_id",)}),
    Sample("sender_without_brackets", mail("Hello", From="ana@example.org"), {"from": ("", "ana@example.org")}),
    Sample("sender_in_comment_style", mail("Hello", From="ana@example.org (Ana Rossi)"), {"from": ("Ana Rossi", "ana@example.org")}),
    Sample("sender_twice", mail("Hello", From='"ana@example.org" <ANA@Example.org>'), {"from": ("", "ana@example.org")}),
    Sample("sender_encoded_whole", mail("Hello", From="=?utf-8?Q?Ana_=C5=BD_<ana@example.org>?="), {"from": ("Ana Ž", "ana@example.org")}),
    Sample("sender_with_comma", mail("Hello", From='"Rossi, Ana" <ana@example.org>'), {"from": ("Rossi, Ana", "ana@example.org")}),
    Sample(
        "subject_split_inside_a_letter",
        mail("Hello", Subject="=?utf-8?B?0J/QvtGB0YvQu9C60LAg0L/RgNC40Q==?=\n =?UTF-8?B?iNC70LA=?="),
        {"subject": "Посылка пришла"},
    ),
    Sample(
        "subject_raw_eight_bit",
        head(Content_Type="text/plain; charset=windows-1251", Subject="@@") .replace(b"@@", "Посылка не пришла".encode("cp1251")) + b"\n" + RU.encode("cp1251"),
        {"subject": "Посылка не пришла"},
    ),
    Sample("subject_mixed_charsets", mail("Hello", Subject="Re: =?koi8-r?B?8M/T2czLwQ==?= =?windows-1252?Q?caff=E8?="), {"subject": "Re: Посылкаcaffè"}),
    Sample("subject_folded", mail("Hello", Subject="Where\n\tis my\n  parcel"), {"subject": "Where is my parcel"}),
    Sample("bad_date", mail("Hello", Date="yesterday evening"), {"sent_at": None, "defects": ("bad_date",)}),
    Sample("date_in_iso", mail("Hello", Date="2026-11-23 10:00:00+01:00"), {"sent_at_iso": "2026-11-23T09:00:00+00:00"}),
    Sample("date_with_zone_name", mail("Hello", Date="Mon, 23 Nov 2026 10:00:00 GMT"), {"sent_at_iso": "2026-11-23T10:00:00+00:00"}),
    Sample(
        "references_wrapped_in_junk",
        mail("Hello", References="<a@x>\n <b@y>junk <c@z>,<a@x>", In_Reply_To="Your message of Monday <c@z>"),
        {"references": ("a@x", "b@y", "c@z"), "in_reply_to": "c@z"},
    ),
    Sample(
        "five_thousand_recipients",
        mail("Hello", To=",\n ".join(f"Person {n} <p{n}@example.org>" for n in range(5000))),
        {"recipients_count": 5000, "text": "Hello"},
    ),
    Sample("recipients_from_every_header", mail("Hello", Delivered_To="desk+tok@shop.example", X_Original_To="info@shop.example"),
         {"recipients": ("desk@shop.example", "desk+tok@shop.example", "info@shop.example")}),
    Sample("undisclosed", mail("Hello", To="undisclosed-recipients:;"), {"to": ()}),
    Sample("mbox_line_first", b"From ana@example.org Mon Nov 23\n" + mail("Hello"), {"subject": "Order W-1001", "text": "Hello"}),
    Sample("bare_cr", mail("Hello\nthere").replace(b"\n", b"\r"), {"subject": "Order W-1001", "text": "Hello\nthere"}),
    Sample("crlf", mail("Hello\nthere").replace(b"\n", b"\r\n"), {"subject": "Order W-1001", "text": "Hello\nthere"}),
    Sample("bad_line_between_headers", mail("Hello").replace(b"Subject:", b"this is no header\nSubject:"), {"subject": "Order W-1001", "text": "Hello", "defects": ("bad_header_line",)}),
]  # fmt: skip
