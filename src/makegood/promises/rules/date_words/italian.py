"""How Italian says by when, and what."""

from makegood.promises.rules.date_words.form import DAY_MONTH, DateWords

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
        DAY_MONTH[1],
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
