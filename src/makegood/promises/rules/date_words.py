"""How eight languages say by when: the words that `finding` reads.

A template is a regular expression over folded text (no case, no accents, Serbian in Latin letters) in which a space is
any white space and {by}, {weekday}, {month}, {n}, {d}, {mo}, {y} and {date} are filled in. Templates are written with
their accents; they are folded like the text. `sure` says a time limit whoever owes it; `likely` only says a day, and
is a promise when the sentence speaks of what we shall do (`ours`), not of what was, or what the reader should do
(`theirs`).
"""

from dataclasses import dataclass

Templates = tuple[tuple[str, str], ...]
"""What the words mean (a weekday, so many days, …), and the template."""


@dataclass(frozen=True)
class DateWords:
    """One language's words."""

    by: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    numbers: str
    """A number and its forms, as "1 a|one, 2 two"."""
    dates: tuple[str, ...]
    sure: Templates
    likely: Templates
    ours: str
    theirs: str
    kinds: tuple[tuple[str, str], ...]
    arriving: str
    """What only a thing does: it is a parcel where the sentence names nothing else."""


_DAY_MONTH = (
    r"{d}[./]{mo}(?:[./]{y})?",
    r"{y}-{mo}-{d}",
)

ENGLISH = DateWords(
    by=r"(?:by|before|no later than|not later than|at the latest(?: by| on)?)",
    weekdays=(
        "monday|mon",
        "tuesday|tues|tue",
        "wednesday|wed",
        "thursday|thurs|thur|thu",
        "friday|fri",
        "saturday|sat",
        "sunday|sun",
    ),
    months=(
        "january|jan",
        "february|feb",
        "march|mar",
        "april|apr",
        "may",
        "june|jun",
        "july|jul",
        "august|aug",
        "september|sept|sep",
        "october|oct",
        "november|nov",
        "december|dec",
    ),
    numbers=(
        "1 a|an|one, 2 two|a couple of, 3 three|the next few|a few, 4 four, 5 five, 6 six, "
        "7 seven, 8 eight, 9 nine, 10 ten, 14 fourteen"
    ),
    dates=(
        r"{d}(?:st|nd|rd|th)?(?: of)? {month}(?:,? {y})?",
        r"{month} {d}(?:st|nd|rd|th)?(?:,? {y})?",
        *_DAY_MONTH,
    ),
    sure=(
        ("weekday", r"{by} (?:this |the coming |coming )?{weekday}(?: at the latest)?"),
        ("weekday", r"(?:on )?{weekday} at the latest"),
        ("next_weekday", r"{by} next {weekday}"),
        ("tomorrow", r"{by} (?:the end of )?tomorrow(?: evening| morning| afternoon| noon)?"),
        ("day_after", r"{by} the day after tomorrow"),
        ("today", r"{by} (?:the end of )?(?:today|tonight|this evening|the day)"),
        ("today", r"{by} end of (?:day|business)"),
        ("end_of_week", r"{by} (?:the )?end of (?:the|this) week|{by} the weekend"),
        ("end_of_next_week", r"{by} (?:(?:the )?end of )?next week"),
        ("end_of_month", r"{by} (?:the )?end of (?:the|this) month"),
        ("date", r"{by} (?:the )?{date}"),
        ("hours", r"within (?:the next )?{n} hours?"),
        ("days", r"within (?:the next )?{n} (?:calendar )?days?"),
        ("working_days", r"within (?:the next )?{n} (?:working|business|work) days?"),
        ("weeks", r"within (?:the next )?{n} weeks?"),
        ("months", r"within (?:the next )?{n} months?"),
    ),
    likely=(
        ("weekday", r"(?:on|until|till|this) {weekday}"),
        ("next_weekday", r"(?:on )?next {weekday}"),
        ("tomorrow", r"tomorrow"),
        ("day_after", r"the day after tomorrow"),
        ("today", r"today|tonight|this evening"),
        ("end_of_week", r"(?:later )?this week"),
        ("end_of_next_week", r"(?:early |late )?next week"),
        ("date", r"(?:on|until|till) (?:the )?{date}"),
        ("hours", r"in (?:the next )?{n} hours?"),
        ("days", r"in (?:the next )?{n} days?"),
        ("working_days", r"in (?:the next )?{n} (?:working|business) days?"),
        ("weeks", r"in (?:the next )?{n} weeks?"),
    ),
    ours=r"will|\w+['’]ll|shall|going to|promise|aim to|expect",
    theirs=r"will not|won['’]t|can(?:no|['’])t|can not|unable|not able|did(?:n['’]t| not)|was|were|had|has been"
    r"|should have|supposed|you (?:said|wrote|asked|mentioned|told)|(?:i|we) (?:wrote|said|promised|sent|received|got)"
    r"|please (?:send|reply|return|confirm|let|tell|give|provide|fill|answer|respond|write|call|pay|attach|ship|bring|check|upload|share)"
    r"|(?:can|could|would) you|(?:if|once|when) you(?: will)?|unless|you (?:must|need|should|have to)|closed|ago|last",
    kinds=(
        ("money", r"refund|money|reimburs|pay back|credit|transfer"),
        ("parcel", r"parcel|package|replac|ship|dispatch|deliver|courier|spare part"),
        ("news", r"update|news|let you know|inform|posted|tell you|hear (?:back )?from"),
        ("answer", r"answer|reply|get back|respond|write to you|call|contact|in touch"),
    ),
    arriving=r"(?:have|receive|get) (?:it|them)(?!\w)|arriv|reach(?:es)? you|be with you",
)

