"""Who, to whom, when, about what."""

from makegood.testing.mails.words import RU
from makegood.testing.mails.writing import Sample, head, mail, multipart, part

ANA = ("Ana Rossi", "ana@example.org")


def _from(name: str, header: str | None, expected: tuple[str, str] | None, **more: str) -> Sample:
    return Sample(f"from_{name}", mail("Hello", From=header, **more), {"from": expected})


def _to(name: str, header: str, *expected: tuple[str, str]) -> Sample:
    return Sample(f"to_{name}", mail("Hello", To=header), {"to_seen": list(expected)})


def _subject(name: str, header: str, expected: str) -> Sample:
    return Sample(f"subject_{name}", mail("Hello", Subject=header), {"subject": expected})


def _raw(name: str, fact: str, header: bytes, expected: object, charset: str = "") -> Sample:
    top = head(Content_Type=f"text/plain; charset={charset}" if charset else None)
    return Sample(name, top + header + b"\n\nHello", {fact: expected})


def _date(name: str, header: str, expected: str | None) -> Sample:
    return Sample(f"date_{name}", mail("Hello", Date=header), {"sent_at_iso": expected})


def _id(name: str, header: str, expected: str) -> Sample:
    return Sample(f"id_{name}", mail("Hello", Message_ID=header), {"message_id": expected})


def _file(
    name: str, disposition: str, expected: str, content_type: str = "application/pdf"
) -> Sample:
    raw = multipart(
        "mixed",
        part("text/plain", "see"),
        part(content_type, "%PDF", Content_Disposition=disposition),
    )
    return Sample(f"file_{name}", raw, {"file_names": [expected]})


NOV = "2026-11-23T09:00:00+00:00"

