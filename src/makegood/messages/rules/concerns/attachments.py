"""Whether an answer speaks of a file that is not there, in eight languages.

Only what says that we attach counts. That the customer did or should does not: `theirs` is looked for around it.
The words are written without accents, as the text is compared; Serbian in both its alphabets.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from makegood.kernel.text import _
from makegood.messages.rules.concerns.words import Concern, even, own_words


@dataclass(frozen=True)
class AttachmentWords:
    """One language's ways to say it."""

    ours: str
    theirs: str


WORDS = {
    "en": AttachmentWords(
        ours=r"(?:i|we)(?:'ve| have|'m| am| are|'re)? (?:also )?(?:attach|enclos)\w*|(?:find|see|is|are|as|have) (?:the |also |it )?"
        r"(?:attached|enclosed)|(?:attached|enclosed),? (?:is|are|you|please|to this)|in the attachment|see (?:the )?attachment"
        r"|find (?:the|your|our|a|an) (?:\w+ ){1,3}(?:attached|enclosed)|as an attachment|the attached \w+|attached (?:file|document|label|invoice|form|pdf|photo|picture|slip)s?",
        theirs=r"(?:please|could you|can you|you can|you could|you may|kindly|to|you|you have|you've|you had|and|or) (?:also |just |simply )?"
        r"(?:attach|enclose)\w*|not find (?:\w+ ){1,4}attached|(?:please|you|to) (?:send|sent) (?:\w+ ){0,4}as an attachment|the attached \w+ (?:you|that you|from you)|your attached|(?:photo|file|picture|document|invoice)s? you",
    ),
    "it": AttachmentWords(
        ours=r"in allegato|negli allegati|allego|alleghiamo|(?:ho|abbiamo) allegato|(?:e|sono|trova|trovi|trovera|troverai|vedi|veda) "
        r"(?:qui )?allegat[oaie]|(?:(?:il|la|lo|i|le|un|una) |l')\w+ allegat[oaie]|allegat[oaie] (?:trova|trovi|trovera|troverai|a questa)"
        r"|nell'allegato|l'allegato",
        theirs=r"(?:puo|puoi|potrebbe|potresti|favore|prego di|di|ci) allegar\w*|alleghi|allega|(?:ha|hai|avete) allegat\w*|(?:suo|tuo) allegat\w*"
        r"|(?:ci|mi) (?:mandi|invii) in allegato|(?:mandaci|inviaci) in allegato|(?:ha|hai) (?:mandato|inviato) in allegato",
    ),
    "lt": AttachmentWords(
        ours=r"pridedu|pridedame|pridejau|pridejome|prisegu|prisegame|prisegiau|prisegeme|prikabin(?:u|ame|au|ome)|(?:siame )?priede|prieduose"
        r"|prisegt\w*|pridedam[aou]\w*|pridet(?:a|as|os|ame|oje|us)",
        theirs=r"(?:jusu|tavo) (?:\w+ )?(?:pried\w*|prisegt\w*|pridet\w*)|(?:atsiunt\w+|atsiusk\w*) priede",
    ),
    "sr": AttachmentWords(
        ours=r"u prilogu|u privitku|prilozen\w*|prilazem\w*|kacim\w*|prikac(?:ili|io|ila|en\w*)|okac(?:ili|io|ila|en\w*)"
        r"|у прилогу|у привитку|приложен\w*|прилажем\w*|качим\w*|прикач(?:или|ио|ила|ен\w*)|окач(?:или|ио|ила|ен\w*)",
        theirs=r"(?:vas\w*|tvo\w*|ste|si|ste nam|si nam) (?:\w+ )?(?:u prilogu|prilozen\w*|prikac\w*|okac\w*)|(?:posaljite|posalji|dostavite) (?:\w+ ){0,4}u prilogu"
        r"|(?:ваш\w*|тво\w*|сте|си|сте нам|си нам) (?:\w+ )?(?:у прилогу|приложен\w*|прикач\w*|окач\w*)|(?:пошаљите|пошаљи|доставите) (?:\w+ ){0,4}у прилогу",
    ),
    "hu": AttachmentWords(
        ours=r"mellekel(?:em|juk|tem|tuk|ve|ten|unk|ek)|mellekelt\w*|csatol(?:om|juk|tam|tuk|va|tan|unk|ok)|csatolt\w*|csatolmany\w*|mellekletben|mellekletkent",
        theirs=r"(?:on|te|on altal|altala|altalad|altalatok) (?:\w+ )?(?:mellekelt|csatolt)\w*|(?:kuldje|kuldd|kuldjon|kuldj) (?:\w+ ){0,3}(?:csatolmany|melleklet)\w*"
        r"|(?:kuldott|elkuldott) (?:csatolmany|melleklet)\w*",
    ),
    "es": AttachmentWords(
        ours=r"adjunto|adjuntamos|(?:he|hemos) adjuntado|(?:va|van|encontrara|encontraras|enviamos|envio|mandamos|mando) adjunt[oa]s?|\w+ adjunt[oa]s?",
        theirs=r"(?:su|tu|sus|tus) (?:\w+ )?adjunt\w*|(?:ha|has|que) (?:nos )?(?:enviado |mandado |envio |enviaste )?adjunt\w*",
    ),
    "ru": AttachmentWords(
        ours=r"во вложении|в приложении к|прилага(?:ю|ем|ется|ются)|прикрепля(?:ю|ем)|прикладыва(?:ю|ем)|см\. вложение|прикрепил\w*|приложил\w*|прикреплен\w*|приложенн\w*|вложенн\w*|вкладыва(?:ю|ем)",
        theirs=r"(?:вы|ты|вами|тобои|ваш\w*|тво\w*) (?:\w+ ){0,2}(?:прикрепил\w*|приложил\w*|прикреплен\w*|приложенн\w*|вложени\w*)|(?:пришлите|пришли|отправьте) (?:\w+ ){0,3}во вложении",
    ),
}


def lacks_attachment(text: str, languages: Iterable[str], *, has_files: bool) -> Concern | None:
    """The first words that say something is attached, when nothing is. Questions do not say so."""
    if has_files:
        return None
    own = own_words(text)
    plain = even(own)
    for language in dict.fromkeys(_known(one) for one in languages):
        if found := _ours(plain, language):
            start, end = found
            phrase = _("“%(words)s”, but no file is attached.", words=text[start:end])
            return Concern("no_attachment", phrase, start, end)
    return None


def _ours(plain: str, language: str) -> tuple[int, int] | None:
    ours, theirs = _patterns(language)
    barred = [match.span() for match in theirs.finditer(plain)]
    for match in ours.finditer(plain):
        start, end = match.span()
        is_theirs = any(start < until and since < end for since, until in barred)
        if not is_theirs and not _is_question(plain, end):
            return start, end
    return None


def _is_question(plain: str, place: int) -> bool:
    ending = re.compile(r"[.!?\n]").search(plain, place)
    return ending is not None and ending[0] == "?"


def _known(language: str) -> str:
    plain = "sr" if language == "sr-latn" else language
    return plain if plain in WORDS else "en"


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = WORDS[language]
    ours, theirs = (words.ours.replace(" ", r"\s+"), words.theirs.replace(" ", r"\s+"))
    return re.compile(rf"(?<!\w)(?:{ours})(?!\w)"), re.compile(rf"(?<!\w)(?:{theirs})(?!\w)")
