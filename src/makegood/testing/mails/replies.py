"""Answers above, below and between what was quoted, by the programs people use."""

from typing import Any

from makegood.testing.mails.quoting import ATTRIBUTIONS, block
from makegood.testing.mails.words import CS, DE, ES, HU, IT, LT, PL, RU, SR, SR_LATN
from makegood.testing.mails.writing import Sample, html, mail, multipart, part


def _reply(name: str, text: str, quotation: str, **expected: Any) -> Sample:
    return Sample(
        f"reply_{name}",
        mail(f"{text}\n\n{quotation}"),
        {
            "reply_text": text,
            "quoted_text": "\n".join(line.rstrip() for line in quotation.split("\n")),
            **expected,
        },
    )


QUOTED = "> Dear Ana,\n> it leaves on Friday.\n> Bottega"

_OUTLOOK = "{0}: Bottega <desk@shop.example>\n{1}: Monday, 23 November 2026 10:00\n{2}: Ana <ana@example.org>\n{3}: Order\n\nDear Ana, it leaves on Friday."
_UNQUOTED = "Dear Ana,\nit leaves on Friday."
SAMPLES = [
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
    Sample("reply_below", mail(f"On 23/11/2026 10:00, Bottega wrote:\n{QUOTED}\n\nAnd when?"),
         {"reply_text": "And when?", "quoted_text": f"On 23/11/2026 10:00, Bottega wrote:\n{QUOTED}"}),
    Sample("reply_between_the_lines", mail("On 23/11/2026 10:00, Bottega wrote:\n> Is it the cup?\nYes, the cup.\n> Which colour?\nBlue."),
         {"reply_text": "On 23/11/2026 10:00, Bottega wrote:\n> Is it the cup?\nYes, the cup.\n> Which colour?\nBlue.", "quoted_text": ""}),
    Sample("own_words_that_look_like_an_attribution", mail("On Monday 23/11/2026 your colleague wrote:\nit will be there tomorrow. It was not."),
         {"reply_text": "On Monday 23/11/2026 your colleague wrote:\nit will be there tomorrow. It was not.", "quoted_text": ""}),
    Sample("a_form_is_not_a_quotation", mail("From: Ana Rossi\nSubject: broken cup\nTo: shop\nDate: 23.11.2026\n\nIt is broken."),
         {"quoted_text": ""}),
    Sample("a_list_of_facts_stays", mail("Here is what you asked:\nData: 23/11/2026\nA: via Roma 1\nOggetto: tazza"), {"quoted_text": ""}),
    Sample("words_above_a_forward", mail("See below\n\n---------- Forwarded message ---------\nFrom: Shop <a@b.example>\nDate: Mon, 23 Nov 2026\nSubject: Order\nTo: <ana@example.org>\n\nDear Ana", Subject="Fwd: Order"),
         {"reply_text": "See below", "quoted_text": "---------- Forwarded message ---------\nFrom: Shop <a@b.example>\nDate: Mon, 23 Nov 2026\nSubject: Order\nTo: <ana@example.org>\n\nDear Ana"}),
    Sample("only_a_quotation_stays_visible", mail(QUOTED), {"reply_text": QUOTED, "quoted_text": ""}),
    Sample("html_reply_gmail", html('<div dir="ltr">And when?</div><br><div class="gmail_quote"><div class="gmail_attr">On Mon, Nov 23, 2026 at 10:00 AM Bottega &lt;<a href="mailto:desk@shop.example">desk@shop.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote"><div>Dear Ana,</div><div>it leaves on Friday.</div></blockquote></div>'),
         {"reply_text": "And when?"}),
    Sample("html_reply_outlook", html("<div>And when?</div><hr><div id='divRplyFwdMsg'><b>From:</b> Bottega &lt;desk@shop.example&gt;<br><b>Sent:</b> Monday, 23 November 2026 10:00<br><b>To:</b> Ana<br><b>Subject:</b> Order</div><div>Dear Ana</div>"),
         {"reply_text": "And when?"}),
    Sample("html_reply_apple_in_an_unknown_language", html("<div>Zer moduz?</div><div><blockquote type='cite'><div>Dear Ana</div></blockquote></div>"), {"reply_text": "Zer moduz?"}),
    Sample("reply_outlook_ios", mail("And when?\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\n" + block("en") + "\n\nDear Ana"),
         {"reply_text": "And when?", "signature": "Get Outlook for iOS<https://aka.ms/o0ukef>"}),
    Sample("reply_outlook_android_it", mail(IT + "\n\nOttieni Outlook per Android<https://aka.ms/AAb9ysg>\n________________________________\n" + block("it") + "\n\nGentile Ana"),
         {"reply_text": IT, "signature": "Ottieni Outlook per Android<https://aka.ms/AAb9ysg>"}),
    _reply("outlook_bold", "And when?", "*From:* Bottega <desk@shop.example>\n*Sent:* Monday, 23 November 2026 10:00\n*To:* Ana\n*Subject:* Order\n\nDear Ana"),
    _reply("outlook_markdown_bold", "And when?", "**From:** Bottega <desk@shop.example>\n**Sent:** 23 November 2026 10:00\n**To:** Ana <ana@example.org>\n**Subject:** Order\n\nDear Ana"),
    _reply("outlook_with_cc_over_two_lines", "And when?", "From: Bottega <desk@shop.example>\nSent: Monday, 23 November 2026 10:00\nTo: Ana <ana@example.org>;\n Ben <ben@example.org>\nCc: Carl <carl@example.org>\nSubject: Order\n\nDear Ana"),
    _reply("blackberry", "And when?", "-----Original Message-----\nFrom: Bottega <desk@shop.example>\n\nDate: Mon, 23 Nov 2026 10:00:00\nTo:<ana@example.org>\n\nSubject: Order\n\nDear Ana"),
    _reply("samsung", "And when?", "-------- Original message --------\nFrom: Bottega <desk@shop.example>\nDate: 23/11/2026 10:00 (GMT+01:00)\nTo: Ana <ana@example.org>\nSubject: Order\n\nDear Ana"),
    _reply("samsung_it", IT, "-------- Messaggio originale --------\nDa: Bottega <desk@shop.example>\nData: 23/11/26 10:00 (GMT+01:00)\nA: Ana <ana@example.org>\nOggetto: Order\n\nGentile Ana"),
    _reply("virgilio", IT, "----Messaggio originale----\nDa: desk@shop.example\nData: 23-nov-2026 10.00\nA: <ana@example.org>\nOgg: Order\n\nGentile Ana"),
    _reply("libero", IT, "> Il 23/11/2026 10:00 Bottega <desk@shop.example> ha scritto:\n> \n>  \n> Gentile Ana"),
    _reply("seznam", CS, "---------- Původní e-mail ----------\nOd: Bottega <desk@shop.example>\nKomu: ana@example.org\nDatum: 23. 11. 2026 10:00:00\nPředmět: Order\n\nDobrý den"),
    _reply("zimbra", "And when?", "----- Original Message -----\nFrom: \"Bottega\" <desk@shop.example>\nTo: \"Ana\" <ana@example.org>\nSent: Monday, November 23, 2026 10:00:00 AM\nSubject: Order\n\nDear Ana"),
    _reply("zimbra_de", DE, "----- Ursprüngliche Mail -----\nVon: \"Bottega\" <desk@shop.example>\nAn: \"Ana\" <ana@example.org>\nGesendet: Montag, 23. November 2026 10:00:00\nBetreff: Order\n\nGuten Tag"),
    _reply("web_de_quoted", DE, "> Gesendet: Montag, 23. November 2026 um 10:00 Uhr\n> Von: \"Bottega\" <desk@shop.example>\n> An: ana@example.org\n> Betreff: Order\n>\n> Guten Tag"),
    _reply("orange_fr", "Et quand ?", "> Message du 23/11/26 10:00\n> De : \"Bottega\" <desk@shop.example>\n> A : ana@example.org\n> Objet : Order\n>\n> Bonjour"),
    _reply("interia_pl", PL, "Od: \"Bottega\" <desk@shop.example>\nDo: ana@example.org\nWysłane: 10:00 Poniedziałek 2026-11-23\nTemat: Order\n\nDzień dobry"),
    _reply("abv_bg", "Кога?", ">-------- Оригинално писмо --------\n>От: Bottega <desk@shop.example>\n>Относно: Order\n>До: ana@example.org\n>Изпратено на: 23.11.2026 10:00\n\n>Здравейте"),
    _reply("mail_ru_marked", RU, ">Понедельник, 23 ноября 2026, 10:00 +03:00 от Bottega <desk@shop.example>:\n>\n>Здравствуйте"),
    _reply("qq", "什么时候？", "------------------ 原始邮件 ------------------\n发件人: \"Bottega\" <desk@shop.example>;\n发送时间: 2026年11月23日(星期一) 10:00\n收件人: \"Ana\"<ana@example.org>;\n主题: Order\n\n您好"),
    _reply("xiaomi", "什么时候？", "在 Bottega <desk@shop.example>，2026年11月23日 10:00写道：\n\n> 您好"),
    _reply("hotmail", "And when?", "Date: Mon, 23 Nov 2026 10:00:00 +0100\nSubject: Order\nFrom: desk@shop.example\nTo: ana@example.org\n\nDear Ana"),
    _reply("proton", "And when?", "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Monday, November 23rd, 2026 at 10:00, Bottega <desk@shop.example> wrote:\n\nDear Ana"),
    _reply("yahoo_old", "And when?", "--- On Mon, 11/23/26, Bottega <desk@shop.example> wrote:\n\nFrom: Bottega <desk@shop.example>\nSubject: Order\nTo: ana@example.org\nDate: Monday, November 23, 2026, 10:00 AM\n\nDear Ana"),
    Sample("reply_yahoo_mobile", mail("And when?\n\nSent from Yahoo Mail on Android\n\n  On Mon, Nov 23, 2026 at 10:00 AM, Bottega<desk@shop.example> wrote:   Dear Ana,\nit leaves on Friday."),
         {"reply_text": "And when?", "signature": "Sent from Yahoo Mail on Android"}),
    Sample("reply_apple_without_a_line_between", mail(f"And when?\nOn 23 Nov 2026, at 10:00, Bottega <desk@shop.example> wrote:\n{QUOTED}"), {"reply_text": "And when?"}),
    Sample("reply_in_one_line_with_the_attribution", mail("And when? On Mon, Nov 23, 2026 at 10:00 AM, Bottega <desk@shop.example> wrote:\n> Dear Ana"), {"reply_text": "And when?"}),
    Sample("reply_above_our_own_line", mail("And when?\n\nOn Mon, 23 Nov 2026 at 10:00, Bottega <desk@shop.example> wrote:\n\n##- Please type your reply above this line -##\n\nDear Ana"),
         {"reply_text": "And when?", "quoted_text": "On Mon, 23 Nov 2026 at 10:00, Bottega <desk@shop.example> wrote:\n\n##- Please type your reply above this line -##\n\nDear Ana"}),
    Sample("reply_above_our_own_line_de", mail("Und wann?\n\n##- Bitte geben Sie Ihre Antwort oberhalb dieser Zeile ein. -##\n\nGuten Tag"), {"reply_text": "Und wann?"}),
    Sample("reply_wraps_a_quotation", mail(f"Hello,\n\nOn 23/11/2026 10:00, Bottega wrote:\n{QUOTED}\n\nAnd when?\n\nAna"),
         {"reply_text": "Hello,\n\nAnd when?\n\nAna", "quoted_text": f"On 23/11/2026 10:00, Bottega wrote:\n{QUOTED}"}),
    Sample("reply_keeps_a_quotation_put_in_by_hand", mail("You say:\n\n> it leaves on Friday\n\nWhich Friday?"), {"reply_text": "You say:\n\n> it leaves on Friday\n\nWhich Friday?", "quoted_text": ""}),
    Sample("reply_between_the_lines_ends_above_the_rest", mail("On 23/11/2026 10:00, Bottega wrote:\n> Is it the cup?\nYes, the cup.\n> Which colour?\nBlue.\n> Kind regards\n> Bottega"),
         {"reply_text": "On 23/11/2026 10:00, Bottega wrote:\n> Is it the cup?\nYes, the cup.\n> Which colour?\nBlue.", "quoted_text": "> Kind regards\n> Bottega"}),
    Sample("reply_with_an_answer_quoted_in_the_quotation", mail("And when?\n\nOn Tue, 24 Nov 2026 at 10:00, Bottega <desk@shop.example> wrote:\n\n> Soon.\n>\n> On Mon, 23 Nov 2026 at 10:00, Ana <ana@example.org> wrote:\n>\n>> Where is it?"), {"reply_text": "And when?"}),
    Sample("reply_to_a_forward_is_no_forward", mail("Thank you!\n\nOn Mon, 23 Nov 2026 at 10:00, Bottega <desk@shop.example> wrote:\n\n---------- Forwarded message ---------\nFrom: Carrier <a@b.example>\nDate: Mon, 23 Nov 2026\nSubject: Parcel\nTo: <desk@shop.example>\n\nDear Bottega", Subject="Re: Fwd: Parcel"),
         {"reply_text": "Thank you!", "forwarded": None}),
    Sample("no_reply_but_a_question_with_colons", mail("My questions:\n1: when?\n2: how?\n\nMy address:\nAna Rossi\nVia Roma 1\n\nThank you"), {"quoted_text": "", "signature": ""}),
    Sample("html_reply_gmail_in_an_unknown_language", html('<div dir="ltr">Noiz?</div><br><div class="gmail_quote"><div class="gmail_attr">Bottega igorleak hau idatzi du:<br></div><blockquote class="gmail_quote"><div>Dear Ana,</div></blockquote></div>'),
         {"reply_text": "Noiz?", "quoted_text": "Bottega igorleak hau idatzi du:\n> Dear Ana,"}),
    Sample("html_reply_outlook_in_an_unknown_language", html("<div>Noiz?</div><div id='appendonsend'></div><hr><div id='divRplyFwdMsg'><b>Nork:</b> Bottega<br><b>Noiz:</b> 2026ko azaroaren 23a</div><div>Dear Ana</div>"), {"reply_text": "Noiz?"}),
    Sample("html_reply_between_the_lines_of_gmail", html('<div>Hello</div><div class="gmail_quote"><div class="gmail_attr">On Mon, Nov 23, 2026 at 10:00 AM Bottega &lt;desk@shop.example&gt; wrote:</div><blockquote class="gmail_quote">Is it the cup?</blockquote><div>Yes, the cup.</div><blockquote class="gmail_quote">Which colour?</blockquote><div>Blue.</div></div>'),
         {"reply_text": "Hello\nOn Mon, Nov 23, 2026 at 10:00 AM Bottega <desk@shop.example> wrote:\n> Is it the cup?\nYes, the cup.\n> Which colour?\nBlue.", "quoted_text": ""}),
    Sample("html_reply_thunderbird_in_an_unknown_language", html('<p>Noiz?</p><div class="moz-cite-prefix">Bottega(e)k idatzi du<br></div><blockquote type="cite">Dear Ana</blockquote>'), {"reply_text": "Noiz?"}),
    Sample("html_reply_yahoo", html('<div>And when?</div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>On Monday, November 23, 2026 at 10:00:00 AM GMT+1, Bottega &lt;desk@shop.example&gt; wrote:</div><div>Dear Ana</div></div>'), {"reply_text": "And when?"}),
    Sample("html_reply_gmx", html('<div>Und wann?</div><div name="quote" style="margin:10px"><div><b>Gesendet:</b> Montag, 23. November 2026</div><div>Guten Tag</div></div>'), {"reply_text": "Und wann?"}),
    Sample("html_beside_a_plain_text_tells_its_quotation", multipart("alternative", part("text/plain", "Noiz?\n\nBottega igorleak hau idatzi du\n\nDear Ana"), part("text/html", '<div>Noiz?</div><div class="gmail_quote"><div class="gmail_attr">Bottega igorleak hau idatzi du</div><div>Dear Ana</div></div>')),
         {"reply_text": "Noiz?", "quoted_text": "Bottega igorleak hau idatzi du\n\nDear Ana"}),
    *[
        _reply(f"{program}_{language}_above", "And when?", f"{lines[program].strip()}\n\n{QUOTED}")
        for language, lines in ATTRIBUTIONS.items()
        for program in [*lines][:2]
        if language not in ("en", "it", "es", "ru", "de")
    ],
    *[
        Sample(f"reply_outlook_block_{language}", mail(f"And when?\n\n{block(language)}\n\n{_UNQUOTED}"), {"reply_text": "And when?", "quoted_text": f"{block(language)}\n\n{_UNQUOTED}"})
        for language in ("pt", "nl", "pl", "cs", "sk", "sl", "hr", "bg", "ro", "el", "tr", "uk", "sv", "da", "no", "fi", "ja", "zh", "ko")
    ],
]  # fmt: skip