SENDERS = [
    _from("nobody", None, None),
    _from("without_brackets", "ana@example.org", ("", "ana@example.org")),
    _from("comment_style", "ana@example.org (Ana Rossi)", ANA),
    _from("comment_in_a_comment", "ana@example.org (Ana (Anna) Rossi)", ("Ana (Anna) Rossi", "ana@example.org")),
    _from("comment_before", "(work) Ana Rossi <ana@example.org>", ANA),
    _from("said_twice", '"ana@example.org" <ANA@Example.org>', ("", "ana@example.org")),
    _from("said_twice_in_single_quotes", "'ana@example.org' <ana@example.org>", ("", "ana@example.org")),
    _from("single_quotes", "'Ana Rossi' <ana@example.org>", ANA),
    _from("another_address_as_name", '"ana@home.example" <ana@example.org>', ("ana@home.example", "ana@example.org")),
    _from("bare_address_as_name", "ana@home.example <ana@example.org>", ("ana@home.example", "ana@example.org")),
    _from("encoded_whole", "=?utf-8?Q?Ana_=C5=BD_<ana@example.org>?=", ("Ana Ž", "ana@example.org")),
    _from("encoded_whole_base64", "=?utf-8?B?QW5hIMW9IDxhbmFAZXhhbXBsZS5vcmc+?=", ("Ana Ž", "ana@example.org")),
    _from("encoded_name_in_quotes", '"=?utf-8?B?QW5hIMW9?=" <ana@example.org>', ("Ana Ž", "ana@example.org")),
    _from("encoded_name_with_quotes_inside", '=?utf-8?Q?=22Rossi,_Ana=22?= <ana@example.org>', ("Rossi, Ana", "ana@example.org")),
    _from("encoded_name_with_a_raw_comma", "=?utf-8?Q?Rossi, Ana?= <ana@example.org>", ("Rossi, Ana", "ana@example.org")),
    _from("encoded_name_with_raw_brackets", "=?utf-8?Q?Ana_(shop)?= <ana@example.org>", ("Ana (shop)", "ana@example.org")),
    _from("encoded_name_touching_the_address", "=?utf-8?Q?Ana_Rossi?=<ana@example.org>", ANA),
    _from("encoded_name_without_end", "=?utf-8?Q?Ana_Ro=C5=BEi <ana@example.org>", ("Ana Roži", "ana@example.org")),
    _from("comma_in_quotes", '"Rossi, Ana" <ana@example.org>', ("Rossi, Ana", "ana@example.org")),
    _from("comma_without_quotes", "Rossi, Ana <ana@example.org>", ("Rossi, Ana", "ana@example.org")),
    _from("escaped_quotes", '"Ana \\"Anka\\" Rossi" <ana@example.org>', ('Ana "Anka" Rossi', "ana@example.org")),
    _from("quotes_inside_the_name", 'Ana "Anka" Rossi <ana@example.org>', ("Ana Anka Rossi", "ana@example.org")),
    _from("quote_never_closed", '"Ana Rossi <ana@example.org>', ANA),
    _from("all_of_it_in_quotes", '"Ana Rossi <ana@example.org>"', ANA),
    _from("brackets_doubled", "Ana Rossi <<ana@example.org>>", ANA),
    _from("bracket_never_closed", "Ana Rossi <ana@example.org", ANA),
    _from("bracket_never_opened", "Ana Rossi ana@example.org>", ANA),
    _from("no_brackets_but_a_name", "Ana Rossi ana@example.org", ANA),
    _from("spaces_in_brackets", "Ana Rossi < ana@example.org >", ANA),
    _from("spaces_around_at", "Ana Rossi <ana @ example.org>", ANA),
    _from("route_of_old", "Ana Rossi <@relay.example,@other.example:ana@example.org>", ANA),
    _from("mailto", "Ana Rossi <mailto:ana@example.org>", ANA),
    _from("mailto_in_square_brackets", "Ana Rossi [mailto:ana@example.org]", ANA),
    _from("dot_at_the_end", "Ana Rossi <ana@example.org.>", ANA),
    _from("quoted_local_part", 'Ana Rossi <"ana rossi"@example.org>', ("Ana Rossi", '"ana rossi"@example.org')),
    _from("domain_literal", "Ana Rossi <ana@[192.0.2.7]>", ("Ana Rossi", "ana@[192.0.2.7]")),
    _from("name_after", "<ana@example.org> Ana Rossi", ANA),
    _from("several", "Ana Rossi <ana@example.org>, Bo <bo@example.org>", ANA, Sender="Bo <bo@example.org>"),
    _from("two_pseudo_addresses", "Ana Rossi <ana@example.org> <sip:1002@pbx>", ANA),
    _from("group", "Shop: Ana Rossi <ana@example.org>;", ANA),
    _from("exchange_address", '"Ana Rossi" </O=ORG/OU=EXCHANGE/CN=RECIPIENTS/CN=ANA>', ANA, Return_Path="<ana@example.org>"),
    _from("only_a_name", "Ana Rossi", ANA, Sender="ana@example.org"),
    _from("reply_to_alone", None, ANA, Reply_To="Ana Rossi <ana@example.org>"),
    _from("daemon_without_domain", "MAILER-DAEMON (Mail Delivery System)", ("Mail Delivery System", "mailer-daemon")),
    _from("daemon_in_brackets", "Mail Delivery System <MAILER-DAEMON>", ("Mail Delivery System", "mailer-daemon")),
    _from("a_name_and_empty_brackets", "Mail Delivery System <>", ("Mail Delivery System", "")),
    _from("nothing_but_a_name", "Ana Rossi", ("Ana Rossi", "")),
    _from("return_path_in_the_address", "list-bounces+ana=home.example@example.org", ("", "list-bounces+ana=home.example@example.org")),
    _from("equals_signs_and_a_name", "a=b=c@example.org (Ana Rossi)", ("Ana Rossi", "a=b=c@example.org")),
    _from("comments_inside_the_address", "Ana Rossi <ana(her own (really))@example.org (work)>", ANA),
    _from("at_sign_in_the_name", '"Ana @ Shop" <ana@example.org>', ("Ana @ Shop", "ana@example.org")),
    _from("address_of_ipv6", "ana@[IPv6:2001:db8::1]", ("", "ana@[ipv6:2001:db8::1]")),
    _from("empty_brackets", "<>", ("", "ana@example.org"), Return_Path="<ana@example.org>"),
    _from("idn", "Ana <ana@münchen.example>", ("Ana", "ana@münchen.example")),
    _from("smtputf8", "Ана <ана@пример.example>", ("Ана", "ана@пример.example")),
    _from("folded_everywhere", '"Ana\n Rossi"\n\t<ana@example.org>', ANA),
    _from("bounce_daemon", "Mail Delivery System <MAILER-DAEMON@mx.example>", ("Mail Delivery System", "mailer-daemon@mx.example")),
    Sample("from_missing_first_empty", mail("Hello", From="").replace(b"From: \n", b"From: \nFrom: Ana Rossi <ana@example.org>\n"), {"from": ANA}),
    Sample("from_raw_cp1251", mail("Привет", "windows-1251", From="@@").replace(b"From: @@", "From: Иван Петров <ivan@example.org>".encode("cp1251")), {"from": ("Иван Петров", "ivan@example.org")}),
    Sample("from_raw_latin1", mail("Hello", "us-ascii", From="@@").replace(b"From: @@", "From: Jérôme Noël <jerome@example.org>".encode("cp1252")), {"from": ("Jérôme Noël", "jerome@example.org")}),
]  # fmt: skip