ITALIAN = DateWords(
    by=r"(?:entro(?: e non oltre)?|non oltre|prima di|al più tardi)",
    weekdays=("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"),
    months=(
        *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio"),
        *("agosto", "settembre", "ottobre", "novembre", "dicembre"),
    ),
    numbers=(
        "1 un|uno|una, 2 due|un paio di, 3 tre, 4 quattro, 5 cinque, 6 sei, 7 sette, "
        "8 otto, 9 nove, 10 dieci, 14 quattordici, 15 quindici"
    ),
    dates=(
        r"(?:il |l['’])?{d} {month}(?: {y})?",
        r"(?:il )?{d}[./]{mo}(?:[./]{y})?",
        _DAY_MONTH[1],
    ),
    sure=(
        (
            "weekday",
            r"{by} (?:il |la |questo |questa )?(?:prossim[oa] )?{weekday}['’]?(?: prossim[oa])?",
        ),
        ("tomorrow", r"{by} domani(?: sera| mattina| pomeriggio)?"),
        ("day_after", r"{by} dopodomani"),
        ("today", r"{by} (?:oggi|stasera|la giornata|(?:la )?fine (?:della )?giornata)"),
        (
            "end_of_week",
            r"{by} (?:il |la )?fine (?:della |di questa )?settimana|{by} (?:la|questa) settimana",
        ),
        (
            "end_of_next_week",
            r"{by} (?:la )?(?:fine della )?(?:prossima settimana|settimana prossima)",
        ),
        ("end_of_month", r"{by} (?:la )?fine (?:del )?mese"),
        ("date", r"{by} {date}"),
        ("hours", r"(?:entro|nel giro di)(?: le prossime)? {n} or[ae]"),
        ("days", r"(?:entro|nel giro di)(?: i prossimi)? {n} giorn[oi]"),
        (
            "working_days",
            r"(?:entro|nel giro di)(?: i prossimi)? {n} giorn[oi] (?:lavorativ[oi]|ferial[ei])",
        ),
        ("weeks", r"(?:entro|nel giro di)(?: le prossime)? {n} settiman[ae]"),
        ("months", r"(?:entro|nel giro di) {n} mes[ei]"),
    ),
    likely=(
        ("weekday", r"(?:questo |questa )?{weekday}['’]?(?: prossim[oa])?(?! scors)"),
        ("tomorrow", r"domani(?: sera| mattina)?"),
        ("day_after", r"dopodomani"),
        ("today", r"oggi|stasera|in giornata"),
        ("end_of_week", r"(?:in|questa) settimana"),
        ("end_of_next_week", r"(?:la )?(?:prossima settimana|settimana prossima)"),
        ("date", r"(?:il |l['’]){d} {month}"),
        ("hours", r"(?:tra|fra|in|nelle prossime) {n} or[ae]"),
        ("days", r"(?:tra|fra|in|nei prossimi) {n} giorn[oi]"),
        ("working_days", r"(?:tra|fra|in|nei prossimi) {n} giorn[oi] lavorativ[oi]"),
        ("weeks", r"(?:tra|fra|in) {n} settiman[ae]"),
    ),
    ours=r"\w+(?:[aei]?remo|rò|rà|ranno|rete)|st(?:o|iamo) per|promett\w+",
    theirs=r"non \w+|se|per favore|preghiamo|prego|(?:ci|mi) (?:invii|mandi|risponda|faccia)|può|potrebbe|potete"
    r"|ha scritto|avete scritto|ha detto|aveva\w*|avrebbe\w*|doveva\w*|dovrebbe\w*|deve|chius\w+|scors\w+|promesso",
    kinds=(
        ("money", r"rimbors|denaro|soldi|accredit|bonific|somma"),
        ("parcel", r"pacco|spedi|sostitu|conseg|corriere|ricambio"),
        ("news", r"aggiorn|notizi|inform|sapere|novita|sentira|avviser"),
        ("answer", r"rispo|contatt|ricontatt|scriver|chiam|richiam|faremo (?:vivi|sentire)"),
    ),
    arriving=r"(?:la|lo|le|li) (?:ricever|avra(?!\w))|arriv",
)

