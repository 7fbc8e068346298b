"""How Spanish says by when, and what."""

from makegood.promises.rules.date_words.form import DAY_MONTH, DateWords

SPANISH = DateWords(
    by=r"(?:antes del?|para(?: el)?|a más tardar(?: el)?|no más tarde del?|como (?:muy tarde|máximo)(?: el)?)",
    weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    months=(
        *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio"),
        *("agosto", "septiembre|setiembre", "octubre", "noviembre", "diciembre"),
    ),
    numbers=(
        "1 un|uno|una, 2 dos|un par de, 3 tres, 4 cuatro, 5 cinco, 6 seis, 7 siete, "
        "8 ocho, 9 nueve, 10 diez, 11 once, 12 doce, 14 catorce, 15 quince, 24 veinticuatro"
    ),
    dates=(r"{d} de {month}(?: del? {y})?", *DAY_MONTH),
    sure=(
        ("weekday", r"{by} (?:este |próximo )?{weekday}(?: próximo| que viene)?(?! pasado)"),
        ("next_weekday", r"{by} {weekday} de la (?:próxima semana|semana que viene)"),
        ("tomorrow", r"{by} mañana"),
        ("day_after", r"{by} pasado mañana"),
        (
            "today",
            r"{by} (?:hoy|el final del día|fin del día|que acabe el día)|hoy mismo",
        ),
        ("today", r"(?:{by}|antes de) esta (?:misma )?(?P<p_evening>noche)"),
        ("today", r"{by} esta (?:misma )?(?P<p_afternoon>tarde)"),
        ("today", r"{by} (?P<p_morning>mediodía)"),
        ("end_of_week", r"(?:{by}|a) (?:el |la )?fin(?:al)?(?:es)? de (?:la |esta )?semana"),
        ("end_of_next_week", r"{by} (?:el final de )?(?:la )?(?:próxima semana|semana que viene)"),
        (
            "end_of_month",
            r"(?:{by}|a) (?:el )?fin(?:al)?(?:es)? de(?:l)? mes|(?:{by}|a) (?:el )?fin(?:al)?(?:es)? de mes",
        ),
        ("date", r"{by} (?:el )?{date}"),
        ("minutes", r"(?:en un máximo de|dentro de|en menos de|en los próximos) {n} minutos?"),
        ("half_hour", r"(?:dentro de|en menos de) media hora"),
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
        ("weekday", r"(?:este|el|el próximo) {weekday}(?: próximo| que viene)?(?! pasado)"),
        ("next_weekday", r"el {weekday} de la (?:próxima semana|semana que viene)"),
        ("tomorrow", r"(?<![^a-z]la )(?<!pasado )(?<!esta )mañana"),
        ("day_after", r"pasado mañana"),
        ("today", r"hoy"),
        (
            "today",
            r"esta (?:misma )?(?P<p_evening>noche)|esta (?:misma )?(?P<p_afternoon>tarde)|esta (?:misma )?(?P<p_morning>mañana)",
        ),
        ("end_of_week", r"esta semana"),
        ("end_of_next_week", r"la (?:próxima semana|semana que viene)"),
        ("date", r"el {date}"),
        ("minutes", r"en {n} minutos?"),
        ("half_hour", r"en media hora"),
        ("hours", r"en {n} horas?"),
        ("days", r"en {n} días?"),
        ("working_days", r"en {n} días? (?:hábil(?:es)?|laborables?)"),
        ("weeks", r"en {n} semanas?"),
    ),
    ours=r"\w+(?:remos|ré|rá|rán|rás)|vamos a|voy a|promet(?:o|emos)"
    r"|(?:le|les|te|os|lo|la|los|las|se lo|se la) (?:env[ií]o|mando|llamo|contesto|respondo|devuelvo|reembolso|remito)"
    r"|(?:paquete|envío|pedido|mercancía|artículo|producto|repuesto|recambio)s? (?:sale|sal|parte|llega)n?"
    r"|mandamos|llamamos|contestamos|respondemos|devolvemos|reembolsamos|remitimos",
    theirs=r"no|si|por favor|podría|puede|puedes|debía|debería|tenía que|dijo|escribió|prometi\w+|envíe\w*|mánde\w*"
    r"|cerrad\w+|pasad[oa]|ha\w* (?:dicho|escrito)|responda\w*|confirme\w*|deb(?:e|en)|tiene que",
    noted_ours=r"promet\w+|acordad\w+|quedamos en|\w+(?:ré|remos)|(?:volver a )?llamar(?:la|lo|le)?|telefonear\w*|reembolsar\w*|devolver\w*|enviar\w*|mandar\w*|responder\w*|escribir\w*|avisar\w*|contestar\w*|informar\w*|reemplazar\w*|cambiar\w*",
    noted_theirs=r"\w+(?:rá|rán)|quiere(?: que)?(?: (?:un|una|el|la))?(?: (?:reembolso|respuesta))?|pid(?:e|ió)|necesita|compró|recibió|(?:nos|me) (?:llama|escribe|envía|manda)|llama (?:ella|él)|(?:la |el )?clienta? \w+|debía|pasad[oa]|ha \w+do|no(?: \w+)?",
    kinds=(
        ("money", r"reembols|devol(?:v|uc)|dinero|abon|transfer|reintegr|importe"),
        ("parcel", r"paquete|reempla[zc]|sustitu|recambi|repuesto|mensajer|cambiar(?:emos|e|an)"),
        ("news", r"noticias|novedad|inform(?!e(?!\w)|es)|actualiz|avis|sabra|saber|diremos"),
        ("answer", r"respuesta|respond|contest|contact|escribir"),
        ("call_back", r"llam|telefon"),
        (
            "other",
            r"factur|recibo|ticket|etiquet|document|foto|imagen|manual|instruccion|formulari|enlace|presupuest|certificad|comprobant|justificant|albaran|confirmacion|copia|informe(?!\w)|codigo|seguimiento|garantia|contrato",
        ),
        ("repair", r"repar(?!t|ad[oa])|arregl(?!ad)"),
        ("decision", r"decid|decision"),
        ("collection", r"recog(?:e|i)|retirar"),
    ),
    sending=r"envi|mandar|mandam|entreg|remit",
    joins=r"y|e|pero|luego|despues",
    refuses=r"no (?:(?:le|te|les|os|se) )?(?:lo )?(?:podemos|puedo|podremos|podre|prometemos|prometo|garantizamos|garantizo|comprometemos|comprometo|sera posible|es posible|llegaremos|conseguiremos|estamos en condiciones)",
    parts=(
        r"por la mañana|a primera hora(?: de la mañana)?|(?:al|antes del) mediodía",
        r"(?:por|a primera hora de|a última hora de) la tarde",
        r"por la noche",
    ),
    clock=r"(?:(?:(?P<by>antes de las|a mas tardar a las)(?P<unit>)|a las|sobre las|hacia las) |(?=\d{1,2}:\d\d)){h}(?:[:.]{min})?(?: ?(?:h|horas))?(?! (?:semana|dia|mes|siguientes|proxim))",
    arriving=r"(?:lo|la|los|las) (?:recib|tendr)|lleg",
    leaving=r"envi|mandar|mandam|remit|despach|sal(?:e|en|dra|dran|ir)(?!\w)|part(?:e|en|ira|iran)(?!\w)",
    delivering=r"lleg|recib|entreg|tendr",
)