RECIPIENTS = [
    _to("undisclosed", "undisclosed-recipients:;"),
    _to("several_with_commas_in_names", 'Rossi, Ana <ana@example.org>, "Li, Bo" <bo@example.org>', ("Rossi, Ana", "ana@example.org"), ("Li, Bo", "bo@example.org")),
    _to("group_and_more", "Team: ana@example.org, Bo <bo@example.org>;, cy@example.org", ("", "ana@example.org"), ("Bo", "bo@example.org"), ("", "cy@example.org")),
    _to("semicolons", "ana@example.org; bo@example.org;", ("", "ana@example.org"), ("", "bo@example.org")),
    _to("comma_forgotten", "Ana <ana@example.org> Bo <bo@example.org>", ("Ana", "ana@example.org"), ("Bo", "bo@example.org")),
    _to("only_spaces_between", "ana@example.org bo@example.org", ("", "ana@example.org"), ("", "bo@example.org")),
    _to("two_in_one_bracket", "<ana@example.org, bo@example.org>", ("", "ana@example.org"), ("", "bo@example.org")),
    _to("commas_too_many", ",, Ana <ana@example.org>,, ,", ("Ana", "ana@example.org")),
    _to("empty_brackets_among_them", "Ana <>, Bo <bo@example.org>", ("Bo", "bo@example.org")),
    _to("same_twice", "Ana <ana@example.org>, ANA@EXAMPLE.ORG", ("Ana", "ana@example.org")),
    _to("folded", "Ana <ana@example.org>,\n\tBo\n <bo@example.org>", ("Ana", "ana@example.org"), ("Bo", "bo@example.org")),
    _to("encoded_with_folded_gap", "=?utf-8?Q?Ana_?=\n =?utf-8?Q?=C5=BDi=C4=87?= <ana@example.org>", ("Ana Žić", "ana@example.org")),
    Sample("to_header_twice", mail("Hello").replace(b"To: Desk", b"To: bo@example.org\nTo: Desk"), {"to_seen": [("", "bo@example.org"), ("Desk", "desk@shop.example")]}),
    Sample("to_missing", mail("Hello", To=None, Delivered_To="desk@shop.example"), {"to": (), "recipients": ("desk@shop.example",)}),
    Sample("five_thousand_recipients", mail("Hello", To=",\n ".join(f"Person {n} <p{n}@example.org>" for n in range(5000))), {"recipients_count": 5000, "text": "Hello"}),
    Sample("recipients_from_every_header", mail("Hello", Delivered_To="desk+tok@shop.example", X_Original_To="info@shop.example"),
           {"recipients": ("desk@shop.example", "desk+tok@shop.example", "info@shop.example")}),
]  # fmt: skip