LITHUANIAN = DateWords(
    by=r"(?:ne vėliau kaip(?: iki)?|ne vėliau|vėliausiai(?: iki)?|iki|prieš)",
    weekdays=(
        *("pirmadien", "antradien", "trečiadien", "ketvirtadien"),
        *("penktadien", "šeštadien", "sekmadien"),
    ),
    months=(
        *("sausio", "vasario", "kovo", "balandžio", "gegužės", "birželio", "liepos"),
        *("rugpjūčio", "rugsėjo", "spalio", "lapkričio", "gruodžio"),
    ),
    numbers=(
        "1 vieną|vienos, 2 dvi|du|dviejų|porą, 3 tris|trijų|kelias, 4 keturias|keturis, "
        "5 penkias|penkis, 6 šešias, 7 septynias, 8 aštuonias, 9 devynias, 10 dešimt, "
        "14 keturiolika, 15 penkiolika"
    ),
    dates=(
        r"(?:{y} ?m\. )?{month}(?: mėn\.)? {d}(?: ?d\.?| dienos)?",
        r"{y}-{mo}-{d}",
        r"{mo}-{d}",
    ),
    sure=(
        ("weekday", r"{by} (?:šio |ateinančio )?{weekday}(?:io|į)"),
        ("next_weekday", r"{by} kito {weekday}io"),
        ("tomorrow", r"{by} (?:rytojaus|rytdienos|rytoj)(?: vakaro| ryto| dienos pabaigos)?"),
        ("day_after", r"{by} poryt(?:ojaus|dienos)?"),
        ("today", r"{by} (?:šiandien(?:os)?(?: vakaro)?|(?:šios )?dienos pabaigos|vakaro)"),
        ("end_of_week", r"{by} (?:šios )?savaitės (?:pabaigos|galo)|{by} savaitgalio"),
        ("end_of_next_week", r"{by} kitos savaitės(?: pabaigos)?"),
        ("end_of_month", r"{by} (?:šio )?mėnesio (?:pabaigos|galo)"),
        ("date", r"{by} {date}"),
        ("hours", r"per (?:artimiausias )?{n} (?:darbo )?valand(?:as|ą|ų)"),
        ("days", r"per (?:artimiausias )?{n} (?:kalendorin\w+ )?dien(?:as|ą|ų)"),
        ("working_days", r"per (?:artimiausias )?{n} darbo dien(?:as|ą|ų)"),
        ("working_days", r"per darbo dieną"),
        ("days", r"per dieną|per parą"),
        ("weeks", r"per (?:artimiausias )?{n} savait(?:es|ę|čių)"),
        ("weeks", r"per savaitę"),
        ("months", r"per {n} mėnes(?:ius|į|ių)|per mėnesį"),
    ),
    likely=(
        ("weekday", r"(?<!praejusi )(?<!kita )(?:šį |ateinantį )?{weekday}į"),
        ("next_weekday", r"kitą {weekday}į"),
        ("tomorrow", r"rytoj|ryt"),
        ("day_after", r"poryt"),
        ("today", r"šiandien"),
        ("end_of_week", r"šią savaitę"),
        ("end_of_next_week", r"kitą savaitę"),
        ("date", r"{date}"),
        ("days", r"po {n} dien(?:ų|os)|už {n} dienų"),
        ("weeks", r"po {n} savai(?:čių|tės)"),
    ),
    ours=r"\w+(?:sime|šime|siu|šiu|site|šite|simės|siuos)|bus|gaus\w*|atvyks|atkeliaus|pažad\w+",
    theirs=r"ne\w+(?:sime|siu|šime)|negal\w+|prašome|prašau|jei(?:gu)?|ar|galėtumėte|galite|turėjo\w*|rašėte|sakėte"
    r"|žadėj\w+|praėj\w+|uždaryt\w*|nedirb\w+|neatvyko",
    kinds=(
        ("money", r"grazin|pinig|kompens|perves"),
        ("parcel", r"siunt|issiu|pakeit|pristaty|kurjer|preke"),
        ("news", r"naujien|inform|pranes|zinot|zini|isgirs"),
        ("answer", r"atsak|susisiek|parasy|paskambin|atsilieps"),
    ),
    arriving=r"(?:ji|ja|juos|jas) gausite|gausite (?:ji|ja|juos|jas)(?!\w)|atvyks|atkeliaus|pasieks",
)

