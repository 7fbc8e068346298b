"""Name cards, telephones' advertisements and lawyers' notices below a person's words."""

from makegood.testing.mails.words import DE, ES, HU, IT, LT, PL, RU, SR, SR_LATN
from makegood.testing.mails.writing import Sample, mail


def _signed(name: str, words: str, signature: str, below: str = "") -> Sample:
    """`words`, then `signature`, then what was quoted."""
    return Sample(
        f"signature_{name}",
        mail(f"{words}\n\n{signature}" + (f"\n\n{below}" if below else "")),
        {
            "reply_text": words,
            "signature": "\n".join(line.rstrip() for line in signature.split("\n")),
            "quoted_text": below,
        },
    )


def _unsigned(name: str, words: str) -> Sample:
    return Sample(f"signature_none_{name}", mail(words), {"reply_text": words, "signature": ""})


_EN = "The lamp is broken. What now?"
_QUOTE = "On Mon, 23 Nov 2026 at 10:00, Bottega <desk@shop.example> wrote:\n> Dear Ana"
_NOTICE = (
    "This e-mail and any attachments are confidential and intended solely for the addressee. If you\n"
    "have received it in error please tell the sender and delete it."
)
SAMPLES = [
    _signed("delimited", _EN, "-- \nAna Rossi\nVia Roma 1, Firenze\n+39 055 123456"),
    _signed("delimited_above_a_quotation", _EN, "-- \nAna Rossi\nTel. 055 123456", _QUOTE),
    _signed("dashes_without_the_space", _EN, "--\nAna Rossi\nwww.example.org"),
    _signed("long_dash", _EN, "—\nAna Rossi\nana@example.org"),
    _signed("underscores", _EN, "____\nAna Rossi\nTel: +39 055 123456"),
    _signed("long_rule", _EN, "______________________\nAna Rossi\nStudio Rossi\nTel: +39 055 123456\nwww.example.org"),
    _signed("card_and_telephone", _EN, "--\nAna Rossi\nArchitect\n\nSent from my iPhone"),
    _signed("card_and_notice", _EN, f"-- \nAna Rossi\n\n{_NOTICE}"),
    _signed("iphone", _EN, "Sent from my iPhone"),
    _signed("iphone_above_a_quotation", _EN, "Sent from my iPhone", _QUOTE),
    _signed("iphone_it", IT, "Inviato da iPhone"),
    _signed("iphone_es", ES, "Enviado desde mi iPhone"),
    _signed("iphone_ru", RU, "Отправлено с iPhone"),
    _signed("iphone_lt", LT, "Išsiųsta iš mano „iPhone“"),
    _signed("iphone_hu", HU, "Az iPhone-omról küldve"),
    _signed("iphone_sr", SR, "Послато са мог iPhone-а"),
    _signed("iphone_sr_latn", SR_LATN, "Poslato sa mog iPhone-a"),
    _signed("iphone_de", DE, "Von meinem iPhone gesendet"),
    _signed("iphone_fr", "Bonjour, la lampe est cassée.", "Envoyé de mon iPhone"),
    _signed("iphone_pt", "Bom dia, a lâmpada está partida.", "Enviado do meu iPhone"),
    _signed("iphone_nl", "Goedendag, de lamp is kapot.", "Verstuurd vanaf mijn iPhone"),
    _signed("iphone_pl", PL, "Wysłane z iPhone'a"),
    _signed("iphone_cs", "Dobrý den, lampa je rozbitá.", "Odesláno z iPhonu"),
    _signed("iphone_sv", "Hej, lampan är trasig.", "Skickat från min iPhone"),
    _signed("iphone_da", "Hej, lampen er i stykker.", "Sendt fra min iPhone"),
    _signed("iphone_fi", "Hei, lamppu on rikki.", "Lähetetty iPhonesta"),
    _signed("iphone_tr", "Merhaba, lamba kırık.", "iPhone'umdan gönderildi"),
    _signed("iphone_el", "Καλημέρα, η λάμπα έσπασε.", "Στάλθηκε από το iPhone μου"),
    _signed("iphone_ro", "Bună ziua, lampa este spartă.", "Trimis de pe iPhone-ul meu"),
    _signed("iphone_uk", "Добрий день, лампа розбита.", "Надіслано з iPhone"),
    _signed("iphone_ja", "ランプが壊れています。", "iPhoneから送信"),
    _signed("iphone_zh", "灯坏了。", "发自我的iPhone"),
    _signed("iphone_ko", "램프가 깨졌어요.", "나의 iPhone에서 보냄"),
    _signed("gmx", DE, "Gesendet mit der GMX Mail App"),
    _signed("samsung", _EN, "Sent from my Galaxy"),
    _signed("samsung_it", IT, "Inviato dal mio Galaxy"),
    _signed("yahoo", _EN, "Sent from Yahoo Mail for iPhone"),
    _signed("yandex", RU, "Отправлено из мобильного приложения Яндекс Почты"),
    _signed("mail_ru", RU, "Отправлено из Mail.ru для Android"),
    _signed("k9", _EN, "Sent from my Android device with K-9 Mail. Please excuse my brevity."),
    _signed("k9_de", DE, "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet."),
    _signed("outlook_windows", _EN, "Sent from Mail<https://go.microsoft.com/fwlink/?LinkId=550986> for Windows 10"),
    _signed("outlook_fr", "Bonjour, la lampe est cassée.", "Télécharger Outlook pour iOS<https://aka.ms/o0ukef>"),
    _signed("proton", _EN, "Sent with Proton Mail secure email."),
    _signed("avast", _EN, "Virus-free. www.avast.com"),
    _signed("avast_it", IT, "Mail priva di virus. www.avast.com"),
    _signed("notice", _EN, _NOTICE),
    _signed("notice_it", IT, "Le informazioni contenute in questo messaggio sono riservate e destinate esclusivamente al destinatario."),
    _signed("notice_de", DE, "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Empfänger sind, löschen Sie sie."),
    _signed("notice_ru", RU, "Данное сообщение содержит конфиденциальную информацию и предназначено только получателю."),
    _signed("notice_hu", HU, "Ez az e-mail bizalmas információkat tartalmazhat, és kizárólag a címzettnek szól."),
    _signed("trees", _EN, "Please consider the environment before printing this e-mail."),
    _signed("mailing_list", _EN, "_______________________________________________\nLamps mailing list\nlamps@lists.example\nhttps://lists.example/mailman/listinfo/lamps"),
    _signed("google_group", _EN, "-- \nYou received this message because you are subscribed to the Google Groups \"Lamps\" group.\nTo unsubscribe from this group, send an email to lamps+unsubscribe@example.org."),
    _unsigned("kind_regards", "The lamp is broken.\n\nKind regards,\nAna Rossi"),
    _unsigned("telephone_in_a_sentence", "I saw it on the mail sent from my iPhone app, and there it was blue."),
    _unsigned("rule_above_a_short_part", "Hello Tom,\n\nThe cup is broken.\n\n____________________\n\nSend another.\n\nBest regards,\nAna Rossi"),
    _unsigned("rule_between_parts", "First part.\n\n____________________\n\nSecond part, which is mine as well."),
    _unsigned("list_below_dashes", "I need:\n\n--\n- one lamp\n- two cups"),
    _unsigned("question_below_dashes", "The lamp is broken.\n\n--\n\nAnd where is my cup?"),
    _unsigned("confidential_word", "Please treat this as confidential: my neighbour broke it."),
]  # fmt: skip