SUBJECTS = [
    _subject("split_inside_a_letter", "=?utf-8?B?0J/QvtGB0YvQu9C60LAg0L/RgNC40Q==?=\n =?UTF-8?B?iNC70LA=?=", "Посылка пришла"),
    _subject("split_inside_a_letter_of_q", "=?utf-8?Q?caff=C3?= =?utf-8?Q?=A8?=", "caffè"),
    _subject("mixed_charsets", "Re: =?koi8-r?B?8M/T2czLwQ==?= =?windows-1252?Q?caff=E8?=", "Re: Посылкаcaffè"),
    _subject("folded", "Where\n\tis my\n  parcel", "Where is my parcel"),
    _subject("base64_without_padding", "=?utf-8?B?Y2FmZsOo?= =?utf-8?B?bHVuZ28?=", "caffèlungo"),
    _subject("base64_cut_after_coding", "=?utf-8?B?0J/QvtGB0Yv?= =?utf-8?B?Qu9C60LA=?=", "Посылка"),
    _subject("base64_with_a_fold_inside", "=?utf-8?B?Y2Fm\n ZsOo?=", "caffè"),
    _subject("base64_without_end", "Re: =?utf-8?B?Y2FmZsOo", "Re: caffè"),
    _subject("base64_with_half_an_end", "=?utf-8?B?Y2FmZsOo?", "caffè"),
    _subject("q_cut_inside_its_code", "=?utf-8?Q?caff=C?= =?utf-8?Q?3=A8?=", "caffè"),
    _subject("q_with_raw_spaces", "=?utf-8?Q?Where is my caff=C3=A8?= now", "Where is my caffè now"),
    _subject("q_with_a_question_mark", "=?utf-8?Q?Where_is_it??=", "Where is it?"),
    _subject("q_with_an_end_inside", "=?utf-8?Q?Where?=20is_it=3F?=", "Where? is it?"),
    _subject("q_without_end", "=?utf-8?Q?caff=C3=A8", "caffè"),
    _subject("q_with_lower_case_hex", "=?utf-8?q?caff=c3=a8?=", "caffè"),
    _subject("words_touching", "=?utf-8?Q?caff=C3=A8?==?utf-8?Q?_lungo?=", "caffè lungo"),
    _subject("word_touching_plain", "Order:=?utf-8?Q?caff=C3=A8?=!", "Order:caffè!"),
    _subject("word_in_quotes", '"=?utf-8?Q?caff=C3=A8?="', '"caffè"'),
    _subject("language_in_word", "=?utf-8*it?Q?caff=C3=A8?=", "caffè"),
    _subject("wrong_label", "=?iso-8859-1?Q?caff=C3=A8?=", "caffè"),
    _subject("wrong_label_ascii", "=?us-ascii?Q?caff=E8?=", "caffè"),
    _subject("unknown_label", "=?x-unknown?B?z+7x++vq4A==?=", "Посылка"),
    _subject("encoded_twice", "=?utf-8?Q?=3D=3Futf-8=3FQ=3Fcaff=3DC3=3DA8=3F=3D?=", "caffè"),
    _subject("not_a_word", "a =?b and ?= c", "a =?b and ?= c"),
    _subject("gb2312", "=?gb2312?B?xPq6w6Osy7I=?=", "您好，瞬"),
    _subject("iso_2022_jp", "=?ISO-2022-JP?B?GyRCMllKKhsoQg==?=", "荷物"),
    _subject("tabs_and_double_spaces", "Where   is\tit", "Where is it"),
    _subject("empty", "", ""),
    _subject("mojibake_stays", "=?utf-8?Q?caff=C3=83=C2=A8?=", "caffÃ¨"),
    Sample("subject_doubled", mail("Hello", Subject="").replace(b"Subject: \n", b"Subject: \nSubject: Second\n"), {"subject": "Second"}),
    Sample("subject_raw_cp1251", head(Content_Type="text/plain; charset=windows-1251", Subject="@@").replace(b"@@", "Посылка не пришла".encode("cp1251")) + b"\n" + RU.encode("cp1251"), {"subject": "Посылка не пришла"}),
    Sample("subject_raw_utf8", mail("Hello", Subject="Посылка 📦"), {"subject": "Посылка 📦"}),
    Sample("subject_raw_koi8_unlabelled", mail("Hello", "us-ascii", Subject="@@").replace(b"@@", "Посылка до сих пор не пришла".encode("koi8-r")), {"subject": "Посылка до сих пор не пришла"}),
    Sample("subject_raw_iso_2022_jp", mail("Hello", "us-ascii", Subject="@@").replace(b"@@", "荷物が届きません".encode("iso-2022-jp")), {"subject": "荷物が届きません"}),
    Sample("subject_raw_big5", mail("Hello", "big5", Subject="@@").replace(b"@@", "包裹還沒有收到".encode("big5")), {"subject": "包裹還沒有收到"}),
]  # fmt: skip

