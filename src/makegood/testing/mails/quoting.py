"""How programs say in each language whose words follow: what answers and forwards of the corpus are made of.

`NAME` and `MAIL` stand for the writer of the quoted mail; all of them mean Monday, 23 November 2026, ten o'clock.
"""

NAME, MAIL = "Bottega Rossi", "desk@shop.example"

ATTRIBUTIONS: dict[str, dict[str, str]] = {
    "en": {
        "gmail": "On Mon, Nov 23, 2026 at 10:00 AM Bottega Rossi <desk@shop.example> wrote:",
        "gmail_gb": "On Mon, 23 Nov 2026 at 10:00, Bottega Rossi <desk@shop.example> wrote:",
        "apple": "On 23 Nov 2026, at 10:00, Bottega Rossi <desk@shop.example> wrote:",
        "iphone": "On Nov 23, 2026, at 10:00 AM, Bottega Rossi <desk@shop.example> wrote:",
        "thunderbird": "On 23/11/2026 10:00, Bottega Rossi wrote:",
        "roundcube": "On 2026-11-23 10:00, Bottega Rossi wrote:",
        "k9": "On November 23, 2026 10:00:00 AM GMT+01:00, Bottega Rossi <desk@shop.example> wrote:",
        "yahoo": "    On Monday, November 23, 2026 at 10:00:00 AM GMT+1, Bottega Rossi <desk@shop.example> wrote:  ",
        "proton": "On Monday, November 23rd, 2026 at 10:00, Bottega Rossi <desk@shop.example> wrote:",
        "spark": "On 23 Nov 2026, 10:00 +0100, Bottega Rossi <desk@shop.example>, wrote:",
        "zoho": "---- On Mon, 23 Nov 2026 10:00:00 +0100 Bottega Rossi <desk@shop.example> wrote ----",
        "notes": "-----Bottega Rossi <desk@shop.example> wrote: -----",
        "huawei": "---- Bottega Rossi wrote ----",
        "parentheses": "On 23/11/2026 10:00, Bottega Rossi (desk@shop.example) wrote:",
        "mailto": "On 23 Nov 2026, at 10:00, Bottega Rossi <desk@shop.example<mailto:desk@shop.example>> wrote:",
        "horde": "Quoting Bottega Rossi <desk@shop.example>:",
    },
    "it": {
        "gmail": "Il giorno lun 23 nov 2026 alle ore 10:00 Bottega Rossi <desk@shop.example> ha scritto:",
        "apple": "Il giorno 23 nov 2026, alle ore 10:00, Bottega Rossi <desk@shop.example> ha scritto:",
        "thunderbird": "Il 23/11/2026 10:00, Bottega Rossi ha scritto:",
        "yahoo": "Il lunedì 23 novembre 2026 alle ore 10:00:00 CET, Bottega Rossi <desk@shop.example> ha scritto:",
        "mobile": "Il lun 23 nov 2026, 10:00 Bottega Rossi <desk@shop.example> ha scritto:",
        "horde": "Citazione di Bottega Rossi <desk@shop.example>:",
    },
    "es": {
        "gmail": "El lun, 23 nov 2026 a las 10:00, Bottega Rossi (<desk@shop.example>) escribió:",
        "apple": "El 23 nov 2026, a las 10:00, Bottega Rossi <desk@shop.example> escribió:",
        "thunderbird": "El 23/11/2026 a las 10:00, Bottega Rossi escribió:",
        "yahoo": "El lunes, 23 de noviembre de 2026, 10:00:00 CET, Bottega Rossi <desk@shop.example> escribió:",
        "mobile": "El lun., 23 de nov. de 2026 10:00 a. m., Bottega Rossi <desk@shop.example> escribió:",
    },
    "lt": {
        "gmail": "2026-11-23, pr, 10:00 Bottega Rossi <desk@shop.example> rašė:",
        "apple": "2026-11-23, 10:00, Bottega Rossi <desk@shop.example> rašė:",
        "thunderbird": "2026-11-23 10:00, Bottega Rossi rašė:",
        "yahoo": "2026 m. lapkričio 23 d. pirmadienis 10:00:00 EET, Bottega Rossi <desk@shop.example> parašė:",
    },
    "hu": {
        "gmail": "Bottega Rossi <desk@shop.example> ezt írta (időpont: 2026. nov. 23., H, 10:00):",
        "apple": "2026. nov. 23. dátummal, 10:00 időpontban Bottega Rossi <desk@shop.example> írta:",
        "thunderbird": "2026. 11. 23. 10:00 keltezéssel, Bottega Rossi írta:",
        "freemail": "Bottega Rossi <desk@shop.example> írta:",
    },
    "ru": {
        "gmail": "пн, 23 нояб. 2026 г. в 10:00, Bottega Rossi <desk@shop.example>:",
        "apple": "23 нояб. 2026 г., в 10:00, Bottega Rossi <desk@shop.example> написал(а):",
        "thunderbird": "23.11.2026 10:00, Bottega Rossi пишет:",
        "mail_ru": "Понедельник, 23 ноября 2026, 10:00 +03:00 от Bottega Rossi <desk@shop.example>:",
        "yandex": '23.11.2026, 10:00, "Bottega Rossi" <desk@shop.example>:',
        "outlook_2019": '23 ноября 2026 г. 10:00:00 пользователь "Bottega Rossi" <desk@shop.example> написал:',
    },
    "sr": {
        "gmail": "пон, 23. нов 2026. у 10:00 Bottega Rossi <desk@shop.example> је написао/ла:",
        "apple": "Дана 23. 11. 2026., у 10:00, Bottega Rossi <desk@shop.example> је написао/ла:",
        "thunderbird": "23.11.2026. 10:00, Bottega Rossi пише:",
    },
    "sr-latn": {
        "gmail": "pon, 23. nov 2026. u 10:00 Bottega Rossi <desk@shop.example> je napisao/la:",
        "apple": "Dana 23. 11. 2026., u 10:00, Bottega Rossi <desk@shop.example> je napisao/la:",
        "thunderbird": "Dana 23.11.2026. 10:00, Bottega Rossi je napisao(la):",
    },
    "de": {
        "gmail": "Am Mo., 23. Nov. 2026 um 10:00 Uhr schrieb Bottega Rossi <desk@shop.example>:",
        "apple": "Am 23.11.2026 um 10:00 schrieb Bottega Rossi <desk@shop.example>:",
        "thunderbird": "Am 23.11.26 um 10:00 schrieb Bottega Rossi:",
        "name_first": "Bottega Rossi <desk@shop.example> schrieb am Mo., 23. Nov. 2026, 10:00:",
        "horde": "Zitat von Bottega Rossi <desk@shop.example>:",
    },
    "fr": {
        "gmail": "Le lun. 23 nov. 2026 à 10:00, Bottega Rossi <desk@shop.example> a écrit :",
        "apple": "Le 23 nov. 2026 à 10:00, Bottega Rossi <desk@shop.example> a écrit :",
        "thunderbird": "Le 23/11/2026 à 10:00, Bottega Rossi a écrit :",
        "yahoo": "Le lundi 23 novembre 2026 à 10:00:00 UTC+1, Bottega Rossi <desk@shop.example> a écrit :",
    },
    "pt": {
        "gmail": "Em seg., 23 de nov. de 2026 às 10:00, Bottega Rossi <desk@shop.example> escreveu:",
        "gmail_pt": "Bottega Rossi <desk@shop.example> escreveu (segunda, 23/11/2026 à(s) 10:00):",
        "apple": "No dia 23/11/2026, às 10:00, Bottega Rossi <desk@shop.example> escreveu:",
        "thunderbird": "Em 23/11/2026 10:00, Bottega Rossi escreveu:",
    },
    "nl": {
        "gmail": "Op ma 23 nov 2026 om 10:00 schreef Bottega Rossi <desk@shop.example>:",
        "apple": "Op 23 nov. 2026, om 10:00 heeft Bottega Rossi <desk@shop.example> het volgende geschreven:",
        "thunderbird": "Op 23-11-2026 om 10:00 schreef Bottega Rossi:",
    },
    "pl": {
        "gmail": "pon., 23 lis 2026 o 10:00 Bottega Rossi <desk@shop.example> napisał(a):",
        "apple": "Wiadomość napisana przez Bottega Rossi <desk@shop.example> w dniu 23 lis 2026, o godz. 10:00:",
        "thunderbird": "W dniu 23.11.2026 o 10:00, Bottega Rossi pisze:",
        "onet": "W dniu 2026-11-23 10:00:00 użytkownik Bottega Rossi <desk@shop.example> napisał:",
        "wp": "Dnia 23 listopada 2026 10:00 Bottega Rossi <desk@shop.example> napisał(a):",
    },
    "cs": {
        "gmail": "po 23. 11. 2026 v 10:00 odesílatel Bottega Rossi <desk@shop.example> napsal:",
        "apple": "23. 11. 2026 v 10:00, Bottega Rossi <desk@shop.example>:",
        "thunderbird": "Dne 23. 11. 26 v 10:00 Bottega Rossi napsal(a):",
    },
    "sk": {
        "gmail": "po 23. 11. 2026 o 10:00 Bottega Rossi <desk@shop.example> napísal(a):",
        "apple": "Dňa 23. 11. 2026 o 10:00 Bottega Rossi <desk@shop.example> napísal(a):",
        "thunderbird": "Dňa 23. 11. 2026 o 10:00 Bottega Rossi napísal(a):",
    },
    "sl": {
        "gmail": "V pon., 23. nov. 2026 ob 10:00 je oseba Bottega Rossi <desk@shop.example> napisala:",
        "thunderbird": "Dne 23. 11. 2026 ob 10:00 je Bottega Rossi napisal(a):",
    },
    "hr": {
        "gmail": "pon, 23. stu 2026. u 10:00 Bottega Rossi <desk@shop.example> napisao je:",
        "apple": "Dana 23.11.2026., u 10:00, Bottega Rossi <desk@shop.example> je napisao/la:",
    },
    "bg": {
        "gmail": "На пн, 23.11.2026 г. в 10:00 Bottega Rossi <desk@shop.example> написа:",
        "thunderbird": "На 23.11.26 г. в 10:00, Bottega Rossi написа:",
    },
    "ro": {
        "gmail": "În lun., 23 nov. 2026 la 10:00, Bottega Rossi <desk@shop.example> a scris:",
        "apple": "Pe 23 nov. 2026, la 10:00, Bottega Rossi <desk@shop.example> a scris:",
    },
    "el": {
        "gmail": "Στις Δευ 23 Νοε 2026 στις 10:00 π.μ., ο χρήστης Bottega Rossi <desk@shop.example> έγραψε:",
        "thunderbird": "Στις 23/11/2026 10:00, Bottega Rossi έγραψε:",
    },
    "tr": {
        "gmail": "Bottega Rossi <desk@shop.example>, 23 Kas 2026 Pzt, 10:00 tarihinde şunu yazdı:",
        "apple": "Bottega Rossi <desk@shop.example> şunları yazdı (23 Kas 2026 10:00):",
    },
    "uk": {
        "gmail": "пн, 23 лист. 2026 р. о 10:00 Bottega Rossi <desk@shop.example> пише:",
        "ukr_net": '23 листопада 2026, 10:00:00, від "Bottega Rossi" <desk@shop.example>:',
        "thunderbird": "23.11.2026 10:00, Bottega Rossi пише:",
    },
    "sv": {
        "gmail": "Den mån 23 nov. 2026 kl 10:00 skrev Bottega Rossi <desk@shop.example>:",
        "apple": "23 nov. 2026 kl. 10:00 skrev Bottega Rossi <desk@shop.example>:",
        "thunderbird": "Den 2026-11-23 kl. 10:00, skrev Bottega Rossi:",
    },
    "da": {
        "gmail": "Den man. 23. nov. 2026 kl. 10.00 skrev Bottega Rossi <desk@shop.example>:",
        "apple": "Den 23. nov. 2026 kl. 10.00 skrev Bottega Rossi <desk@shop.example>:",
    },
    "no": {
        "gmail": "man. 23. nov. 2026 kl. 10:00 skrev Bottega Rossi <desk@shop.example>:",
        "apple": "23. nov. 2026 kl. 10:00 skrev Bottega Rossi <desk@shop.example>:",
    },
    "fi": {
        "gmail": "ma 23. marrask. 2026 klo 10.00 Bottega Rossi (desk@shop.example) kirjoitti:",
        "apple": "Bottega Rossi <desk@shop.example> kirjoitti 23.11.2026 kello 10.00:",
    },
    "et": {
        "gmail": "Kontakt Bottega Rossi (<desk@shop.example>) kirjutas kuupäeval E, 23. november 2026 kell 10:00:",
    },
    "lv": {
        "gmail": "pirmd., 2026. g. 23. nov., plkst. 10:00 — lietotājs Bottega Rossi (<desk@shop.example>) rakstīja:",
    },
    "ca": {
        "gmail": "Missatge de Bottega Rossi <desk@shop.example> del dia dl., 23 de nov. 2026 a les 10:00:",
    },
    "ja": {
        "gmail": "2026年11月23日(月) 10:00 Bottega Rossi <desk@shop.example>:",
        "apple": "2026/11/23 10:00、Bottega Rossi <desk@shop.example>のメール:",
    },
    "zh": {
        "gmail": "Bottega Rossi <desk@shop.example> 于2026年11月23日周一 10:00写道：",
        "apple": "在 2026年11月23日，10:00，Bottega Rossi <desk@shop.example> 写道：",
    },
    "ko": {"gmail": "2026년 11월 23일 (월) 오전 10:00, Bottega Rossi <desk@shop.example>님이 작성:"},
    "ar": {"gmail": "في الاثنين، 23 نوفمبر 2026 في 10:00 ص تمت كتابة ما يلي بواسطة ‪Bottega Rossi‬‏ <‪desk@shop.example‬‏>:‬"},
    "he": {"gmail": "‫בתאריך יום ב׳, 23 בנוב׳ 2026 ב-10:00 מאת ‪Bottega Rossi‬‏ <‪desk@shop.example‬‏>:‬"},
    "vi": {"gmail": "Vào Th 2, 23 thg 11, 2026 vào lúc 10:00 Bottega Rossi <desk@shop.example> đã viết:"},
}  # fmt: skip
"""Language → program → the line above the quotation."""

