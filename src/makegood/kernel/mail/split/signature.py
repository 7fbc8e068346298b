"""Where a person's words end and their name card, their telephone's advertisement or their lawyer's begins.

Only what is set apart counts: a rule of dashes, a sentence known to be a program's, a known legal notice. "Kind
regards, Ana" is the person's word and stays; so does whatever is merely short.
"""

import re
from collections.abc import Sequence

from makegood.kernel.mail.split.lines import alternatives

_MOST_LINES = 25
_MOST_CHARACTERS = 2_500
_DASHES = re.compile(r"^(?:--|—|–|―|--\s*--|_{2,}|-{3,}|—{2,}|–{2,})$")
_BULLET = re.compile(r"^(?:[-*•]\s|\d+[.)]\s)")
_DEVICES = (
    r"i\s?phon|i\s?pad|i\s?pod|apple watch|android|samsung|galaxy|huawei|xiaomi|redmi|oneplus|nokia|lumia|htc|sony|xperia|motorola|blackberry|windows\s?(?:phone|mail|10|8|7|1)|windows|outlook|yahoo|"
    r"gmail|gmx|web\.de|mail\.ru|yandex|яндекс|почт[ыау]|mail app|mail for|mail für|mail pour|k-9|thunderbird|aquamail|bluemail|spark|edison|airmail|mailbird|mailbox|proton|tutanota|tuta|zoho|fairemail|superhuman|"
    r"missive|macbook|mobil|cell\s?phone|phone|telef|teléf|téléph|smartphone|handy|tablet|dispositiv|appareil|urządze|komórk|телефон|смартфон|планшет|айфон|устройств|пристро|uređaj|уређај|készülék|"
    r"okostelef|seznam|email\.cz|orange|libero|tiscali|virgilio|aol|t-online|freenet|ionos|acompli|mailspring|emclient|em client|telem|κινητ|<https?://"
)  # fmt: skip
_SENT = (
    r"sent (?:from|via|with|using)|inviat[oa] (?:da|dal|dall['’]|tramite|con)|enviad[oa] (?:desde|do|pelo|a partir d[oe]|con|com|de|via|da)|envoyé (?:de|depuis|à partir d[eu]?|par|via|avec|du)|"
    r"gesendet (?:von|mit|über|aus|via|vom)|(?:verzonden|verstuurd) (?:vanaf|met|via|van|vanuit)|(?:отправлено|послано) (?:с|со|из|через|от|при помощи|с помощью)|(?:надіслано|відправлено) (?:з|із|через|за допомогою)|"
    r"(?:iš)?siųsta (?:iš|naudojant|per|su|naudojantis)|(?:послато|poslato|poslano|послано) (?:са|с|sa|s|iz|из|z|preko|преко|prek|pomoću|помоћу)|(?:el)?küldve (?:az?)|wysłan[eoay] (?:z|ze|przez|za pomocą|przy użyciu|w)|"
    r"odesláno (?:z|ze|pomocí|přes|aplikací)|odoslané (?:z|zo|pomocou|cez)|trimis (?:de pe|din|de la|prin|cu|folosind)|изпратен[оа]? (?:от|чрез)|skickat (?:från|via|med)|sendt (?:fra|via|med)|lähetetty|(?:στάλθηκε|εστάλη|απεστάλη) (?:από|μέσω)|"
    r"saadetud|nosūtīts no|enviat (?:des d['’e]|del|amb)|(?:đã|được) gửi từ|أ?ُ?رسلت من|مرسل من"
)  # fmt: skip
_SENT_FROM = re.compile(
    r"^[(<\[*_\s]{0,4}(?:"
    rf"(?:{_SENT})\b.{{0,60}}?(?:{_DEVICES}).{{0,120}}"
    r"|sent (?:from|via) my .{1,80}|sent by galaxy|from my (?:iphone|ipad|phone|mobile|android|samsung|galaxy).{0,40}|sent via mobile|sent from (?:a|mobile) .{1,30}|\w+ from mobile|sent with (?:airmail|spark)"
    r"|(?:get|download) (?:outlook|bluemail|yahoo mail|spark|typeapp|gmail)\b.{0,200}"
    r"|(?:scarica|ottieni|obtener|obtén|obter|obtenha|descargar|baixar|télécharger|obtenez|obtenir|outlook|holen sie sich outlook|download outlook|скачать|получите|загрузите|получить|отримати|завантажити"
    r"|gaukite|atsisiųskite|preuzmite|преузмите|nabavite|набавите|pobierz|uzyskaj|získejte|získať|získat|stáhnout|obțineți|descărcați|вземете|изтеглете|hämta|hent|skaffa|hanki|szerezze be az|az) .{0,20}outlook\b.{0,160}"
    r"|outlook (?:für|voor|for|per|para|pour|для) (?:ios|android|mac|windows).{0,160}|(?:ios|android) için outlook.{0,160}|(?:获取|取得)\s?outlook.{0,160}"
    r"|(?:von|vom) mein\w* .{2,60}(?:gesendet|gesandt|verschickt).{0,20}|von unterwegs gesendet.{0,20}|diese nachricht wurde (?:von|mit) .{3,100} gesendet.{0,20}|från min .{2,40}"
    rf"|(?:az? )?\S{{0,10}}(?:{_DEVICES})\S{{0,12}} küldve.{{0,20}}|\S{{0,12}}(?:{_DEVICES})\S{{0,12}} gönderildi.{{0,20}}|lähetetty .{{2,60}}(?:sta|stä|lta|ltä)\.?"
    r"|從我的.{2,30}傳送|发自.{1,40}|發自.{1,40}|發送自.{1,40}|从.{1,30}发送.{0,20}|.{1,30}から送信.{0,10}|.{1,30}에서 보냄.{0,10}|נשלח מ.{2,40}"
    r")[)>\]*_\s.!]{0,4}$", re.I
)  # fmt: skip
_SCANNED = re.compile(
    r"^[\s\[(]{0,3}(?:virus[- ]?free\b|mail priva di virus|libre de virus|sin virus\.|garanti sans virus|virenfrei|virusvrij|vírusmentes|wolny od wirusów|без вирусов|bez virů|bez vírusov|livre de vírus|be virusų|без вируса|bez virusa|virusfri)\W.{0,120}$"
    r"|\bavast\b.{0,60}(?:virus|software|antivirus)|(?:virus|antivirus).{0,80}\b(?:avast|avg|kaspersky|eset|bitdefender|norton|mcafee)\b|checked for viruses by|www\.(?:avast|avg)\.com|no virus found in this", re.I
)  # fmt: skip
_LIST = re.compile(
    r"^(?:[\w-]{1,40} mailing list|(?:list info: )?https?://\S*(?:listinfo|mailman)\S*|you received this (?:message|e-?mail|mail) because you.*|to unsubscribe\b.*@.*|to unsubscribe from this (?:list|group|thread).*|"
    r"unsubscribe:.*|list-archive:.*|for more options, visit this group.*|reply to this email directly.*|to post to this group.*|to view this discussion on the web.*)$", re.I
)  # fmt: skip
_NOTICE_WORDS = alternatives(
    (
        "confidentiality notice", "confidentiality note", "legal notice", "legal disclaimer", "privacy notice", "important notice", "this e-mail and any", "this email and any", "this message and any", "this e-mail is confidential", "this email is confidential", "this communication is confidential",
        "this e-mail message", "this email message is", "this message is confidential", "this message is intended", "this email is intended", "this e-mail is intended", "this electronic mail", "the information contained in this", "the information transmitted", "the contents of this e", "the content of this e", "this message contains confidential",
        "this email contains", "this e-mail contains", "this email may contain", "this e-mail may contain", "this transmission", "if you are not the intended recipient", "if you have received this", "please consider the environment", "consider the environment before", "before printing", "think before you print", "save a tree", "please don't print",
        "avviso di riservatezza", "le informazioni contenute", "questo messaggio è", "questo messaggio e", "questa e-mail contiene", "il contenuto di questa", "il contenuto della presente", "ai sensi del", "informativa privacy", "nota di riservatezza", "prima di stampare", "rispetta l'ambiente", "la presente e-mail",
        "aviso legal", "aviso de confidencialidad", "este mensaje y", "este mensaje es confidencial", "este mensaje contiene", "este mensaje se dirige", "este mensaje va dirigido", "este correo electrónico y", "este correo electrónico es", "este correo electrónico contiene", "la información contenida en", "antes de imprimir", "en cumplimiento de", "de conformidad con",
        "ce message et", "ce message est", "ce courriel", "cet e-mail", "cet email", "les informations contenues", "avis de confidentialité", "pensez à l'environnement", "pensez à l’environnement", "avant d'imprimer", "merci de penser à l'environnement",
        "diese e-mail enthält", "diese e-mail ist", "diese e-mail und", "diese nachricht enthält", "diese nachricht ist", "diese mail enthält", "der inhalt dieser e-mail", "vertraulichkeitshinweis", "rechtlicher hinweis", "haftungsausschluss", "die information in dieser", "die in dieser e-mail", "bitte denken sie an die umwelt", "denken sie an die umwelt", "bitte prüfen sie", "datenschutzhinweis",
        "esta mensagem", "este e-mail", "as informações contidas", "aviso de confidencialidade", "antes de imprimir este", "dit bericht is", "dit bericht en", "deze e-mail is", "deze e-mail en", "de informatie in dit", "de inhoud van dit", "disclaimer:", "disclaimer.", "denk aan het milieu",
        "данное сообщение", "данное электронное", "это сообщение и", "это сообщение содержит", "это электронное", "настоящее сообщение", "настоящее электронное", "информация, содержащаяся", "информация в этом сообщении", "конфиденциальность:", "уведомление о конфиденциальности", "пожалуйста, подумайте об окружающей",
        "це повідомлення", "цей лист", "інформація, що міститься", "šis laiškas", "šis elektroninis", "šiame laiške", "šiame elektroniniame", "šis pranešimas", "ši elektroninio pašto žinutė", "konfidencialumo", "prieš spausdindami", "ova poruka", "ovaj e-mail", "ovaj mejl", "ova elektronska", "ova e-pošta", "informacije sadržane u", "ова порука", "овај мејл", "ова електронска", "информације садржане",
        "izjava o odricanju", "ez az e-mail", "ez az üzenet", "ez az elektronikus", "jelen e-mail", "jelen üzenet", "jelen elektronikus", "az üzenet tartalma", "a jelen levél", "mielőtt kinyomtatná", "kérjük, gondoljon a környezetre", "ta wiadomość", "niniejsza wiadomość", "treść tej wiadomości", "informacje zawarte w", "klauzula poufności", "zanim wydrukujesz",
        "tato zpráva", "tento e-mail", "tento email", "obsah této", "táto správa", "obsah tejto", "acest mesaj", "acest e-mail", "informațiile conținute", "αυτό το μήνυμα", "το παρόν μήνυμα", "bu e-posta", "bu mesaj", "detta meddelande", "detta e-postmeddelande", "denne e-mail", "denne meddelelse", "denne e-posten", "tämä viesti", "tämä sähköposti", "aquest missatge", "това съобщение", "настоящото съобщение",
    )
)  # fmt: skip
_NOTICE = re.compile(rf"^[*_\s(\"«„]{{0,4}}(?:{_NOTICE_WORDS})(?!\w)", re.I)
_LEGAL = re.compile(
    r"confident|riservat|confidenc|vertraulich|vertrouwelijk|конфиденц|конфіденц|poufn|důvěrn|dôvern|bizalmas|poverljiv|povjerljiv|поверљив|konfidenc|privileg|intended|recipient|addressee|destinatari|destinatár|"
    r"destinataire|empfänger|geadresseerde|ontvanger|адресат|получател|gavėj|címzett|primaoc|primatelj|adresat|příjemc|adresát|alıcı|mottagare|modtager|mottaker|vastaanottaja|environment|ambiente|environnement|umwelt|milieu|print|"
    r"gdpr|rgpd|2016/679|disclaimer|gizli|εμπιστευτικ|fortrolig|konfidentiell|luottamuksell|legal|privacy|поверит|поверител|prin(?:t|ting)|stampare|imprimir|imprimer|drucken|spausdin", re.I
)  # fmt: skip
_CONTACT = re.compile(
    r"@\w|https?://|www\.|\+?\d[\d\s()/.-]{6,}\d|\b(?:tel|phone|mobile|mob|cell|fax|skype|linkedin|facebook|twitter|тел|моб|gsm)\b",
    re.I,
)


