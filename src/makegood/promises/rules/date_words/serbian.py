"""How Serbian says by when, and what."""

from makegood.promises.rules.date_words.form import DateWords

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
        "7 sedam, 8 osam, 9 devet, 10 deset, 11 jedanaest, 12 dvanaest, 14 četrnaest, 15 petnaest"
    ),
    dates=(r"{d}\.? ?{month}(?: {y}\.?)?", r"{d}\. ?{mo}\.(?: ?{y}\.?)?", r"{y}-{mo}-{d}"),
    sure=(
        ("weekday", r"{by} (?:ovog |ovoga |ove )?{weekday}"),
        ("next_weekday", r"{by} (?:sledećeg|narednog|idućeg|sledeće|naredne|iduće) {weekday}"),
        (
            "tomorrow",
            r"{by} (?:kraja )?(?:sutrašnjeg dana|sutra)",
        ),
        ("day_after", r"{by} prekosutra"),
        ("today", r"{by} (?:kraja (?:današnjeg )?dana|danas)|još danas"),
        ("today", r"{by} (?P<p_evening>večeras|večeri)|još (?P<p_evening>večeras)"),
        ("today", r"{by} (?P<p_morning>podneva?)"),
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
        ("minutes", r"(?:u roku od|u narednih) {n} minut[ae]?"),
        ("half_hour", r"u roku od (?:pola (?:sata|časa)|pola sata vremena)"),
        ("hours", r"u roku od (?:sat|čas)(?: vremena)?|u narednih sat vremena"),
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
        ("today", r"danas"),
        ("today", r"(?P<p_evening>večeras)|(?P<p_morning>jutros)"),
        ("end_of_week", r"ove (?:nedelje|nedjelje|sedmice)"),
        ("end_of_next_week", r"(?:sledeće|naredne|iduće) (?:nedelje|nedjelje|sedmice)"),
        ("date", r"{d}\. ?{month}"),
        ("minutes", r"(?:za|kroz) {n} minut[ae]?"),
        ("half_hour", r"(?:za|kroz) pola (?:sata|časa)"),
        ("hours", r"(?:za|kroz) {n} (?:sat[ai]?|časa?|časova)(?: vremena)?"),
        ("hours", r"(?:za|kroz) (?:sat|čas)(?: vremena)?"),
        ("days", r"(?:za|kroz) {n} dana?"),
        ("working_days", r"(?:za|kroz) {n} radn(?:a|ih|og|i) dana?"),
        ("weeks", r"(?:za|kroz) {n} (?:nedelj[aeu]|nedjelj[aeu]|sedmic[aeu])"),
    ),
    ours=r"\w*(?:ćemo|ću|ćete|će)|kreć[eu]|polaz[ei]|odlaz[ei]|stiž[eu]|obećava\w+"
    r"|(?:(?:po)?šalje|javlja|odgovara|(?:po|na)?zove|vraća|menja|isporučuje)mo?",
    theirs=r"ne(?:će|ću|ćemo|ćete)|molimo|molim|ako|možete|da li|treba\w*|rekli ste|pisali ste|napisali ste|pošaljite"
    r"|od(?= (?:ponedeljka|utorka|srede|četvrtka|petka|subote|nedelje))|svak\w+|javite|odgovorite|prošl\w+|zatvoren\w*|ne rad\w+|obećali|bi(?:o|la|lo)",
    noted_ours=r"obeća\w+|dogovor\w+|\w*(?:ćemo|ću)|pozvati|nazvati|zvati|vratiti|poslati|odgovoriti|javiti|obavestiti|zameniti|isporučiti|treba (?:pozvati|nazvati|poslati|vratiti|javiti|odgovoriti)",
    noted_theirs=r"(?:(?:ona|on|kupac|klijent\w*|mušterija) )?\w*će(?: (?:poslati|javiti|zvati|nazvati|pozvati|vratiti|odgovoriti))?|(?:ona|on|kupac|klijent\w*|mušterija) \w+|želi(?: \w+)?|hoće|traži\w*|dobi(?:o|la)|kupi(?:o|la)|treba\w*|nije|prošl\w+",
    kinds=(
        ("money", r"novac|novca|povrac|povrat|vrati|uplat|uplac|isplat|isplac|sredstv|iznos"),
        ("parcel", r"paket|posilj|zamen|zamjen|kurir|rezervni de"),
        ("news", r"obavest|obavijest|novost|javi|informi|vesti(?!\w)|cucete|cujemo|do znanja"),
        ("answer", r"odgovor|kontakt|pisa(?:c|t)|napisa"),
        ("call_back", r"pozv|pozov|nazv|nazov|zvati|zvac|telefon"),
        (
            "other",
            r"(?<!na )(?<!na vas )(?<!na tekuci )(?<!na ziro )racun|faktur|potvrd|dokument|nalepnic|naljepnic|etiket|formular|obrazac|fotograf|slik|uputstv|uputu|link(?!\w)|kopij|garancij|ugovor",
        ),
        ("repair", r"poprav(?!lj?en)|servisira"),
        ("decision", r"odluk|odluc"),
        ("collection", r"preuze(?:c|ti)|preuzm|preuzim"),
    ),
    sending=r"posla|posalj|salj(?:em|u)|isporu|dostav",
    joins=r"i|a|ali|pa|te|onda|zatim",
    refuses=r"ne (?:mozemo|mogu|obecavamo|obecavam|obecajemo|garantujemo|garantujem|stizemo|uspevamo)|nec(?:emo|u) (?:moci|stici|uspeti)|nismo u mogucnosti|nisam u mogucnosti",
    parts=(
        r"ujutr[ou]|izjutra|pr(?:ij)?e ?podne|do podne(?:va)?|u podne",
        r"po(?:sl(?:ij)?e)? ?podne",
        r"uveče|navečer|uvečer|predveče",
    ),
    clock=r"(?:(?:(?P<by>(?:najkasnije )?do|pre)|u|oko) |(?=\d{1,2}(?::\d\d|h))){h}(?::{min}|(?P<unit> ?(?:h|casova|casa|sati|sata))|(?! ?\w))(?: ?h| ?casova)?",
    arriving=r"(?:dobicete|primicete) (?:ga|je|ih)(?!\w)|(?:ga|je|ih) (?:dobiti|primiti)|stize|stici",
    leaving=r"posla|posalj|salj(?:em|u)|krec|kren|polaz|poci(?!\w)|poce(?!\w)|odlaz|otprem|preda(?:c|j|t)",
    delivering=r"isporu|dostav|stize|stic|dobic|primic|dobit|primit|kod vas(?!\w)",
)