DATES = [
    _date("plain", "Mon, 23 Nov 2026 10:00:00 +0100", NOV),
    _date("without_weekday_and_seconds", "23 Nov 2026 10:00 +0100", NOV),
    _date("wrong_weekday", "Fri, 23 Nov 2026 10:00:00 +0100", NOV),
    _date("two_digit_year", "Mon, 23 Nov 26 10:00:00 +0100", NOV),
    _date("three_digit_year", "Mon, 23 Nov 126 10:00:00 +0100", NOV),
    _date("double_spaces", "Mon,  23  Nov  2026  10:00:00   +0100", NOV),
    _date("zone_missing", "Mon, 23 Nov 2026 09:00:00", NOV),
    _date("zone_named", "Mon, 23 Nov 2026 09:00:00 GMT", NOV),
    _date("zone_of_europe", "Mon, 23 Nov 2026 10:00:00 CET", NOV),
    _date("zone_in_comment_too", "Mon, 23 Nov 2026 11:00:00 +0200 (CEST)", NOV),
    _date("zone_only_in_comment", "Mon, 23 Nov 2026 11:00:00 (CEST)", NOV),
    _date("zone_with_colon", "Mon, 23 Nov 2026 10:00:00 +01:00", NOV),
    _date("zone_with_gmt", "Mon, 23 Nov 2026 10:00:00 GMT+0100", NOV),
    _date("zone_impossible", "Mon, 23 Nov 2026 09:00:00 +9900", NOV),
    _date("zone_without_sign", "Mon, 23 Nov 2026 10:00:00 0100", NOV),
    _date("iso_without_signs", "20261123T090000Z", NOV),
    _date("weekday_in_comment", "23 Nov 2026 10:00 +0100 (Monday)", NOV),
    _date("fraction_of_a_second", "Mon, 23 Nov 2026 10:00:00.123 +0100", NOV),
    _date("iso", "2026-11-23T10:00:00+01:00", NOV),
    _date("iso_with_space", "2026-11-23 10:00:00 +0100", NOV),
    _date("iso_with_z", "2026-11-23T09:00:00.000Z", NOV),
    _date("asctime", "Mon Nov 23 09:00:00 2026", NOV),
    _date("of_a_unix_shell", "Mon Nov 23 10:00:00 CET 2026", NOV),
    _date("american", "11/23/2026 9:00:00 AM", NOV),
    _date("american_words", "Monday, November 23, 2026 9:00 AM", NOV),
    _date("of_afternoon", "23 Nov 2026 09:00:00 PM", "2026-11-23T21:00:00+00:00"),
    _date("with_dots", "23.11.2026 09:00", NOV),
    _date("with_hyphens", "23-Nov-2026 10:00:00 +0100", NOV),
    _date("german", "Mo, 23 Nov. 2026 10:00:00 +0100", NOV),
    _date("german_month", "Di, 24 Dez 2026 10:00:00 +0100", "2026-12-24T09:00:00+00:00"),
    _date("italian", "lun, 23 novembre 2026 10:00:00 +0100", NOV),
    _date("italian_tuesday", "mar, 24 nov 2026 10:00:00 +0100", "2026-11-24T09:00:00+00:00"),
    _date("spanish", "lunes, 23 de noviembre de 2026 10:00:00 +0100", NOV),
    _date("french_encoded", "=?utf-8?Q?jeu=2E_24_d=C3=A9c=2E_2026_10=3A00=3A00_+0100?=", "2026-12-24T09:00:00+00:00"),
    _date("russian", "Пн, 23 ноября 2026 12:00:00 +0300", NOV),
    _date("lithuanian", "2026 m. lapkričio 23 d. 09:00", NOV),
    _date("hungarian", "2026. november 23. 09:00", NOV),
    _date("serbian", "23. новембар 2026. 09:00", NOV),
    _date("midnight_as_24", "Mon, 23 Nov 2026 24:00:00 +0000", "2026-11-24T00:00:00+00:00"),
    _date("leap_second", "Mon, 23 Nov 2026 09:00:60 +0000", "2026-11-23T09:00:59+00:00"),
    _date("impossible_day", "Mon, 31 Feb 2026 10:00:00 +0100", None),
    _date("impossible_hour", "Mon, 23 Nov 2026 25:00:00 +0100", None),
    _date("of_the_epoch", "Thu, 01 Jan 1970 00:00:00 +0000", None),
    _date("of_year_nine_thousand", "Thu, 01 Jan 9999 00:00:00 +0000", None),
    _date("a_number", "1795424400", None),
    Sample("date_words", mail("Hello", Date="yesterday evening"), {"sent_at": None, "defects": ("bad_date",)}),
    Sample("date_missing", mail("Hello", Date=None), {"sent_at": None, "defects": ("no_date",)}),
    Sample("date_twice_first_bad", mail("Hello", Date="never").replace(b"Date: never", b"Date: never\nDate: Mon, 23 Nov 2026 10:00:00 +0100"), {"sent_at_iso": NOV}),
]  # fmt: skip