def signature_begin(seen: Sequence[str], raw: Sequence[str]) -> int | None:
    """The line of `seen` (the person's own, in order) from which all is signature; None where nothing is set apart."""
    end = len(seen)
    begin = end
    for at in range(end - 1, max(-1, end - 120), -1):
        line = seen[at]
        if not line:
            continue
        if _is_set_apart(seen, raw, at, begin):
            begin = at
        elif begin != end and not _belongs(seen, at, begin):
            if not _is_delimiter_above(seen, raw, at, begin):
                break
        elif begin == end and at < end - _MOST_LINES - 60:
            break
    return begin if begin < end else None


def _is_set_apart(seen: Sequence[str], raw: Sequence[str], at: int, begin: int) -> bool:
    line = seen[at]
    if raw[at].rstrip("\r") in ("-- ", "--\xa0"):
        return _is_card(seen[at + 1 :], strict=False)
    if _DASHES.match(line) and not _underlines(seen, at):
        return (
            _is_card(seen[at + 1 :], strict=True)
            or _is_motto(seen[at + 1 :])
            or (begin < len(seen) and _all_between(seen, at, begin))
        )
    if _all_between(seen, at, begin) and is_program_line(line):
        return True
    return _is_notice(seen, at) and _is_all_notice(seen, at, begin)


