"""How Hungarian says by when, and what."""

from makegood.promises.rules.date_words.form import DateWords

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