NAMES_ONLY = {"thunderbird", "roundcube", "huawei"}
"""Programs that name no address: what stands below their line is only known to be quoted by its marks."""

BLOCKS: dict[str, tuple[str, str, str, str, str]] = {
    "en": ("From", "Sent", "To", "Subject", "Monday, November 23, 2026 10:00 AM"),
    "it": ("Da", "Inviato", "A", "Oggetto", "lunedì 23 novembre 2026 10:00"),
    "es": ("De", "Enviado el", "Para", "Asunto", "lunes, 23 de noviembre de 2026 10:00"),
    "lt": ("Nuo", "Išsiųsta", "Kam", "Tema", "2026 m. lapkričio 23 d., pirmadienis 10:00"),
    "hu": ("Feladó", "Elküldve", "Címzett", "Tárgy", "2026. november 23., hétfő 10:00"),
    "ru": ("От", "Отправлено", "Кому", "Тема", "понедельник, 23 ноября 2026 г. 10:00"),
    "sr": ("Од", "Послато", "За", "Тема", "понедељак, 23. новембар 2026. 10:00"),
    "sr-latn": ("Od", "Poslato", "Za", "Tema", "ponedeljak, 23. novembar 2026. 10:00"),
    "de": ("Von", "Gesendet", "An", "Betreff", "Montag, 23. November 2026 10:00"),
    "fr": ("De", "Envoyé", "À", "Objet", "lundi 23 novembre 2026 10:00"),
    "pt": ("De", "Enviada em", "Para", "Assunto", "segunda-feira, 23 de novembro de 2026 10:00"),
    "nl": ("Van", "Verzonden", "Aan", "Onderwerp", "maandag 23 november 2026 10:00"),
    "pl": ("Od", "Wysłano", "Do", "Temat", "poniedziałek, 23 listopada 2026 10:00"),
    "cs": ("Od", "Odesláno", "Komu", "Předmět", "pondělí 23. listopadu 2026 10:00"),
    "sk": ("Od", "Odoslané", "Komu", "Predmet", "pondelok 23. novembra 2026 10:00"),
    "sl": ("Od", "Poslano", "Za", "Zadeva", "ponedeljek, 23. november 2026 10:00"),
    "hr": ("Šalje", "Datum", "Prima", "Predmet", "ponedjeljak, 23. studenoga 2026. 10:00"),
    "bg": ("От", "Изпратено", "До", "Относно", "понеделник, 23 ноември 2026 г. 10:00"),
    "ro": ("De la", "Trimis", "Către", "Subiect", "luni, 23 noiembrie 2026 10:00"),
    "el": ("Από", "Στάλθηκε", "Προς", "Θέμα", "Δευτέρα, 23 Νοεμβρίου 2026 10:00"),
    "tr": ("Kimden", "Gönderildi", "Kime", "Konu", "23 Kasım 2026 Pazartesi 10:00"),
    "uk": ("Від", "Надіслано", "Кому", "Тема", "понеділок, 23 листопада 2026 р. 10:00"),
    "sv": ("Från", "Skickat", "Till", "Ämne", "den 23 november 2026 10:00"),
    "da": ("Fra", "Sendt", "Til", "Emne", "23. november 2026 10:00"),
    "no": ("Fra", "Dato", "Til", "Emne", "mandag 23. november 2026 10:00"),
    "fi": (
        "Lähettäjä",
        "Lähetetty",
        "Vastaanottaja",
        "Aihe",
        "maanantai 23. marraskuuta 2026 10.00",
    ),
    "et": ("Saatja", "Saadetud", "Adressaat", "Teema", "esmaspäev, 23. november 2026 10:00"),
    "lv": ("No", "Nosūtīts", "Kam", "Tēma", "pirmdiena, 2026. gada 23. novembris 10:00"),
    "ca": ("De", "Enviat", "Per a", "Assumpte", "dilluns, 23 de novembre de 2026 10:00"),
    "ja": ("差出人", "送信日時", "宛先", "件名", "2026年11月23日 10:00"),
    "zh": ("发件人", "发送时间", "收件人", "主题", "2026年11月23日 10:00"),
    "ko": ("보낸 사람", "보낸 날짜", "받는 사람", "제목", "2026년 11월 23일 월요일 오전 10:00"),
    "ar": ("من", "تاريخ الإرسال", "إلى", "الموضوع", "23/11/2026 10:00"),
    "he": ("מאת", "נשלח", "אל", "נושא", "23/11/2026 10:00"),
    "vi": ("Từ", "Đã gửi", "Đến", "Chủ đề", "23 tháng 11 2026 10:00"),
}
"""Language → the names of the four headers, and the date as it stands there."""