def _underlines(seen: Sequence[str], at: int) -> bool:
    """A rule right below a line of words is the line below a heading."""
    return at > 0 and len(seen[at]) > 3 and seen[at][0] == "-" and bool(seen[at - 1])


def is_program_line(line: str) -> bool:
    """A sentence a program wrote: where it was sent from, that no virus was found, how to leave the list."""
    if len(line) < 200 and _SENT_FROM.match(line):
        return True
    return bool(len(line) < 400 and (_SCANNED.search(line) or _LIST.search(line)))


def _is_notice(seen: Sequence[str], at: int) -> bool:
    if not _NOTICE.match(seen[at]):
        return False
    paragraph = " ".join(seen[at : at + 12])
    return len(paragraph) > 30 and bool(_LEGAL.search(paragraph))


def _is_all_notice(seen: Sequence[str], at: int, end: int) -> bool:
    """A notice is the last word: each paragraph below it is a lawyer's as well."""
    first, *others = "\n".join(seen[at:end]).strip("\n").split("\n\n")
    return len(first) < 4_000 and all(
        _LEGAL.search(other) or _CONTACT.search(other) for other in others if other.strip()
    )


def _all_between(seen: Sequence[str], at: int, begin: int) -> bool:
    return not any(seen[at + 1 : begin])


