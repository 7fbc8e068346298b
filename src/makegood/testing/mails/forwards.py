"""Mails passed on, by program and language: who wrote first, when, about what."""

from makegood.testing.mails.quoting import FORWARDS, block
from makegood.testing.mails.writing import Sample, head, html, mail, multipart, part

_WHO = ("Carla Neri", "carla@customer.example")
_AT = "2026-11-23T10:00:00+00:00"
_WORDS = "The lamp came in pieces.\n\nWhat now?"


def _forward(
    name: str,
    rule: str,
    headers: str,
    subject: str = "Fwd: Lamp",
    *,
    person: tuple[str, str] = _WHO,
    at: str | None = _AT,
    above: str = "Please look.",
    about: str = "Lamp",
) -> Sample:
    text = f"{above}\n\n{rule}{headers}\n\n{_WORDS}" if above else f"{rule}{headers}\n\n{_WORDS}"
    expected = {"forwarded_seen": (person, at, about, _WORDS)}
    return Sample(
        f"forward_{name}",
        mail(text, Subject=subject),
        expected | ({"reply_text": above} if above else {}),
    )


_GMAIL = "From: Carla Neri <carla@customer.example>\nDate: Mon, Nov 23, 2026 at 10:00 AM\nSubject: Lamp\nTo: <desk@shop.example>"
_RULE = "---------- Forwarded message ---------\n"
_QUOTED_WORDS = "\n".join(f"> {line}".rstrip() for line in _WORDS.split("\n"))
SAMPLES = [
    _forward("gmail", _RULE, _GMAIL),
    _forward("gmail_without_a_word", _RULE, _GMAIL, above=""),
    _forward("gmail_without_a_prefix", _RULE, _GMAIL, "Lamp"),
    _forward("yandex_says_it_in_one_line", "-------- Пересылаемое сообщение --------\n", '23.11.2026, 10:00, "Carla Neri" <carla@customer.example>:', about=""),
    Sample("forward_whose_end_is_ruled_off", mail(f"Please look.\n\n-------- Пересылаемое сообщение --------\n23.11.2026, 10:00, \"Carla Neri\" <carla@customer.example>:\n\n{_WORDS}\n\n-------- Конец пересылаемого сообщения --------", Subject="Fwd: Lamp"),
           {"forwarded_seen": (_WHO, _AT, "", _WORDS), "reply_text": "Please look."}),
    _forward("gmail_name_in_quotes", _RULE, _GMAIL.replace("Carla Neri", '"Carla Neri"')),
    _forward("gmail_name_in_a_foreign_script", _RULE, _GMAIL.replace("Carla Neri", "Карла Нери"), person=("Карла Нери", _WHO[1])),
    _forward("gmail_address_only", _RULE, _GMAIL.replace("Carla Neri <carla@customer.example>", "<carla@customer.example>"), person=("", _WHO[1])),
    _forward("gmail_over_two_lines", _RULE, _GMAIL.replace("Neri <carla", "Neri\n<carla")),
    _forward("gmail_afternoon", _RULE, _GMAIL.replace("10:00 AM", "3:30 PM"), at="2026-11-23T15:30:00+00:00"),
    _forward("gmail_reply_passed_on", _RULE, _GMAIL.replace("Subject: Lamp", "Subject: Re: Lamp"), "Fwd: Re: Lamp", about="Re: Lamp"),
    _forward("apple", "Begin forwarded message:\n\n", "From: Carla Neri <carla@customer.example>\nSubject: Lamp\nDate: 23 November 2026 at 10:00:00 CET\nTo: desk@shop.example", at="2026-11-23T09:00:00+00:00"),
    _forward("apple_it", "Inizio messaggio inoltrato:\n\n", "Da: Carla Neri <carla@customer.example>\nOggetto: Lamp\nData: 23 novembre 2026 alle ore 10:00:00 CET\nA: desk@shop.example", "I: Lamp", at="2026-11-23T09:00:00+00:00"),
    _forward("apple_de", "Anfang der weitergeleiteten Nachricht:\n\n", "Von: Carla Neri <carla@customer.example>\nBetreff: Lamp\nDatum: 23. November 2026 um 10:00:00 MEZ\nAn: desk@shop.example", "Fwd: Lamp", at="2026-11-23T09:00:00+00:00"),
    _forward("apple_ru", "Начало переадресованного сообщения:\n\n", "От: Carla Neri <carla@customer.example>\nТема: Lamp\nДата: 23 ноября 2026 г., 10:00:00 GMT+3\nКому: desk@shop.example", at="2026-11-23T07:00:00+00:00"),
    _forward("apple_es", "Inicio del mensaje reenviado:\n\n", "De: Carla Neri <carla@customer.example>\nAsunto: Lamp\nFecha: 23 de noviembre de 2026, 10:00:00 CET\nPara: desk@shop.example", "Rv: Lamp", at="2026-11-23T09:00:00+00:00"),
    _forward("apple_hu", "Továbbított levél kezdete:\n\n", "Feladó: Carla Neri <carla@customer.example>\nTárgy: Lamp\nDátum: 2026. november 23. 10:00:00 CET\nCímzett: desk@shop.example", at="2026-11-23T09:00:00+00:00"),
    Sample("forward_apple_quoted", mail(f"Please look.\n\n> Begin forwarded message:\n> \n> From: Carla Neri <carla@customer.example>\n> Subject: Lamp\n> Date: 23 November 2026 10:00\n> To: desk@shop.example\n> \n{_QUOTED_WORDS}", Subject="Fwd: Lamp"),
           {"forwarded_seen": (_WHO, _AT, "Lamp", _WORDS), "reply_text": "Please look."}),
    _forward("outlook", "", block("en", "Lamp").replace("Bottega Rossi <desk@shop.example>", "Carla Neri <carla@customer.example>"), "FW: Lamp"),
    _forward("outlook_rule", "________________________________\n", "From: Carla Neri <carla@customer.example>\nSent: Monday, November 23, 2026 10:00 AM\nTo: Desk <desk@shop.example>\nSubject: Lamp", "Fw: Lamp"),
    _forward("outlook_bold", "", "*From:* Carla Neri <carla@customer.example>\n*Sent:* Monday, November 23, 2026 10:00 AM\n*To:* Desk <desk@shop.example>\n*Subject:* Lamp", "FW: Lamp"),
    _forward("outlook_mailto", "", "From: Carla Neri [mailto:carla@customer.example]\nSent: Monday, November 23, 2026 10:00 AM\nTo: Desk\nSubject: Lamp", "FW: Lamp"),
    _forward("outlook_doubled_mailto", "", "From: Carla Neri <carla@customer.example<mailto:carla@customer.example>>\nSent: Monday, November 23, 2026 10:00 AM\nTo: Desk\nSubject: Lamp", "FW: Lamp"),
    _forward("outlook_original", "-----Original Message-----\n", "From: Carla Neri <carla@customer.example>\nSent: Monday, November 23, 2026 10:00 AM\nTo: Desk\nSubject: Lamp", "FW: Lamp"),
    _forward("outlook_it", "", "Da: Carla Neri <carla@customer.example>\nInviato: lunedì 23 novembre 2026 10:00\nA: Desk\nOggetto: Lamp", "I: Lamp"),
    _forward("outlook_2019", "", 'On 23/11/2026, 10:00, "Carla Neri" <carla@customer.example> wrote:', "FW: Lamp", about=""),
    _forward("outlook_2019_de", "", 'Am 23.11.26, 10:00 schrieb "Carla Neri" <carla@customer.example>:', "WG: Lamp", about=""),
    _forward("outlook_web_without_a_word", "", "From: Carla Neri <carla@customer.example>\nSent: Monday, November 23, 2026 10:00 AM\nTo: Desk <desk@shop.example>\nSubject: Lamp", "Lamp", above=""),
    _forward("thunderbird", "-------- Forwarded Message --------\n", "Subject: \tLamp\nDate: \tMon, 23 Nov 2026 10:00:00 +0000\nFrom: \tCarla Neri <carla@customer.example>\nTo: \tDesk <desk@shop.example>"),
    _forward("thunderbird_it", "-------- Messaggio Inoltrato --------\n", "Oggetto: \tLamp\nData: \tMon, 23 Nov 2026 11:00:00 +0100\nMittente: \tCarla Neri <carla@customer.example>\nA: \tDesk <desk@shop.example>"),
    _forward("yahoo", "----- Forwarded message -----\n", "From: Carla Neri <carla@customer.example>\nTo: Desk <desk@shop.example>\nSent: Monday, November 23, 2026 at 10:00:00 AM UTC\nSubject: Lamp", "Fw: Lamp"),
    _forward("mail_ru", "-------- Пересылаемое сообщение --------\n", "От: Carla Neri <carla@customer.example>\nКому: Desk <desk@shop.example>\nДата: Понедельник, 23 ноября 2026, 10:00 +00:00\nТема: Lamp"),
    _forward("ukr_net", "--- Переслане повідомлення ---\n", "Від: \"Carla Neri\" <carla@customer.example>\nДата: 23 листопада 2026, 10:00:00\nТема: Lamp\nКому: desk@shop.example"),
    _forward("gmx", "", "Gesendet: Montag, 23. November 2026 um 10:00 Uhr\nVon: \"Carla Neri\" <carla@customer.example>\nAn: desk@shop.example\nBetreff: Lamp", "Fw: Lamp"),
    _forward("hotmail", "", "Date: Mon, 23 Nov 2026 10:00:00 +0000\nSubject: Lamp\nFrom: carla@customer.example\nTo: desk@shop.example", "FW: Lamp", person=("", _WHO[1])),
    _forward("notes", "----- Forwarded by Desk/Shop on 24.11.2026 09:00 -----\n\n", "From: Carla Neri <carla@customer.example>\nTo: desk@shop.example\nDate: 23.11.2026 10:00\nSubject: Lamp", "Fw: Lamp"),
    _forward("missive", "---------- Forwarded message ----------\n", "From: Carla Neri <carla@customer.example>\nDate: November 23, 2026 at 10:00 AM\nSubject: Lamp\nTo: Desk <desk@shop.example>"),
    _forward("seznam", "---------- Přeposlaná zpráva ----------\n", "Od: Carla Neri <carla@customer.example>\nKomu: desk@shop.example\nDatum: 23. 11. 2026 10:00:00\nPředmět: Lamp"),
    Sample("forward_in_html", html('<div>Please look.</div><br><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: <strong>Carla Neri</strong> &lt;<a href="mailto:carla@customer.example">carla@customer.example</a>&gt;<br>Date: Mon, Nov 23, 2026 at 10:00 AM<br>Subject: Lamp<br>To: &lt;desk@shop.example&gt;<br></div><br><div>The lamp came in pieces.</div></div>', Subject="Fwd: Lamp"),
           {"forwarded_seen": (_WHO, _AT, "Lamp", "The lamp came in pieces."), "reply_text": "Please look."}),
    Sample("forward_as_a_file", multipart("mixed", part("text/plain", "Please look."), part("message/rfc822", head(From="Carla Neri <carla@customer.example>", Subject="Lamp", Date="Mon, 23 Nov 2026 10:00:00 +0000") + b"\nThe lamp came in pieces."), Subject="Lamp"),
           {"forwarded_seen": (_WHO, _AT, "Lamp", "The lamp came in pieces."), "reply_text": "Please look."}),
    Sample("forward_of_a_form_names_nobody", mail("From: Ana Rossi\nSubject: broken cup\nTo: shop\nDate: 23.11.2026\n\nIt is broken."), {"forwarded": None}),
    *[
        _forward(f"in_{language}", f"{rule}\n", block(language, "Lamp"), f"{prefix}: Lamp", person=("Bottega Rossi", "desk@shop.example"))
        for language, (rule, prefix) in FORWARDS.items()
    ],
]  # fmt: skip
