"""Subjects of automatic answers, in the languages that mail programs write them in.

`ANSWERS` begin the subject of nothing but an automatic answer. `AWAY` are words people use too ("Out of office chairs"):
they count only where they stand alone, or before a mark and the subject that is answered.
"""

import re

_ANSWERS = r"""
    auto(?:matic|mated)?[- ]?(?:reply|response|responder|answer)|auto[- ]?(?:re|rply|respond): |auto: .{0,80}(?:out of|away|returning|reply|abwesen|absent|absence|assente|ausente)|autoreply|autorespond\w*|auto-?generated reply|this is an? auto\w* (?:reply|response|message)
    automatische? (?:antwort|reaktion|e-?mail[- ]?antwort|abwesenheits\w*)|automatisch (?:antwoord|bericht)|automatisierte antwort|abwesenheits(?:notiz|nachricht|meldung|assistent|agent|benachrichtigung)\w*|autom\. antwort
    r[ée]ponse automatique|message d'absence|avis d'absence|notification d'absence
    risposta automatica|risponditore automatico|messaggio automatico|avviso di assenza|notifica di assenza
    respuesta autom[aá]tica|contestaci[oó]n autom[aá]tica|autorespuesta|aviso de ausencia|resposta autom[aàá]tica|resposta autom[àa]tica
    автоответ\w*|автоматический ответ|автоматична(?: відповідь)?|автовідповідь|автоматичен отговор|автоматический отклик
    automatyczna odpowied[zź]|autoodpowied[zź]|automatick[áaéeýy] odpov[eě][dď]\w*|automatick[áa] odpove[dď]
    automatikus (?:v[áa]lasz|v[áa]laszlev[ée]l)|r[ăa]spuns automat|automatinis atsakymas|autom[aā]tisk\w* atbilde|automaatvastus|automaattinen vastaus|automaatne vastus
    аутоматски одговор|automatski odgovor|samodejni odgovor|samodejno odgovor|automatsko odgovaranje
    autosvar|automatiskt? svar|sjálfvirkt svar|αυτόματη απάντηση|otomatik (?:yan[ıi]t|cevap)|מענה אוטומטי|תשובה אוטומטית
    رد تلقائي|自动答复|自动回复|自動回覆|自動回復|自動返信|自動応答|자동 회신|자동 응답|trả lời tự động|ตอบกลับอัตโนมัติ|balasan otomatis|پاسخ خودکار
"""
_AWAY = r"""
    out of (?:the )?office|ooo|away from (?:the |my )?(?:office|desk|mail|e-?mail)|on (?:vacation|holiday|leave)|vacation(?: (?:reply|message|notice|response))|vacation|holiday (?:reply|notice|message)|absence|i am (?:away|out of (?:the )?office)
    nicht im (?:büro|buero|haus)|au(?:ss|ß)er haus|abwesenheit|abwesend|bin (?:nicht da|im urlaub)|urlaub|im urlaub|urlaubsvertretung
    absen(?:t|ce)(?: du bureau)?|absence de bureau|en cong[ée]s?|hors du bureau
    fuori (?:sede|ufficio)|assente|assenza(?: dall'ufficio)?|in ferie
    fuera de (?:la )?oficina|ausente(?: del? escritório)?|ausencia|de vacaciones|fora d[oe] escrit[óo]rio|ausência tempor[áa]ria|fora de l'oficina
    нет на месте|вне офиса|в отпуске|отсутствую|отсутствие|відсутній|поза офісом|у відпустці|извън офиса|отсъствие
    poza biurem|nieobecno[śs][ćc]|urlop|mimo kancel[áa][řr]\w*|nep[řr][íi]tomnost|dovolen[áa]|mimo kanceláriu
    házon k[íi]v[üu]l|nem vagyok az irod[áa]ban|szabadságon|în afara biroului|absent de la birou|ne darbe|nesu biure|atostogos\w*|ārpus biroja|esmu prombūtnē|kontorist väljas|puhkusel|poissa(?: toimistosta)?|lomalla
    ван канцеларије|одсутан|одсутна|одсуство|van kancelarije|odsut(?:an|na|nost)|odsustvo|izvan ureda|godišnji odmor|odsoten|odsotnost
    frånvarande|frånvaro|ikke til stede|fraværende|fravær|ikke på kontoret|afwezig(?:heid)?(?:sassistent)?|niet aanwezig|met vakantie|εκτός γραφείου|ofis dışında|ofis dışındayım
    לא במשרד|خارج المكتب|不在办公室|外出|不在|不在通知|부재중
"""


def _any(lines: str) -> str:
    return "|".join(line.strip() for line in lines.strip().splitlines())


_ANSWER = re.compile(rf"^[\W_]*(?:{_any(_ANSWERS)})(?![a-z])", re.I)
_ALONE = re.compile(
    rf"^[\W_]*(?:{_any(_AWAY)})(?:\s+(?:auto\w*(?: reply| response)?|reply|message|notification|notice|response|alert|assistant|re:.*))?(?:\s*[:;\-–—(\[!.|].*|\s+(?:until|till|from|bis|vom|ab|jusqu|du|dal|fino|hasta|desde|до|с|iki|nuo)\b.*|\s*)$",
    re.I | re.S,
)


_AT_THE_END = re.compile(r"\((?:automatic|auto)[- ]?(?:response|reply)\)\s*$", re.I)


def is_answer(subject: str) -> bool:
    return bool(_ANSWER.match(subject[:200]) or _AT_THE_END.search(subject[-40:]))


_ONE_WORD = re.compile(
    r"[\W_]*(?:on |in |im |en |de |в |у )?(?:vacation|holiday|leave|absence|absent|urlaub|abwesend|cong[ée]s?|ferie|assente|ausente|ausencia"
    r"|vacaciones|отпуске|відпустці|отсутствие|отсутствую|urlop|dovolen[áa]|szabadságon|atostogos|одсуство|odsustvo|外出|不在)[\W_]*",
    re.I,
)


def is_away(subject: str, *, answers: bool) -> bool:
    """A single word such as "Vacation" is the subject of people too: it counts only on what `answers` another mail."""
    subject = subject[:200]
    return bool(_ALONE.match(subject)) and (answers or not _ONE_WORD.fullmatch(subject))
