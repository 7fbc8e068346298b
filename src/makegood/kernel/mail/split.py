"""What was written now, and what was only quoted. Where unsure it stays visible: a customer's words are never cut."""

import re

# "wrote" as mail programs end their attribution line, in the languages of Europe.
_WROTE = (
    r"wrote|writes|ha scritto|scrive|escribi[oó]|escreveu|a écrit|schrieb|geschrieben|schreef|rašė|parašė"
    r"|(?:је )?написа[олa]+(?:/ла|\(а\))?|(?:je )?napisa[ol]+(?:/la|\(la\)|\(a\))?|(?:ezt )?írta|пишет|пишут|написал(?:а|\(а\)|/а)?"
    r"|пише|написав(?:\(ла\))?|pisze|napisał(?:a|\(a\))?|napsal(?:a|\(a\))?|píše|napísal(?:a|\(a\))?|a scris|skrev|kirjoitti"
    r"|έγραψε|yazdı|kirjutas|rakstīja|je napisal(?:a|/a)?|napisal(?:a|/a)?"
)
_ENDS_WROTE = re.compile(
    rf"(?:\b(?:{_WROTE})\b\)?[^\n:]{{0,80}}|\bezt írta \(időpont: .{{4,60}}\))\s*[::]\s*$", re.I
)
_STARTS = re.compile(
    r"^\W{0,3}(?:On|Il|Il giorno|El|Am|Le|Op|Em|No dia|Den|Dne|Dňa|W dniu|Dana|Дана|Le|Pe|Στις|На|Am|Data"
    r"|\d{1,4}[-./ ]|(?:пн|вт|ср|чт|пт|сб|вс|нд|pon|wt|śr|czw|pt|sob|niedz|пон|уто|сре|чет|пет|суб|нед|uto|sre|čet|pet|sub|ned"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\b)",
    re.I,
)
_TIME = re.compile(r"\b\d{1,2}[:.h]\d\d\b|\b(?:19|20)\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_QUOTE = re.compile(r"^\s{0,3}(?:>|\|\s)")
_ORIGINAL = re.compile(
    r"^\W*[-_–—*]{2,}\s*(?:original message|original appointment|messaggio originale|mensaje original|mensagem original"
    r"|message d['’]origine|message original|ursprüngliche nachricht|originalnachricht|oorspronkelijk bericht"
    r"|originalus laiškas|pradinis laiškas|pirminis laiškas|оригинална порука|originalna poruka|izvorna poruka|eredeti üzenet"
    r"|исходное сообщение|исходное письмо|оригинальное сообщение|wiadomość oryginalna|oryginalna wiadomość|původní zpráva"
    r"|pôvodná správa|mesaj original|originalmeddelande|oprindelig meddelelse|alkuperäinen viesti|reply message|antwort an)\s*[-_–—*]{2,}",
    re.I,
)
_FORWARDED = re.compile(
    r"^\W*(?:[-_–—]{2,}\s*)?(?:forwarded message|begin forwarded message|messaggio inoltrato|inizio messaggio inoltrato"
    r"|mensaje reenviado|message transféré|weitergeleitete nachricht|persiųstas laiškas|прослеђена порука|prosleđena poruka"
    r"|továbbított üzenet|továbbított levél|пересылаемое сообщение|пересланное сообщение|пересылаемое письмо|wiadomość przekazana)",
    re.I,
)
_FORWARD_SUBJECT = re.compile(
    r"^\s*(?:fwd?|i|wg|tr|rv|enc|pd|továbbítás|vl|doorst|persiųsta|přeposlat|пересл\w*|прослеђено|prosleđeno)\s*:",
    re.I,
)
_FROM = re.compile(
    r"^\s*>?\s*\*?(?:from|da|von|de|od|feladó|от|nuo|од|šalje|pošiljatelj|expéditeur|van|från|fra|lähettäjä|kimden|от кого|mittente|från|no|saatja|remitente|από|від)\s*:\*?\s*\S",
    re.I,
)
_OTHER_LABEL = re.compile(
    r"^\s*>?\s*\*?(?:sent|to|cc|subject|date|inviato|data|a|oggetto|gesendet|an|betreff|datum|enviado(?: el)?|para|asunto|fecha"
    r"|envoyé|à|objet|date|wysłano|do|temat|elküldve|küldve|dátum|címzett|tárgy|másolat|отправлено|дата|кому|тема|копия"
    r"|išsiųsta|kam|tema|data|послато|датум|за|прима|коме|наслов|предмет|poslato|poslano|datum|prima|kome|za|naslov|predmet"
    r"|odesláno|komu|předmět|verzonden|aan|onderwerp|skickat|till|ämne|sendt|til|emne|lähetetty|trimis|către|subiect|assunto|відправлено|destinatario)"
    r"\s*:",
    re.I,
)
_RULE = re.compile(r"^\s*[_\-–—*]{5,}\s*$")


def split_reply(text: str, subject: str = "") -> tuple[str, str]:
    """(what was written now, what was quoted): both parts of `text`, together nearly all of it."""
    lines = text.split("\n")
    if _FORWARD_SUBJECT.match(subject):
        return text, ""
    end = _cut(lines)
    if end is None:
        return text, ""
    own, quoted = _quotes(lines[:end])
    reply = _joined(own)
    if not reply:
        return text, ""
    return reply, _joined([*quoted, *lines[end:]])


def _cut(lines: list[str]) -> int | None:
    """Where everything below is quoted; the number of lines when nowhere, None when the mail is a forward."""
    for i, line in enumerate(lines):
        if not line.strip() or _QUOTE.match(line):
            continue
        if _FORWARDED.match(line):
            return None
        if _ORIGINAL.match(line) or _is_header_block(lines, i):
            return _above_rule(lines, i)
        begin = _attribution(lines, i)
        if (
            begin is not None
            and not _quote_follows(lines, i)
            and _MAIL.search(_span(lines, begin, i))
        ):
            return begin
    return len(lines)


def _is_header_block(lines: list[str], i: int) -> bool:
    """From: with at least two of Sent, To, Subject right below, as Outlook and its like put it."""
    if not (_FROM.match(lines[i]) or _OTHER_LABEL.match(lines[i])):
        return False
    near = [line for line in lines[i : i + 9] if line.strip()][:6]
    has_from = any(_FROM.match(line) for line in near[:2])
    labels = sum(1 for line in near if _OTHER_LABEL.match(line))
    return (
        has_from and labels >= 2 and any(_MAIL.search(line) or _TIME.search(line) for line in near)
    )


def _above_rule(lines: list[str], i: int) -> int:
    """The line of dashes or underscores Outlook draws above belongs to the quotation."""
    above = i - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    return above if above >= 0 and _RULE.match(lines[above]) else i


def _attribution(lines: list[str], i: int) -> int | None:
    """The first line of the attribution that ends in line `i`, or None when none ends there."""
    line = lines[i].rstrip()
    if not line.endswith((":", ":")) or len(line) > 400:
        return None
    for begin in range(i, max(-1, i - 4), -1):
        if begin < i and not lines[begin].strip():
            return None
        whole = _span(lines, begin, i)
        if not _TIME.search(whole):
            continue
        if _ENDS_WROTE.search(whole) or _MAIL.search(whole):
            return _first_line(lines, begin)
    if _ENDS_WROTE.search(line) and (_MAIL.search(line) or _quote_follows(lines, i)):
        return _first_line(lines, i)
    return None


def _first_line(lines: list[str], begin: int) -> int:
    """Two lines up at most, when the attribution visibly began there ("On Monday, 3 March 2025,")."""
    if _STARTS.match(lines[begin]):
        return begin
    for up in (begin - 1, begin - 2):
        if up < 0 or not lines[up].strip():
            break
        if _STARTS.match(lines[up]) and _TIME.search(lines[up]):
            return up
    return begin


def _span(lines: list[str], begin: int, end: int) -> str:
    return " ".join(line.strip() for line in lines[begin : end + 1])


def _quote_follows(lines: list[str], i: int) -> bool:
    for line in lines[i + 1 : i + 4]:
        if line.strip():
            return bool(_QUOTE.match(line))
    return False


def _quotes(lines: list[str]) -> tuple[list[str], list[str]]:
    """Own lines and quoted ones. Answers written between the quoted lines keep them: alone they would make no sense."""
    is_quoted = [bool(_QUOTE.match(line)) for line in lines]
    for i, quoted in enumerate(is_quoted):
        if not quoted and _quote_follows(lines, i):
            begin = _attribution(lines, i)
            if begin is not None:
                end = next(at for at in range(i + 1, len(lines)) if lines[at].strip())
                is_quoted[begin:end] = [True] * (end - begin)
    if _blocks(lines, is_quoted) > 1:
        return lines, []
    own = [line for line, quoted in zip(lines, is_quoted, strict=True) if not quoted]
    return own, [line for line, quoted in zip(lines, is_quoted, strict=True) if quoted]


def _blocks(lines: list[str], is_quoted: list[bool]) -> int:
    blocks, inside = 0, False
    for line, quoted in zip(lines, is_quoted, strict=True):
        if quoted and not inside:
            blocks, inside = blocks + 1, True
        elif not quoted and line.strip():
            inside = False
    return blocks


def _joined(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")
