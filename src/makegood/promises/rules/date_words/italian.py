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
        "1 un|uno|una|un'|un’, 2 due|un paio di, 3 tre, 4 quattro, 5 cinque, 6 sei, 7 sette, "
        "8 otto, 9 nove, 10 dieci, 11 undici, 12 dodici, 14 quattordici, 15 quindici, 24 ventiquattro"
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
        (
            "next_weekday",
            r"{by} (?:il |la )?{weekday} della (?:prossima settimana|settimana prossima)",
        ),
        ("tomorrow", r"{by} domani"),
        ("tomorrow", r"{by} (?P<p_morning>domattina)"),
        ("day_after", r"{by} dopodomani"),
        ("today", r"{by} (?:oggi|la giornata|(?:la )?fine (?:della )?giornata)"),
        ("today", r"{by} (?P<p_evening>(?:stasera|stanotte|questa sera|(?:la )?ser(?:a|ata)))"),
        ("today", r"{by} (?P<p_afternoon>(?:(?:il|questo|oggi) )?pomeriggio)"),
        (
            "today",
            r"{by} (?P<p_morning>(?:mezzogiorno|(?:la )?mattinata|stamattina|questa mattina|pranzo))",
        ),
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
        ("minutes", r"(?:entro|nel giro di)(?: i prossimi)? {n} minut[oi]"),
        ("half_hour", r"(?:entro|nel giro di) mezz['’ ]?ora"),
        ("hours", r"(?:entro|nel giro di)(?: le prossime)? {n} ?(?:or[ae]|oretta)"),
        ("hours", r"entro l['’]ora"),
        ("days", r"(?:entro|nel giro di)(?: i prossimi)? {n} giorn[oi]"),
        (
            "working_days",
            r"(?:entro|nel giro di)(?: i prossimi)? {n} giorn[oi] (?:lavorativ[oi]|ferial[ei])",
        ),
        ("weeks", r"(?:entro|nel giro di)(?: le prossime)? {n} settiman[ae]"),
        ("months", r"(?:entro|nel giro di) {n} mes[ei]"),
    ),
    likely=(
        (
            "weekday",
            r"(?:il |la )?(?:questo |questa |prossim[oa] )?{weekday}['’]?(?: prossim[oa])?(?! scors)",
        ),
        ("next_weekday", r"{weekday} della (?:prossima settimana|settimana prossima)"),
        ("tomorrow", r"domani|(?P<p_morning>domattina)"),
        ("day_after", r"dopodomani"),
        ("today", r"oggi|in giornata"),
        ("today", r"(?P<p_evening>(?:stasera|stanotte|(?:questa|in) sera|in serata))"),
        ("today", r"(?P<p_afternoon>(?:questo|nel|in) pomeriggio)"),
        ("today", r"(?P<p_morning>(?:stamattina|stamani|questa mattina|in mattinata))"),
        ("end_of_week", r"(?:in|questa) settimana"),
        ("end_of_next_week", r"(?:la )?(?:prossima settimana|settimana prossima)"),
        ("date", r"(?:il |l['’]){d} {month}"),
        ("minutes", r"(?:tra|fra|in|nei prossimi) {n} minut[oi]"),
        ("half_hour", r"(?:tra|fra|in) mezz['’ ]?ora"),
        ("hours", r"(?:tra|fra|in|nelle prossime) {n} ?(?:or[ae]|oretta)"),
        ("days", r"(?:tra|fra|in|nei prossimi) {n} giorn[oi]"),
        ("working_days", r"(?:tra|fra|in|nei prossimi) {n} giorn[oi] lavorativ[oi]"),
        ("weeks", r"(?:tra|fra|in) {n} settiman[ae]"),
    ),
    ours=r"\w+(?:[aei]?remo|rò|rà|ranno|rete)|st(?:o|iamo) per|promett\w+|(?:ri)?chiam(?:o|iamo)|spediamo|rimborsiamo|rispondiamo|inviamo|facciamo"
    r"|(?:ri)?spedisco|rispondo|(?:ri)?mand(?:o|iamo)|faccio|provved(?:o|iamo)|proced(?:o|iamo)|sostitui(?:sco|amo)|restitui(?:sco|amo)|(?:ri)?contattiamo|ricontatto|telefoniamo|ci sentiamo"
    r"|(?:le|la|li|lo|ti|vi|gliel[aeio]|[tv]e l[aeio]) (?:invio|contatto|telefono|rimborso|cambio)"
    r"|(?:pacc\w+|spedizion\w+|merce|ordine|articolo|prodotto|ricambio|sostituzione) (?:part(?:e|ono)|esc(?:e|ono)|arriva(?:no)?)|consegniamo"
    # "Le scrivo per …" begins every letter: only right before the day is it a promise.
    r"|(?:le|la|ti|vi) (?:(?:ri)?scrivo|aggiorno|informo|avviso)(?= (?:(?:già|ancora) )?(?:(?:il |questo |questa )?(?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|\d)|domani|dopodomani|domattina|stasera|entro|tra|fra|in (?:giornata|settimana)))",
    theirs=r"non \w+|ogni|dal(?= (?:\w+dì|sabato))|se|per favore|preghiamo|prego|(?:ci|mi) (?:invii|mandi|risponda|faccia)|può|potrebbe|potete"
    r"|ha scritto|avete scritto|ha detto|(?:ho|hai|ha|abbiamo|avete|hanno) \w+[ts][oaie]|aveva\w*|avrebbe\w*|doveva\w*|dovrebbe\w*|deve|chius\w+|scors\w+|promesso",
    noted_ours=r"promess[oaie]|prometto|concordat\w+|d'accordo|richiam(?:are|arla|arlo|arli|o|iamo|ata|ato)|chiam(?:are|arla|arlo|o|iamo)|telefonar\w*|(?:ri)?contattar\w*|\w+(?:rò|remo)|rimbors(?:are|arla|arlo|iamo|o)|spedi(?:re|rle|rlo|amo|sco)|mand(?:are|arle|iamo|o)|invi(?:are|arle|amo|o)|rispond(?:ere|erle|iamo|o)|scriver\w*|aggiornar\w*|informar\w*|avvisar\w*|sostitui(?:re|rla|rlo|amo)|risentir\w+|far(?:le|gli) sapere|detto che",
    noted_theirs=r"(?:ci|mi) (?:ri)?(?:chiama|scrive|manda|invia|risponde|fa sapere|contatta)|(?:ri)?chiama lei|lei (?:ri)?chiama|(?:la |il )?cliente \w+|vuole(?: (?:il|un|una|la|lo))?(?: (?:rimborso|risposta|ricambio))?|chiede|ha (?:chiesto|ordinato|ricevuto|comprato|scritto)|\w+(?:rà|ranno)|doveva\w*|avrebbe\w*|arrivat\w|consegnat\w|scors\w|non(?: \w+)?",
    kinds=(
        (
            "money",
            r"rimbors|denaro|soldi|accredit|bonific|somma(?!\w)|importo|storn|nota di credito",
        ),
        ("parcel", r"pacc(?:o|hi)|sostitu|corriere|ricamb"),
        ("news", r"aggiorn|notizi|inform(?!a)|informazion|informare|sapere|novita|sentira|avvis"),
        ("answer", r"rispo|contatt|ricontatt|scriver|faremo (?:vivi|sentire)|riscontr"),
        ("call_back", r"chiam|richiam|telefon"),
        (
            "other",
            r"fattur|ricevuta(?!\w)|ricevute|scontrin|etichett|document|foto|immagin|manual|istruzion|modul[oi](?!\w)|link(?!\w)|preventiv|certificat|conferma(?!\w)|copia|codice|tracciament|tracking|garanzia|contratto",
        ),
        ("repair", r"ripar(?:er|azion|iam|are)|aggiust(?:er|are)"),
        ("decision", r"decid|decision"),
        ("collection", r"ritir(?:er|o(?!\w)|are|iam)"),
    ),
    sending=r"sped|invi(?:er|are|at|am|o(?!\w))|mand(?:er|are|at|iam|o(?!\w))|consegn|recapit|inoltr",
    joins=r"e|ed|ma|poi|quindi",
    refuses=r"non (?:(?:le|ti|vi|lo|la) )?(?:possiamo|posso|riusciamo|riusciremo|riesco|riusciro|potremo|potro|promettiamo|prometto|garantiamo|garantisco|siamo in grado|sono in grado|ce la facciamo)",
    parts=(
        r"(?:in |di |la )?mattin(?:a|ata)|al mattino|(?:a|entro|prima di) mezzogiorno|prima di pranzo",
        r"(?:nel |di |in |al )?pomeriggio|dopo pranzo",
        r"(?:in |di |la |alla )?ser(?:a|ata)",
    ),
    clock=r"(?:(?:(?P<by>entro le|prima delle|non oltre le)(?P<unit>)|alle|verso le|per le|ore)(?: ore)? |(?=\d{1,2}:\d\d)){h}(?:[:.]{min})?(?! (?:settiman|giorn|mes|minut|or[ae]))",
    arriving=r"(?:la|lo|le|li) (?:ricever|avra(?!\w))|arriv",
    leaving=r"sped|invi|mand(?:er|are|at|iam|o(?!\w))|inoltr|part(?:ira|iranno|e|ono|ire)(?!\w)|affid|(?:esce|escono|uscira)(?!\w)|consegn\w+ al corriere",
    delivering=r"arriv|ricev|consegn(?!\w+ al corriere)|recapit|avra(?!\w)|(?:da|presso di) (?:lei|voi|te)(?!\w)",
)