ORIGINALS: dict[str, str] = {
    "en": "Original Message", "it": "Messaggio originale", "es": "Mensaje original", "lt": "Originalus laiškas", "hu": "Eredeti üzenet",
    "ru": "Исходное сообщение", "sr": "Оригинална порука", "sr-latn": "Originalna poruka", "de": "Ursprüngliche Nachricht", "fr": "Message d'origine",
    "pt": "Mensagem original", "nl": "Oorspronkelijk bericht", "pl": "Wiadomość oryginalna", "cs": "Původní zpráva", "sk": "Pôvodná správa",
    "sl": "Izvorno sporočilo", "hr": "Izvorna poruka", "bg": "Оригинално съобщение", "ro": "Mesaj original", "el": "Αρχικό μήνυμα", "tr": "Orijinal Mesaj",
    "uk": "Оригінальне повідомлення", "sv": "Originalmeddelande", "da": "Oprindelig meddelelse", "no": "Opprinnelig melding", "fi": "Alkuperäinen viesti",
    "et": "Algne sõnum", "lv": "Sākotnējais ziņojums", "ca": "Missatge original", "ja": "元のメッセージ", "zh": "原始邮件", "ko": "원본 메시지", "ar": "الرسالة الأصلية",
    "he": "הודעה מקורית", "vi": "Thư gốc",
}  # fmt: skip
"""Language → what stands between the dashes above an older mail."""