SERBIAN = DateWords(
    by=r"(?:najkasnije do|najkasnije u|najkasnije|zaključno sa|do|pre|prije)",
    weekdays=(
        r"ponede?ljak|ponede?ljka|ponedjeljak|ponedjeljka",
        r"utorak|utorka",
        r"sred[aeu]|srijed[aeu]",
        r"četvrtak|četvrtka",
        r"petak|petka",
        r"subot[aeu]",
        r"nedelj[aeu]|nedjelj[aeu]",
    ),
    months=(
        *("januara?", "februara?", "marta?", "aprila?", "maja?", "juna?|juni", "jula?|juli"),
        *("avgusta?", "septemba?ra?", "oktoba?ra?", "novemba?ra?", "decemba?ra?"),
    ),
    numbers=(
        "1 jedan|jednog|jedne|jednu, 2 dva|dve|dvije|par, 3 tri, 4 četiri, 5 pet, 6 šest, "
        "7 sedam, 8 osam, 9 devet, 10 deset, 14 četrnaest, 15 petnaest"
    ),
    dates=(r"{d}\.? ?{month}(?: {y}\.?)?", r"{d}\. ?{mo}\.(?: ?{y}\.?)?", r"{y}-{mo}-{d}"),
    sure=(
        ("weekday", r"{by} (?:ovog |ovoga |ove )?{weekday}"),
        ("next_weekday", r"{by} (?:sledećeg|narednog|idućeg|sledeće|naredne|iduće) {weekday}"),
        (
            "tomorrow",
            r"{by} (?:kraja )?(?:sutrašnjeg dana|sutra)(?: uveče| ujutr[ou]| popodne| u podne)?",
        ),
        ("day_after", r"{by} prekosutra"),
        ("today", r"{by} (?:kraja (?:današnjeg )?dana|danas|večeras)|još danas"),
        (
            "end_of_week",
            r"{by} kraja (?:ove )?(?:radne )?(?:nedelje|nedjelje|sedmice)|{by} vikenda",
        ),
        (
            "end_of_next_week",
            r"{by} (?:kraja )?(?:sledeće|naredne|iduće) (?:nedelje|nedjelje|sedmice)",
        ),
        ("end_of_month", r"{by} kraja (?:ovog )?mes?j?eca"),
        ("date", r"{by} {date}"),
        ("hours", r"(?:u roku od|u narednih|u naredna|narednih) {n} (?:sat[ai]?|sati|časa|časova)"),
        ("days", r"(?:u roku od|u narednih|u naredna|u sledeća|narednih|najviše) {n} dana?"),
        (
            "working_days",
            r"(?:u roku od|u narednih|u naredna|u sledeća|narednih) {n} radn(?:a|ih|og|i) dana?",
        ),
        (
            "weeks",
            r"(?:u roku od|u naredne|u narednih|tokom naredne) {n} (?:nedelj[aeu]|nedjelj[aeu]|sedmic[aeu])",
        ),
        ("weeks", r"u roku od (?:nedelju|nedjelju|sedmicu) dana"),
        ("months", r"u roku od {n} mes?j?ec[ai]?|u roku od mes?j?ec dana"),
    ),
    likely=(
        ("weekday", r"u (?:ovaj |ovu )?{weekday}"),
        ("next_weekday", r"(?:u )?(?:sledeć|naredn|iduć)(?:i|eg|u|e|og) {weekday}"),
        ("tomorrow", r"sutra"),
        ("day_after", r"prekosutra"),
        ("today", r"danas|večeras"),
        ("end_of_week", r"ove (?:nedelje|nedjelje|sedmice)"),
        ("end_of_next_week", r"(?:sledeće|naredne|iduće) (?:nedelje|nedjelje|sedmice)"),
        ("date", r"{d}\. ?{month}"),
        ("hours", r"za {n} (?:sat[ai]?|sati)"),
        ("days", r"(?:za|kroz) {n} dana?"),
        ("working_days", r"(?:za|kroz) {n} radn(?:a|ih|og|i) dana?"),
        ("weeks", r"(?:za|kroz) {n} (?:nedelj[aeu]|nedjelj[aeu]|sedmic[aeu])"),
    ),
    ours=r"\w*(?:ćemo|ću|ćete|će)|stiže|obećava\w+",
    theirs=r"ne(?:će|ću|ćemo|ćete)|molimo|molim|ako|možete|da li|treba\w*|rekli ste|pisali ste|napisali ste|pošaljite"
    r"|javite|odgovorite|prošl\w+|zatvoren\w*|ne rad\w+|obećali|bi(?:o|la|lo)",
    kinds=(
        ("money", r"novac|novca|povrac|povrat|vrati|uplat|isplat|sredstv"),
        ("parcel", r"paket|posilj|posla(?!c)|zamen|zamjen|isporu|kurir"),
        ("news", r"obavest|obavijest|novost|javi|informi|vesti|cucete|cujemo|do znanja"),
        ("answer", r"odgovor|kontakt|pozva|pisa"),
    ),
    arriving=r"(?:dobicete|primicete) (?:ga|je|ih)(?!\w)|(?:ga|je|ih) (?:dobiti|primiti)|stize|stici",
)