IDS = [
    Sample("no_message_id", mail("Hello", Message_ID=None), {"message_id": "", "defects": ("no_message_id",)}),
    _id("without_brackets", "one@example.org", "one@example.org"),
    _id("with_spaces", "< one@example.org >", "one@example.org"),
    _id("folded_inside", "<one.two\n three@example.org>", "one.twothree@example.org"),
    _id("doubled_brackets", "<<one@example.org>>", "one@example.org"),
    _id("never_closed", "<one@example.org", "one@example.org"),
    _id("without_at", "<4711.abc>", "4711.abc"),
    _id("bare_without_at", "4711.abc", "4711.abc"),
    _id("of_exchange", "<{5C2A9B}[1]-A=B/C@mail.example>", "{5C2A9B}[1]-A=B/C@mail.example"),
    _id("with_a_comment", "<one@example.org> (added by mx)", "one@example.org"),
    _id("keeps_its_case", "<One@Example.ORG>", "One@Example.ORG"),
    Sample("references_wrapped_in_junk", mail("Hello", References="<a@x>\n <b@y>junk <c@z>,<a@x>", In_Reply_To="Your message of Monday <c@z>"), {"references": ("a@x", "b@y", "c@z"), "in_reply_to": "c@z"}),
    Sample("references_cut_off", mail("Hello", References="<a@x> <b@y> <c@"), {"references": ("a@x", "b@y")}),
    Sample("references_encoded", mail("Hello", References="=?utf-8?Q?=3Ca=40x=3E_=3Cb=40y=3E?="), {"references": ("a@x", "b@y")}),
    Sample("references_escaped", mail("Hello", References="&lt;a@x&gt; &lt;b@y&gt;"), {"references": ("a@x", "b@y")}),
    Sample("references_bare", mail("Hello", References="a@x, b@y"), {"references": ("a@x", "b@y")}),
    Sample("references_hundreds", mail("Hello", References="\n ".join(f"<{n}@x>" for n in range(300))), {"references": tuple(f"{n}@x" for n in range(200, 300))}),
]  # fmt: skip

