"""How Lithuanian says by when, and what."""

from makegood.promises.rules.date_words.form import DateWords

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
        "1 vieną|vienos|vieno, 2 dvi|du|dviejų|porą|poros, 3 tris|trijų|kelias|kelių, "
        "4 keturias|keturis|keturių, 5 penkias|penkis|penkių, 6 šešias|šešis|šešių, "
        "7 septynias|septynis|septynių, 8 aštuonias|aštuonis|aštuonių, "
        "9 devynias|devynis|devynių, 10 dešimt|dešimties, 11 vienuolika|vienuolikos, "
        "12 dvylika|dvylikos, 14 keturiolika|keturiolikos, 15 penkiolika|penkiolikos"
    ),
    dates=(
        r"(?:{y} ?m\. )?{month}(?: mėn\.)? {d}(?: ?d\.?| dienos)?",
        r"{y}-{mo}-{d}",
        r"{mo}-{d}",
    ),
    sure=(
        ("weekday", r"{by} (?:šio |ateinančio )?{weekday}(?:io|į)"),
        ("next_weekday", r"{by} kito {weekday}io"),
        ("tomorrow", r"{by} (?:rytojaus|rytdienos|rytoj)(?: dienos pabaigos)?"),
        ("day_after", r"{by} poryt(?:ojaus|dienos)?"),
        ("today", r"{by} (?:šiandien(?:os)?|(?:šios )?dienos pabaigos)"),
        ("today", r"{by} (?P<p_evening>(?:šio )?vakaro)"),
        ("today", r"{by} (?P<p_morning>(?:pietų|vidurdienio))"),
        ("end_of_week", r"{by} (?:šios )?savaitės (?:pabaigos|galo)|{by} savaitgalio"),
        ("end_of_next_week", r"{by} kitos savaitės(?: pabaigos)?"),
        ("end_of_month", r"{by} (?:šio )?mėnesio (?:pabaigos|galo)"),
        ("date", r"{by} {date}"),
        ("minutes", r"per (?:artimiausias )?{n} minu(?:tes|tę|čių)"),
        ("half_hour", r"per (?:pusvalandį|pusę valandos)"),
        ("hours", r"per (?:artimiausias )?{n} (?:darbo )?valand(?:as|ą|ų)"),
        ("hours", r"per (?:artimiausią )?valandą"),
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
        ("weekday", r"{weekday}io {part}"),
        ("next_weekday", r"kitą {weekday}į"),
        ("tomorrow", r"rytoj|ryt"),
        ("day_after", r"poryt"),
        ("today", r"šiandien"),
        ("today", r"(?P<p_evening>šįvakar|šį vakarą)|(?P<p_morning>šįryt|šį rytą)"),
        ("end_of_week", r"šią savaitę"),
        ("end_of_next_week", r"kitą savaitę"),
        ("date", r"{date}"),
        ("minutes", r"(?:po|už) {n} minu(?:čių|tės)"),
        ("half_hour", r"(?:po|už) (?:pusvalandžio|pusės valandos)"),
        ("hours", r"(?:po|už) {n} valand(?:ų|os)|(?:po|už) valandos"),
        ("days", r"po {n} dien(?:ų|os)|už {n} dienų"),
        ("weeks", r"po {n} savai(?:čių|tės)"),
    ),
    ours=r"\w+(?:sime|šime|siu|šiu|site|šite|simės|siuos)|bus|gaus\w*|atvyks|atkeliaus|pažad\w+"
    r"|iškeliau(?:ja|s)|išvyks(?:ta)?|atvyksta|atkeliauja"
    r"|(?:iš|at|per)?siunč(?:iu|iame)|grąžin(?:u|ame)|(?:pa|per)?skambin(?:u|ame)|atsak(?:au|ome)|pakeič(?:iu|iame)",
    theirs=r"ne\w+(?:sime|siu|šime)|negal\w+|prašome|prašau|jei(?:gu)?|ar|galėtumėte|galite|turėjo\w*|rašėte|sakėte"
    r"|nuo(?= \w+dienio)|kiekvien\w+|žadėj\w+|praėj\w+|uždaryt\w*|nedirb\w+|neatvyko",
    noted_ours=r"pažad\w+|sutar\w+|sutart\w+|\w+(?:siu|šiu|sime|šime|siuos|simės)|(?:pa|per)?skambinti|grąžinti|(?:iš|at|nu|per)siųsti|atsakyti|parašyti|susisiekti|informuoti|pranešti|pakeisti|pristatyti",
    noted_theirs=r"(?:pa|per)skambins|(?:at|iš)siųs|atneš|atveš|atsakys|klient\w+ \w+|(?:ji|jis) \w+|nori(?: \w+)?|praš(?:o|ė)|gavo|pirko|užsakė|turėjo\w*|ne\w+|praėj\w+",
    kinds=(
        ("money", r"grazin|pinig|kompens|perves|kreditin"),
        (
            "parcel",
            r"siunt(?!e)|pakei(?:t|s)|kurjer|prek(?:e|es|iu|ei)|atsargin|detal(?:e|es|iu)(?!\w)",
        ),
        ("news", r"naujien|inform|pranes|zinot|zini|isgirs|atnaujin"),
        ("answer", r"atsak|susisiek|parasy|atsilieps"),
        ("call_back", r"paskambin|perskambin|skambin|skambuc"),
        (
            "other",
            r"(?<!i )(?<!i jusu )(?<!i savo )(?<!i banko )(?<!kreditine )saskait|ceki|kvit|lipduk|etiket|dokument|nuotrauk|instrukcij|form[aou](?!\w)|nuorod|patvirtinim|kopij|vadov[ao]|garantij|sutart",
        ),
        ("repair", r"(?:su|pa)?taisy(?!t)|remont"),
        ("decision", r"sprend|nuspres|apsispres"),
        ("collection", r"paims|pasiims|atsiims|paimsim"),
    ),
    sending=r"issiu|atsiu|nusiu|persiu|siuncia|siusi|pristat|atves|atgabe|perduos",
    joins=r"ir|bet|o|tada|tuomet",
    refuses=r"negalime|negalesime|negaliu|negalesiu|nezadame|nezadu|negarantuojame|negarantuoju|nespesime|nespesiu|nepavyks|neisipareigojame",
    parts=(
        r"ryt(?:e|ą|o|ais)|(?:iki|prieš) (?:pietų|pietus|vidurdienio|vidurdienį)|vidurdien(?:į|io)",
        r"po (?:pietų|vidurdienio)|popiet",
        r"vakar(?:e|ą|o|op)",
    ),
    clock=r"(?P<by>iki )?{h}(?::{min}|(?P<unit> ?(?:val(?:andos|anda)?|h)))(?: ?(?:val(?:andos|anda)?|h))?",
    arriving=r"(?:ji|ja|juos|jas) gausite|gausite (?:ji|ja|juos|jas)(?!\w)|atvyks|atkeliaus|pasieks",
    leaving=r"issiu|atsiu|nusiu|persiu|siuncia|siusi|iskeliau|isvyks|isvaziuo|perduo",
    delivering=r"pristat|atves|atgabe|atvyks|atkeliau|pasieks|gaus",
)