HUNGARIAN = DateWords(
    by=r"(?:legkésőbb)",
    weekdays=("hétfő", "kedd", "szerdá?", "csütörtök", "péntek", "szombat", "vasárnap"),
    months=(
        *("január", "február", "március", "április", "május", "június", "július"),
        *("augusztus", "szeptember", "október", "november", "december"),
    ),
    numbers=(
        "1 egy, 2 két|kettő|pár, 3 három|néhány, 4 négy, 5 öt, 6 hat, 7 hét, 8 nyolc, "
        "9 kilenc, 10 tíz, 14 tizennégy, 15 tizenöt"
    ),
    dates=(
        r"(?:{y}\. ?)?{month} {d}\.?",
        r"{y}\. ?{mo}\. ?{d}\.?",
        r"{mo}\. ?{d}\.?",
        r"{y}-{mo}-{d}",
    ),
    sure=(
        ("weekday", r"(?:{by} )?(?:ezen a |e heti )?{weekday}ig"),
        ("weekday", r"{by} {weekday}(?:n|en|on|an)?"),
        ("next_weekday", r"(?:{by} )?(?:jövő|következő) (?:heti |hét )?{weekday}ig"),
        ("tomorrow", r"(?:{by} )?holnap(?:ig| estig| reggelig| délig| délutánig)|{by} holnap"),
        ("day_after", r"(?:{by} )?holnaputánig|{by} holnapután"),
        ("today", r"(?:{by} )?(?:ma estig|a mai nap(?: végéig| folyamán)|a nap végéig|még ma)"),
        ("end_of_week", r"(?:{by} )?(?:a |e )?(?:hét végéig|hétvégéig)"),
        ("end_of_next_week", r"(?:{by} )?(?:a )?(?:jövő|következő) hét végéig|jövő hétig"),
        ("end_of_month", r"(?:{by} )?(?:a |e )?hónap végéig"),
        ("date", r"(?:{by} )?{date}-?(?:ig|éig|áig|jéig|jáig)"),
        ("date", r"{by} {date}(?:-?(?:én|án|jén|ján))?"),
        ("hours", r"{n} órán belül"),
        ("days", r"{n} (?:naptári )?napon belül"),
        ("working_days", r"{n} munkanapon belül"),
        ("weeks", r"{n} héten belül"),
        ("months", r"{n} hónapon belül"),
    ),
    likely=(
        ("weekday", r"(?<!mult )(?<!jovo )(?<!mult heten )(?:ezen a )?{weekday}(?:n|en|on|an)"),
        ("weekday", r"(?<!mult )(?<!jovo )vasárnap(?P<w6>)"),
        ("next_weekday", r"jövő (?:hét )?{weekday}(?:n|en|on|an)?"),
        ("tomorrow", r"holnap"),
        ("day_after", r"holnapután"),
        ("today", r"ma"),
        ("end_of_week", r"(?:ezen a|a) héten"),
        ("end_of_next_week", r"(?:a )?(?:jövő|következő) héten"),
        ("date", r"{month} {d}-?(?:én|án|jén|ján)"),
        ("hours", r"{n} óra múlva"),
        ("days", r"{n} nap múlva|a következő {n} napban"),
        ("weeks", r"{n} hét múlva"),
    ),
    ours=r"\w{2,}(?:unk|ünk|juk|jük)|fog\w*|megkap\w+|érkezik|ígér\w+|lesz|jelentkezem|válaszolok|küldöm|írok",
    theirs=r"kérjük|kérem|ha|nem|kellett volna|írta|írtuk|mondta|ígérték|volt|zárva|tudná|múlt",
    kinds=(
        ("money", r"visszaterit|penz|utal|jovair|visszafizet"),
        ("parcel", r"csomag|csere|szallit|futar|postaz|kuldjuk|feladjuk"),
        ("news", r"ertesit|tajekoztat|hirt|hirek|frissit|jelentkez|hallani|felolunk"),
        ("answer", r"valasz|felvessz|keresni|hivjuk|hivom|irunk|irok"),
    ),
    arriving=r"megkapja|megerkez|erkezik|kezhez",
)