FILE_NAMES = [
    _file("pieces", "attachment;\n filename*0*=utf-8''%D1%81%D1%87;\n filename*1*=%D1%91%D1%82.pdf", "счёт.pdf"),
    _file("pieces_out_of_order", 'attachment; filename*1="b.pdf"; filename*0="a"', "ab.pdf"),
    _file("pieces_of_encoded_words", 'attachment; filename*0="=?utf-8?B?0YE="; filename*1="?=.pdf"', "с.pdf"),
    _file("pieces_half_encoded", "attachment; filename*0*=utf-8''%D1%81; filename*1=%20.pdf", "с%20.pdf"),
    _file("star_in_cp1251", "attachment; filename*=windows-1251''%F1%F7%B8%F2.pdf", "счёт.pdf"),
    _file("star_without_charset", "attachment; filename*=''%D1%81%D1%87.pdf", "сч.pdf"),
    _file("both_ways", "attachment; filename=schet.pdf; filename*=utf-8''%D1%81%D1%87.pdf", "сч.pdf"),
    _file("star_syntax_without_star", "attachment; filename=utf-8''%D1%81%D1%87.pdf", "сч.pdf"),
    _file("percent_without_charset", 'attachment; filename="%D1%81%D1%87.pdf"', "сч.pdf"),
    _file("a_percent_sign", 'attachment; filename="100% new.pdf"', "100% new.pdf"),
    _file("encoded_word", 'attachment; filename="=?utf-8?B?0YHRhw==?=.pdf"', "сч.pdf"),
    _file("encoded_word_without_quotes", "attachment; filename==?utf-8?B?0YHRhw==?=.pdf", "сч.pdf"),
    _file("spaces_without_quotes", "attachment; filename=my new bill.pdf; size=4", "my new bill.pdf"),
    _file("semicolon_without_quotes", "attachment; filename=bill;final.pdf", "bill;final.pdf"),
    _file("quotes_inside", 'attachment; filename="the "new" bill.pdf"; size=4', 'the "new" bill.pdf'),
    _file("quote_never_closed", 'attachment; filename="bill.pdf', "bill.pdf"),
    _file("semicolon_forgotten", 'attachment filename="my bill.pdf"; size=4', "my bill.pdf"),
    _file("folded", 'attachment; filename="my\n bill.pdf"', "my bill.pdf"),
    _file("raw_utf8", 'attachment; filename="счёт.pdf"', "счёт.pdf"),
    _file("of_windows", 'attachment; filename="C:\\Users\\ana\\bill.pdf"', "bill.pdf"),
    _file("only_in_the_type", "attachment", "счёт.pdf", 'application/pdf; name="=?koi8-r?B?096j1A==?=.pdf"'),
]  # fmt: skip

SHAPES = [
    Sample("mbox_line_first", b"From ana@example.org Mon Nov 23\n" + mail("Hello"), {"subject": "Order W-1001", "text": "Hello"}),
    Sample("bare_cr", mail("Hello\nthere").replace(b"\n", b"\r"), {"subject": "Order W-1001", "text": "Hello\nthere"}),
    Sample("crlf", mail("Hello\nthere").replace(b"\n", b"\r\n"), {"subject": "Order W-1001", "text": "Hello\nthere"}),
    Sample("bad_line_between_headers", mail("Hello").replace(b"Subject:", b"this is no header\nSubject:"), {"subject": "Order W-1001", "text": "Hello", "defects": ("bad_header_line",)}),
    Sample("space_before_the_colon", mail("Hello").replace(b"Subject:", b"Subject :"), {"subject": "Order W-1001"}),
    Sample("byte_order_mark_first", b"\xef\xbb\xbf" + mail("Hello"), {"subject": "Order W-1001", "from": ANA, "text": "Hello", "defects": ()}),
    Sample("saved_as_utf16", mail("Čao\nthere").decode().encode("utf-16"), {"subject": "Order W-1001", "from": ANA, "text": "Čao\nthere", "defects": ()}),
    Sample("first_header_set_in", b" " + mail("Hello"), {"subject": "Order W-1001", "from": ANA, "text": "Hello", "defects": ()}),
    Sample("a_line_of_blanks_inside_a_header", head(To="desk@shop.example,\n\t\n\tTom <tom@shop.example>") + b"\nHello", {"subject": "Order W-1001", "to_seen": [("", "desk@shop.example"), ("Tom", "tom@shop.example")], "text": "Hello"}),
    Sample("a_line_of_blanks_below_the_headers", head() + b" \n  Hello\nthere", {"subject": "Order W-1001", "text": "  Hello\nthere"}),
    Sample("line_ends_doubled", mail("Hello\nthere\n\nAna").replace(b"\n", b"\r\r\n"), {"subject": "Order W-1001", "text": "Hello\nthere\n\nAna"}),
    Sample("upper_case_names", mail("Hello").replace(b"Subject:", b"SUBJECT:").replace(b"From:", b"FROM:"), {"subject": "Order W-1001", "from": ANA}),
]  # fmt: skip

SAMPLES = [*SENDERS, *RECIPIENTS, *SUBJECTS, *DATES, *IDS, *FILE_NAMES, *SHAPES]