FORWARDS: dict[str, tuple[str, str]] = {
    "en": ("---------- Forwarded message ---------", "Fwd"), "it": ("-------- Messaggio Inoltrato --------", "I"), "es": ("---------- Mensaje reenviado ---------", "RV"),
    "lt": ("---------- Persiųstas laiškas ---------", "Persiųsta"), "hu": ("-------- Továbbított üzenet --------", "Továbbítás"), "ru": ("-------- Пересылаемое сообщение --------", "Fwd"),
    "sr": ("-------- Прослеђена порука --------", "Прослеђено"), "sr-latn": ("-------- Prosleđena poruka --------", "Prosleđeno"), "de": ("-------- Weitergeleitete Nachricht --------", "WG"),
    "fr": ("-------- Message transféré --------", "TR"), "pt": ("-------- Mensagem encaminhada --------", "ENC"), "nl": ("-------- Doorgestuurd bericht --------", "Fwd"),
    "pl": ("-------- Treść przekazanej wiadomości --------", "PD"), "cs": ("-------- Přeposlaná zpráva --------", "Fwd"), "sk": ("-------- Preposlaná správa --------", "Fwd"),
    "sl": ("-------- Posredovano sporočilo --------", "Fwd"), "hr": ("-------- Proslijeđena poruka --------", "Fwd"), "bg": ("-------- Препратено съобщение --------", "Fwd"),
    "ro": ("-------- Mesaj redirecționat --------", "Fwd"), "el": ("-------- Προωθημένο μήνυμα --------", "Fwd"), "tr": ("-------- İletilen İleti --------", "İLT"),
    "uk": ("-------- Переслане повідомлення --------", "Fwd"), "sv": ("-------- Vidarebefordrat meddelande --------", "VB"), "da": ("-------- Videresendt meddelelse --------", "VS"),
    "no": ("-------- Videresendt melding --------", "Videresend"), "fi": ("-------- Välitetty viesti / Fwd.Msg --------", "VL"), "et": ("-------- Edastatud kiri --------", "Fwd"),
    "lv": ("-------- Pārsūtīts ziņojums --------", "Fwd"), "ca": ("-------- Missatge reenviat --------", "Fwd"), "ja": ("---------- 転送メッセージ ---------", "Fwd"),
    "zh": ("---------- 转发的邮件 ---------", "转发"), "ko": ("---------- 전달된 메시지 ---------", "Fwd"), "ar": ("---------- رسالة معاد توجيهها ---------", "Fwd"), "he": ("---------- הודעה שהועברה ---------", "Fwd"), "vi": ("---------- Thư đã chuyển tiếp ---------", "Fwd"),
}  # fmt: skip
"""Language → the rule above a mail passed on, and the prefix of the subject."""


def block(language: str, subject: str = "Your lamp") -> str:
    """The four headers as Outlook puts them."""
    sender, sent, to, about, date = BLOCKS[language]
    return f"{sender}: {NAME} <{MAIL}>\n{sent}: {date}\n{to}: Ana Verdi <ana@example.org>\n{about}: {subject}"


def wrapped(line: str, words_before: int) -> str:
    """`line` broken in two, as programs do that keep lines short."""
    pieces = line.split(" ")
    return " ".join(pieces[:words_before]) + "\n" + " ".join(pieces[words_before:])
