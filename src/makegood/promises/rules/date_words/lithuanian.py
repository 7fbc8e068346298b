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