SPANISH = DateWords(
    by=r"(?:antes del?|para(?: el)?|a más tardar(?: el)?|no más tarde del?|como (?:muy tarde|máximo)(?: el)?)",
    weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    months=(
        *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio"),
        *("agosto", "septiembre|setiembre", "octubre", "noviembre", "diciembre"),
    ),
    numbers=(
        "1 un|uno|una, 2 dos|un par de, 3 tres, 4 cuatro, 5 cinco, 6 seis, 7 siete, "
        "8 ocho, 9 nueve, 10 diez, 14 catorce, 15 quince"
    ),
    dates=(r"{d} de {month}(?: del? {y})?", *_DAY_MONTH),
    sure=(
        ("weekday", r"{by} (?:este |próximo )?{weekday}(?: próximo)?(?! pasado)"),
        ("next_weekday", r"{by} {weekday} (?:que viene|de la (?:próxima semana|semana que viene))"),
        ("tomorrow", r"{by} mañana(?: por la (?:mañana|tarde|noche))?"),
        ("day_after", r"{by} pasado mañana"),
        (
            "today",
            r"{by} (?:hoy|esta noche|el final del día|fin del día|que acabe el día)|hoy mismo",
        ),
        ("end_of_week", r"(?:{by}|a) (?:el |la )?fin(?:al)?(?:es)? de (?:la |esta )?semana"),
        ("end_of_next_week", r"{by} (?:el final de )?(?:la )?(?:próxima semana|semana que viene)"),
        (
            "end_of_month",
            r"(?:{by}|a) (?:el )?fin(?:al)?(?:es)? de(?:l)? mes|(?:{by}|a) (?:el )?fin(?:al)?(?:es)? de mes",
        ),
        ("date", r"{by} (?:el )?{date}"),
        (
            "hours",
            r"(?:en un (?:plazo )?máximo de|en (?:un|el) plazo (?:máximo )?de|dentro de|en menos de|en las próximas) {n} horas?",
        ),
        (
            "days",
            r"(?:en un (?:plazo )?máximo de|en (?:un|el) plazo (?:máximo )?de|dentro de|en menos de|en los próximos) {n} días?(?: naturales)?",
        ),
        (
            "working_days",
            r"(?:en un (?:plazo )?máximo de|en (?:un|el) plazo (?:máximo )?de|dentro de|en menos de|en los próximos) {n} días? (?:hábil(?:es)?|laborables?)",
        ),
        (
            "weeks",
            r"(?:en (?:un|el) plazo (?:máximo )?de|dentro de|en menos de|en las próximas) {n} semanas?",
        ),
        ("months", r"(?:en (?:un|el) plazo (?:máximo )?de|dentro de|en menos de) {n} mes(?:es)?"),
    ),
    likely=(
        ("weekday", r"(?:este|el|el próximo) {weekday}(?: próximo)?(?! pasado)"),
        ("next_weekday", r"el {weekday} (?:que viene|de la (?:próxima semana|semana que viene))"),
        ("tomorrow", r"(?<!la )(?<!pasado )mañana"),
        ("day_after", r"pasado mañana"),
        ("today", r"hoy|esta (?:tarde|noche)"),
        ("end_of_week", r"esta semana"),
        ("end_of_next_week", r"la (?:próxima semana|semana que viene)"),
        ("date", r"el {date}"),
        ("hours", r"en {n} horas?"),
        ("days", r"en {n} días?"),
        ("working_days", r"en {n} días? (?:hábil(?:es)?|laborables?)"),
        ("weeks", r"en {n} semanas?"),
    ),
    ours=r"\w+(?:remos|ré|rá|rán|rás)|vamos a|voy a|promet(?:o|emos)",
    theirs=r"no|si|por favor|podría|puede|puedes|debía|debería|tenía que|dijo|escribió|prometi\w+|envíe\w*|mánde\w*"
    r"|cerrad\w+|pasad[oa]|ha\w* (?:dicho|escrito)|responda\w*|confirme\w*|deb(?:e|en)|tiene que",
    kinds=(
        ("money", r"reembols|devol(?:v|uc)|dinero|abon|transfer|reintegr"),
        ("parcel", r"paquete|envi|reemplaz|entreg|sustitu|recambio|mensajer"),
        ("news", r"noticias|novedad|inform|actualiz|avis|sabra|saber|diremos"),
        ("answer", r"respuesta|respond|contest|contact|llam|escribir"),
    ),
    arriving=r"(?:lo|la|los|las) (?:recib|tendr)|lleg",
)