def _belongs(seen: Sequence[str], at: int, begin: int) -> bool:
    """A line between two lines of programs, such as the address of a link broken off."""
    return bool(re.match(r"^[<(\[]?https?://\S+[>)\]]?$", seen[at])) and _all_between(
        seen, at, begin
    )


def _is_delimiter_above(seen: Sequence[str], raw: Sequence[str], at: int, begin: int) -> bool:
    """Whether a rule of dashes stands close above, so that the lines between may still be a card."""
    above = seen[max(0, at - 12) : at]
    return any(_DASHES.match(line) for line in above if line)


def _is_card(lines: Sequence[str], *, strict: bool) -> bool:
    """Few, short lines, as on a name card; below a mere rule also something to call, write or look up, or a name alone."""
    told = [line for line in lines if line]
    if not told or len(told) > _MOST_LINES or sum(map(len, told)) > _MOST_CHARACTERS:
        return False
    card = _before_notices(lines)
    if any(_BULLET.match(line) for line in card):
        return False
    if not strict:
        return True
    if len(card) > 10 or any(_is_told(line) for line in card):
        return False
    if any(map(_CONTACT.search, card)):
        return True
    # Words go on below an empty line; a name stands right below its rule.
    return bool(lines[0]) and len(card) <= 4 and all(len(line) < 50 for line in card)


def _is_motto(lines: Sequence[str]) -> bool:
    """One or two lines right below the rule, and nothing more: whoever goes on writing leaves a line empty."""
    told = [line for line in lines if line]
    is_close = bool(lines) and bool(lines[0]) and len(told) <= 2
    return (
        is_close
        and sum(map(len, told)) <= 120
        and not any("?" in line for line in told)
        and not any(map(_BULLET.match, told))
    )


def _is_told(line: str) -> bool:
    """A sentence or a question is somebody's word, not a line of a card."""
    if line.endswith("?"):
        return True
    ends = line.endswith((".", "!", ":", ",")) and line.count(" ") > 2
    return (ends or len(line) > 60) and not _CONTACT.search(line)


def _before_notices(lines: Sequence[str]) -> list[str]:
    """The lines of the card itself: notices, advertisements and list footers below it may be as long as they like."""
    card: list[str] = []
    for at, line in enumerate(lines):
        if is_program_line(line) or _is_notice(lines, at):
            break
        if line and not _DASHES.match(line):
            card.append(line)
    return card
