"""How shops refuse, in eight languages: the words of `refusals`, lower case and without accents."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RefusingWords:
    """`condition`: what makes it no more than a thought; `next_step`: what tells the customer that they can do something."""

    refusing: str
    condition: str
    next_step: str


WORDS = {
    "en": RefusingWords(
        refusing=r"(?:we|i)(?: can't| cannot| can not| could not| couldn't| won't| will not| do not| don't| are not able to| am not able to| are unable to| am unable to"
        r"|'re unable to|'m unable to|'re not able to) (?:\w+ ){0,3}(?:accept|refund|take (?:\w+ ){0,3}back|repair|replace|exchange|reimburse|grant|approve|honou?r)"
        r"|(?:return|claim|request|complaint|refund)(?: \w+){0,4} (?:is|was|has been|must be) (?:\w+ )?(?:refused|rejected|declined|denied)"
        r"|(?:we|i) (?:must|have to|had to) (?:\w+ )?(?:refuse|reject|decline)|not (?:entitled to|eligible for)|(?:is|are) (?:not|no longer) covered|no longer under (?:warranty|guarantee)"
        r"|(?:warranty|guarantee|period|deadline)(?: \w+){0,4} (?:has |have )?(?:expired|ended|is over|run out)",
        condition=r"if|unless|should|whether",
        next_step=r"you (?:can|may|could|are welcome)|let us know|write to us|reply to|contact us|if you (?:see|think|disagree)",
    ),
    "it": RefusingWords(
        refusing=r"non (?:possiamo|posso|e possibile|siamo in grado di|sono in grado di|ci e possibile) (?:\w+ ){0,3}(?:accettar|rimborsar|riparar|sostituir|riprender|accoglier|cambiar|conceder)\w*"
        r"|(?:reso|richiesta|reclamo|rimborso)(?: \w+){0,4} (?:e|e stat[oa]|viene) (?:rifiutat|respint|negat)[oa]|(?:dobbiamo|devo|abbiamo dovuto) (?:rifiutare|respingere)"
        r"|non (?:ha|hai|avete|le spetta|ti spetta) (?:\w+ ){0,2}(?:diritto|rimborso)|non (?:e|sono) (?:piu )?copert[oaie]|(?:garanzia|recesso|termine|periodo)(?: \w+){0,5} (?:scadut|terminat|finit)[oa]",
        condition=r"se|qualora|nel caso",
        next_step=r"(?:puo|puoi|potete|potra|potrai)(?!\w)|scriv[aei]|rispond[aei]|ci faccia sapere|facci sapere|fateci sapere|contatt",
    ),
    "lt": RefusingWords(
        refusing=r"(?:negalime|negaliu|negalesime|neturime galimybes) (?:\w+ ){0,4}(?:priimti|grazinti|pakeisti|keisti|sutaisyti|pataisyti|suremontuoti|kompensuoti|tenkinti|patenkinti|atlyginti)"
        r"|(?:prasym|pretenzij|skund|grazinim)\w*(?: \w+){0,3} (?:atmest\w*|atmetam\w*|netenkinam\w*|nepatenkint\w*)|netenkiname|atmetame|atsisakome (?:\w+ ){0,2}(?:priimti|grazinti|keisti|taisyti)"
        r"|neturite (?:\w+ )?teises|garantija(?: \w+){0,4} (?:pasibaig\w*|baigesi|negalioja|netaikoma)|garantija netaikoma|terminas(?: \w+){0,4} (?:pasibaig\w*|baigesi|praejo)",
        condition=r"jei|jeigu|ar",
        next_step=r"galite|gali(?!\w)|parasyk|susisiek|atsakyk|kreipki|praneski",
    ),
    "sr": RefusingWords(
        refusing=r"(?:ne mozemo|ne mogu|nismo u mogucnosti|nije moguce) (?:da )?(?:\w+ ){0,4}(?:prihvat|vrati|vratimo|refundira|poprav|zamen|zamijen|usvoj|odobr|uvaz)\w*"
        r"|(?:zahtev|reklamacij|prigovor|povracaj)\w*(?: \w+){0,4} (?:odbijen|odbacen)\w*|odbijamo|morali smo da odbijemo|nemate (?:\w+ )?pravo|garancij\w*(?: \w+){0,4} (?:istekla|ne vazi|ne pokriva)"
        r"|rok(?: \w+){0,5} (?:istekao|prosao)"
        r"|(?:не можемо|не могу|нисмо у могућности|није могуће) (?:да )?(?:\w+ ){0,4}(?:прихват|врати|вратимо|рефундира|поправ|замен|усвој|одобр|уваж)\w*"
        r"|(?:захтев|рекламациј|приговор|повраћај)\w*(?: \w+){0,4} (?:одбијен|одбачен)\w*|одбијамо|морали смо да одбијемо|немате (?:\w+ )?право|гаранциј\w*(?: \w+){0,4} (?:истекла|не важи|не покрива)"
        r"|рок(?: \w+){0,5} (?:истекао|прошао)",
        condition=r"ako|ukoliko|da li|ако|уколико|да ли",
        next_step=r"mozete|mozes|pisite|javite|obratite|odgovorite|можете|можеш|пишите|јавите|обратите|одговорите",
    ),
    "hu": RefusingWords(
        refusing=r"nem (?:tudjuk|tudom|all modunkban|lehetseges|fogadjuk|fogadhatjuk) (?:\w+ ){0,4}(?:elfogad|visszaven|visszavesz|visszaterit|visszafizet|megjavit|javit|kicserel|cserel|teljesit|el)\w*"
        r"|(?:elfogadni|visszavenni|visszateriteni|visszafizetni|megjavitani|kicserelni|teljesiteni) (?:sajnos )?nem (?:tudjuk|tudom|all modunkban)|(?:keres|kerel|reklamacio|panasz|igeny)\w*(?: \w+){0,4} elutasit\w*"
        r"|elutasitjuk|elutasitottuk|nem jogosult|(?:garancia|jotallas|szavatossag|hatarido)\w*(?: \w+){0,4} (?:lejart|letelt)|(?:garancia|jotallas)\w* (?:\w+ ){0,3}nem (?:vonatkozik|terjed ki|ervenyes)",
        condition=r"ha|amennyiben",
        next_step=r"(?:on )?(?:tud(?!\w)|tudja(?!\w)|lehetosege|kerheti|fordulhat|valaszthat|teheti|irjon|irj|jelezze|jelezd|valaszoljon|valaszolj)",
    ),
    "es": RefusingWords(
        refusing=r"no (?:podemos|puedo|nos es posible|es posible) (?:\w+ ){0,3}(?:aceptar|reembolsar|devolver|reparar|sustituir|cambiar|atender|admitir|estimar)\w*|no (?:aceptamos|admitimos) (?:\w+ ){0,3}(?:devolucion|reclamacion)\w*"
        r"|(?:solicitud|reclamacion|devolucion|reembolso)(?: \w+){0,4} (?:rechazad|denegad|desestimad)[oa]|rechazamos|denegamos|(?:debemos|tenemos que) (?:rechazar|denegar)|no (?:tiene|tienes|tienen) (?:\w+ )?derecho"
        r"|no (?:esta|estan) (?:\w+ )?cubiert[oa]s?|(?:garantia|plazo|periodo)(?: \w+){0,5} (?:expirad|vencid|caducad|terminad|finalizad)[oa]",
        condition=r"si|en caso",
        next_step=r"(?:puede|puedes|pueden|podra|podras)(?!\w)|escrib|respond|contact|diganos|dinos",
    ),
    "ru": RefusingWords(
        refusing=r"(?:не можем|не могу|не сможем|не сможет|невозможно|не получится) (?:\w+ ){0,4}(?:принять|вернуть|возместить|отремонтировать|починить|заменить|обменять|удовлетворить|оформить возврат)"
        r"|(?:заявк|заявлени|претензи|возврат|требовани|запрос)\w*(?: \w+){0,4} (?:отклонен\w*|отказано)|(?:вынуждены|должны) (?:вам )?отказать|отказываем|не имеете права|гаранти\w*(?: \w+){0,4} (?:истек|истекла|закончилась|закончился|не распространяется|не деиствует)"
        r"|срок(?: \w+){0,5} (?:истек|прошел|закончился)",
        condition=r"если|ли",
        next_step=r"можете|можешь|напишите|напиши|обратитесь|обратись|ответьте|ответь|сообщите",
    ),
}
"""Language → its words."""

MONTHS = (
    r"(?:jan|feb|mar|apr|may|maj|jun|jul|aug|avg|sep|oct|okt|nov|dec|dez|gen|mag|giu|lug|ago|set|ott|dic|ene|abr|szept"
    r"|saus|vasar|kov|bal|geg|birz|liep|rugp|rugs|spal|lapkr|gruod|янв|фев|мар|апр|мая|маи|мај|июн|июл|јан|јун|јул|авг|сен|сеп|окт|ноя|нов|дек|дец)\w*"
)
RULES = (
    r"(?:art|arts|ст|cl|str|sec|s|cod|par)\.? ?\d|articles?|articol|articulo|straipsn|clan|члан|cikk|paragra|стат|section|закон|zakon|istatym|torveny|codice|civil code|c\. conso|directiv|direttiv|direktyv"
    r"|iranyelv|директив|regulation|regolament|reglament|rendelet|korm|law(?!\w)|by law|statut|legge|legale|d\. ?lgs|ley(?!\w)|real decreto|house rules|our rules|nostre regole|regole della casa|musu taisykl|nasa pravila|nasim pravil"
    r"|наша правила|нашим правил|szabalyzat|nuestras (?:reglas|normas|condiciones)|наши правила|нашим правилам"
)
"""What a rule is named by, in any of the languages."""