RUSSIAN = DateWords(
    by=r"(?:не позднее(?: чем)?(?: во?)?|не позже(?: чем)?|самое позднее(?: во?)?|до|ко?)",
    weekdays=(
        "понедельник[ау]?",
        "вторник[ау]?",
        "сред[аыеу]",
        "четверг[ау]?",
        "пятниц[аыеу]",
        "суббот[аыеу]",
        "воскресень[яюе]",
    ),
    months=(
        *("января", "февраля", "марта", "апреля", "мая", "июня", "июля"),
        *("августа", "сентября", "октября", "ноября", "декабря"),
    ),
    numbers=(
        "1 один|одного|одну|одной, 2 два|две|двух|пары|пару, 3 три|трёх|нескольких, "
        "4 четыре|четырёх, 5 пять|пяти, 6 шести|шесть, 7 семи|семь, 8 восьми|восемь, "
        "9 девяти, 10 десяти|десять, 14 четырнадцати"
    ),
    dates=(r"{d}(?:-?го)? {month}(?: {y}(?: года| ?г\.)?)?", *_DAY_MONTH),
    sure=(
        ("weekday", r"{by} (?:конца |вечера )?(?:этой |этого |ближайшей )?{weekday}"),
        ("next_weekday", r"{by} следующ(?:ей|его) {weekday}"),
        (
            "tomorrow",
            r"{by} (?:завтра|(?:конца |вечера )?завтрашнего (?:дня|вечера)|завтрашнему дню)",
        ),
        ("day_after", r"{by} послезавтра"),
        ("today", r"{by} (?:конца (?:сегодняшнего )?(?:рабочего )?дня|вечера)"),
        ("end_of_week", r"{by} (?:конца|концу) (?:этой )?недели|{by} выходных"),
        ("end_of_next_week", r"{by} (?:конца|концу) следующей недели"),
        ("end_of_month", r"{by} (?:конца|концу) (?:этого )?месяца"),
        ("date", r"{by} {date}"),
        ("hours", r"(?:в течение|в ближайшие) {n} час(?:а|ов)?"),
        (
            "days",
            r"(?:в течение|в ближайшие)(?: ближайших| следующих)? {n} (?:календарных )?(?:дня|дней|суток|день)",
        ),
        (
            "working_days",
            r"(?:в течение|в ближайшие)(?: ближайших| следующих)? {n} рабоч(?:их|ий|ие|его) (?:дня|дней|день)",
        ),
        ("working_days", r"в течение рабочего дня"),
        ("days", r"в течение (?:дня|суток)"),
        (
            "weeks",
            r"(?:в течение|в ближайшие) {n} недел[иьюя]|(?:в течение|в ближайшие) {n} недель",
        ),
        ("weeks", r"в течение (?:этой )?недели"),
        ("months", r"в течение {n} месяц(?:а|ев)|в течение месяца"),
    ),
    likely=(
        ("weekday", r"во? (?:эту |этот |ближайшую |ближайший )?{weekday}"),
        ("next_weekday", r"во? следующ(?:ую|ий|ее) {weekday}"),
        ("tomorrow", r"завтра"),
        ("day_after", r"послезавтра"),
        ("today", r"сегодня"),
        ("end_of_week", r"на этой неделе"),
        ("end_of_next_week", r"на следующей неделе"),
        ("date", r"{d}(?:-?го)? {month}"),
        ("hours", r"(?:через|за) {n} час(?:а|ов)?"),
        ("days", r"(?:через|за) {n} (?:дня|дней|день)"),
        ("working_days", r"(?:через|за) {n} рабоч(?:их|ий) (?:дня|дней|день)"),
        ("weeks", r"(?:через|за) {n} недел[иьюя]|через неделю"),
    ),
    ours=r"верн(?:ем|ём|у)|отправ(?:им|лю)|ответ(?:им)|отвечу|пришл(?:ем|ём|ю)|сообщ(?:им|у)|напиш(?:ем|у)"
    r"|свяж(?:емся|усь)|позвон(?:им|ю)|замен(?:им|ю)|перечисл(?:им|ю)|вышл(?:ем|ю)|выясн(?:им|ю)|провер(?:им|ю)"
    r"|буд(?:ет|ут|ем|у|ете)|получите|услышите|узнаете|прид(?:ет|ёт|ут)|дадим|дам|возместим|поступ(?:ит|ят)|достав(?:им|ят)|сделаем"
    r"|обеща(?:ем|ю)|постара(?:емся|юсь)",
    theirs=r"не (?:сможем|смогу|будет|будем|получится|успеем|приш\w+)|если|пожалуйста|(?!получите|услышите)\w{3,}(?:айте|ейте|ите|ьте)"
    r"|вы (?:писали|сказали|просили|говорили)|долж(?:ен|на|но|ны) был\w*|обещал\w*|прошл\w+|закрыт\w*|не работаем|можете",
    kinds=(
        ("money", r"верн|возврат|деньг|денег|денеж|возмест|перечисл|средств"),
        ("parcel", r"посыл|отправ|замен|достав|вышл|курьер"),
        (
            "news",
            r"новост|сообщ|информир|(?:дадим|дам)(?: вам)?(?: о себе)? знать|расскаж|услыш|узнаете",
        ),
        ("answer", r"ответ|отвеч|свяж|напиш|позвон|перезвон"),
    ),
    arriving=r"(?:его|ее|их) получите|получите (?:его|ее|их)(?!\w)|придет|придут|приедет|будет у вас",
)

WORDS: dict[str, DateWords] = {
    "en": ENGLISH,
    "it": ITALIAN,
    "lt": LITHUANIAN,
    "sr": SERBIAN,
    "sr-latn": SERBIAN,
    "hu": HUNGARIAN,
    "es": SPANISH,
    "ru": RUSSIAN,
}
