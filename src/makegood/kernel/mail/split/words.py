"""What mail programs write around a quotation, a forward and a signature, in the languages people use them in.

All of it lower case; read by `lines.alternatives`, which makes one pattern of each group.
"""

WROTE = (
    "wrote", "writes", "sent", "ha scritto", "scritto", "scrive", "escribió", "escribio", "escribe", "escreveu", "escrita", "a écrit", "écrit",
    "a ecrit", "schrieb", "geschrieben", "schreef", "rašė", "parašė", "rašo", "rašė(-o)", "је написао", "је написала", "је написао/ла", "је написао/-ла",
    "је написао(ла)", "написао је", "написала је", "пише", "je napisao", "je napisala", "je napisao/la", "je napisao/-la", "je napisao(la)",
    "napisao je", "napisala je", "napisao", "napisala", "napisao/la", "piše", "je napisal", "je napisala", "je napisal/-a", "je napisal/a",
    "napisal", "napisal(a)", "je napisal(a)", "ezt írta", "írta", "ezt írja", "írja", "пишет", "пишут", "написал", "написала", "написал(а)",
    "написал/а", "писали", "писал", "писал(а)", "писала", "написав", "написав(ла)", "написала(в)", "написав(-ла)", "написано", "написа", "написао/ла",
    "pisze", "napisał", "napisała", "napisał(a)", "napisał/a", "pisał", "pisał(a)", "napsal", "napsala", "napsal(a)", "napsal/a", "píše",
    "napísal", "napísala", "napísal(a)", "napísal/a", "a scris", "scrie", "skrev", "skrev följande", "skrev følgende", "kirjoitti", "έγραψε",
    "έγραψε τα εξής", "yazdı", "şunu yazdı", "şunları yazdı", "kirjutas", "rakstīja", "va escriure", "ha escrit", "escrigué", "написа",
    "het volgende geschreven", "following", "wrote the following", "đã viết", "viết", "写道", "寫道", "写信", "のメール", "のメッセージ", "さんは書きました",
    "のメッセージ", "님이 작성", "작성", "이(가) 쓴 글", "kyrjutas", "كتب", "تمت كتابة ما يلي بواسطة", "كتب/كتبت", "כתב", "כתבה", "כתב/ה", "menulis", "pisao",
    "piše", "a scris următoarele", "escreveu o seguinte", "escribió lo siguiente", "a écrit ce qui suit", "följande",
)  # fmt: skip

CITING = (
    "quoting", "zitat von", "citando", "cita de", "citazione di", "citazione da", "citat de", "citace", "citujem", "citat", "citat:", "cytowanie", "cytuję",
    "citavimas", "cituoju", "citējot", "цитирование", "цитирую", "цитира", "цитирам", "idézet", "citerar", "lainaus", "en réponse à", "in reply to",
    "selon", "zitiere", "citeren", "le message de", "missatge de", "wiadomość napisana przez",
)  # fmt: skip

OPENINGS = (
    "on", "il", "il giorno", "in data", "al", "el", "el día", "le", "am", "op", "em", "no dia", "a", "em data", "den", "d.", "dne", "dňa", "dana", "dnia",
    "w dniu", "дана", "на", "pe", "la", "la data de", "în data de", "în", "στις", "την", "på", "v", "vào", "vào lúc", "在", "於", "在于", "في", "בתאריך",
    "ב-", "kl.", "le lun", "u", "у", "pada", "kuupäeval", "ditt", "il dì",
)  # fmt: skip

WEEKDAYS = (
    "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "lun", "mar", "mer", "gio", "ven", "sab", "dom", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica",
    "mié", "jue", "vie", "sáb", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo",
    "pr", "an", "tr", "kt", "pn", "št", "sk", "pirm", "antr", "treč", "ketv", "penkt", "šešt", "sekm", "pirmadienis", "antradienis", "trečiadienis",
    "ketvirtadienis", "penktadienis", "šeštadienis", "sekmadienis",
    "hétfő", "kedd", "szerda", "csütörtök", "péntek", "szombat", "vasárnap", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "нд", "понедельник", "вторник",
    "среда", "четверг", "пятница", "суббота", "воскресенье", "понеділок", "вівторок", "середа", "четвер", "п'ятниця", "п’ятниця", "субота", "неділя",
    "пон", "уто", "сре", "чет", "пет", "суб", "нед", "понедељак", "уторак", "четвртак", "петак", "недеља", "pon", "uto", "sre", "čet", "pet", "sub", "ned",
    "ponedeljak", "ponedjeljak", "utorak", "sreda", "srijeda", "četvrtak", "petak", "subota", "nedelja", "nedjelja",
    "mo", "di", "mi", "do", "fr", "sa", "so", "mon", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag",
    "jeu", "sam", "dim", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    "seg", "ter", "qua", "qui", "sex", "segunda", "terça", "quarta", "quinta", "sexta", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira",
    "sexta-feira", "ma", "wo", "vr", "za", "zo", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag",
    "wt", "śr", "czw", "pt", "sob", "niedz", "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela",
    "po", "út", "st", "čt", "pá", "ne", "pondělí", "úterý", "středa", "čtvrtek", "pátek", "neděle", "ut", "štvrtok", "piatok", "nedeľa", "pondelok", "utorok",
    "luni", "marți", "miercuri", "joi", "vineri", "sâmbătă", "duminică", "mie", "joi", "vin", "sâm",
    "δευ", "τρί", "τετ", "πέμ", "παρ", "σάβ", "κυρ", "δευτέρα", "τρίτη", "τετάρτη", "πέμπτη", "παρασκευή", "σάββατο", "κυριακή",
    "pzt", "sal", "çar", "per", "cum", "cmt", "paz", "pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar",
    "mån", "tis", "ons", "tors", "fre", "lör", "sön", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag",
    "man", "tir", "tor", "lør", "søn", "mandag", "tirsdag", "lørdag", "søndag", "ma", "ti", "ke", "to", "pe", "la", "su", "maanantai", "maanantaina",
    "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai", "e", "t", "k", "n", "r", "l", "p", "esmaspäev", "teisipäev",
    "kolmapäev", "neljapäev", "reede", "laupäev", "pühapäev", "pirmd", "otrd", "trešd", "ceturtd", "piektd", "sestd", "svētd", "pirmdiena",
    "dl", "dt", "dc", "dj", "dv", "ds", "dg", "dilluns", "dimarts", "dimecres", "dijous", "divendres", "dissabte", "diumenge",
    "понеделник", "сряда", "четвъртък", "петък", "събота", "неделя", "tor", "čet", "torek", "sreda",
)  # fmt: skip

MONTHS = {
    1: "januar january january jan gennaio gen enero ene janvier janv januar januari jaan jan janeiro sausio sausis saus január janvāris janvārī януари января январь янв"
       " јануар јан januara siječnja siječanj sij stycznia styczeń sty ledna leden led januára január ianuarie ian ιανουαρίου ιανουάριος ιαν ocak oca січня січень січ"
       " tammikuuta tammikuu tammi jaanuar gener janj januára janvri",
    2: "februar february feb febbraio febrero février févr fév fevr februar februari fevereiro fev vasario vasaris vas február febr февраля февраль фев февр"
       " фебруар феб februara veljače veljača velj vel lutego luty lut února únor úno februára februarie φεβρουαρίου φεβρουάριος φεβ şubat şub лютого лютий лют"
       " helmikuuta helmikuu helmi veebruar veebr februāris februārī febrer февруари",
    3: "mart march mar marzo mars märz mär mrz maart mrt março kovo kovas kov március márc марта март мар marta mart ožujka ožujak ožu marca marzec marzec"
       " března březen bře martie μαρτίου μάρτιος μαρ березня березень бер maaliskuuta maaliskuu maalis märts martā marts març marec",
    4: "april april apr aprile abril abr avril avr abr balandžio balandis bal április ápr апреля апрель апр април aprila travnja travanj tra kwietnia kwiecień kwi"
       " dubna duben dub apríla apríl aprilie απριλίου απρίλιος απρ nisan nis квітня квітень квіт huhtikuuta huhtikuu huhti aprill aprīlis aprīlī",
    5: "maj may maggio mag mayo mai maio mei gegužės gegužė geg május máj мая май мај maja maj svibnja svibanj svi května květen kvě mája máj μαΐου μάιος μαϊ μάι"
       " mayıs травня травень трав toukokuuta toukokuu touko maijs maijā maig",
    6: "jun june jun giugno giu junio juin juni junho birželio birželis birž bir június jún июня июнь июн јун juna lipnja lipanj lip czerwca czerwiec cze"
       " června červen čer čvn júna jún iunie iun ιουνίου ιούνιος ιουν haziran haz червня червень черв kesäkuuta kesäkuu kesä juuni jūnijs jūnijā jūn juny юни юн",
    7: "jul july jul luglio lug julio juillet juil juli julho liepos liepa liep július júl июля июль июл јул jula srpnja srpanj srp lipca lipiec lip"
       " července červenec čvc júla júl iulie iul ιουλίου ιούλιος ιουλ temmuz tem липня липень лип heinäkuuta heinäkuu heinä juuli jūlijs jūlijā jūl juliol юли юл",
    8: "avgust august aug agosto ago août aoû augustus agosto rugpjūčio rugpjūtis rugp augusztus августа август авг avgusta avg kolovoza kolovoz kol"
       " sierpnia sierpień sie srpna srpen srp augusta αυγούστου αύγουστος αυγ ağustos ağu серпня серпень серп elokuuta elokuu elo augusts augustā agost",
    9: "septembar september sep sept settembre set septiembre septembre setembro rugsėjo rugsėjis rugs szeptember szept сентября сентябрь сен сент септембар сеп септ"
       " septembra rujna rujan ruj września wrzesień wrz září zář septembra septembrie σεπτεμβρίου σεπτέμβριος σεπ eylül eyl вересня вересень вер"
       " syyskuuta syyskuu syys septembris septembrī setembre септември",
    10: "oktobar october oct ottobre ott octubre octobre okt oktober outubro out spalio spalis spal október октября октябрь окт октобар oktobra listopada"
        " października październik paź října říjen říj októbra octombrie οκτωβρίου οκτώβριος οκτ ekim eki жовтня жовтень жовт"
        " lokakuuta lokakuu loka oktoober oktobris oktobrī octubre октомври",
    11: "novembar november nov novembre noviembre novembro lapkričio lapkritis lapkr lap ноября ноябрь нояб ноя новембар нов novembra studenoga studenog studeni stu"
        " listopad listopadu lis novembra noiembrie noi νοεμβρίου νοέμβριος νοε kasım kas листопада листопад лист marraskuuta marraskuu marras"
        " novembris novembrī ноември",
    12: "decembar december dec dicembre dic diciembre décembre déc dezember dez desember des dezembro gruodžio gruodis gruod grd деце децембар дец decembra prosinca prosinac"
        " pro grudnia grudzień gru prosince prosinec декабря декабрь дек δεκεμβρίου δεκέμβριος δεκ aralık ara грудня грудень груд joulukuuta joulukuu joulu"
        " detsember dets decembris decembrī desembre декември",
}  # fmt: skip

LABELS = {
    "from": (
        "from", "da", "von", "de", "od", "feladó", "от", "nuo", "од", "šalje", "шаље", "пошиљалац", "pošiljalac", "pošiljatelj", "expéditeur", "van", "från", "fra",
        "lähettäjä", "kimden", "gönderen", "от кого", "отправитель", "mittente", "no", "saatja", "remitente", "remetente", "від", "від кого", "відправник",
        "nadawca", "odesílatel", "odosielateľ", "expeditor", "expeditorul", "de la", "από", "αποστολέας", "发件人", "寄件者", "寄件人", "差出人", "送信元", "送信者",
        "보낸 사람", "보낸사람", "발신", "보낸이", "من", "מאת", "từ", "người gửi", "siuntėjas", "sūtītājs", "kas", "pošilja", "подател", "afsender", "avsändare", "avsender",
        "enviat per", "absender", "feladja", "küldő", "от: ",
    ),
    "date": (
        "date", "sent", "sent at", "sent on", "received", "inviato", "inviata", "inviato il", "data", "gesendet", "gesendet am", "datum", "enviado", "enviado el",
        "enviado em", "enviada em", "enviada", "enviados", "fecha", "envoyé", "envoyé le", "date d'envoi", "expédié", "wysłano", "wysłane", "data wysłania", "elküldve",
        "küldve", "dátum", "отправлено", "дата", "išsiųsta", "išsiuntimo data", "послато", "датум", "poslato", "poslano", "odesláno", "odoslané", "verzonden", "skickat",
        "sendt", "dato", "lähetetty", "päiväys", "päivämäärä", "trimis", "dată", "trimis la", "відправлено", "надіслано", "tarih", "gönderilen", "gönderildi",
        "gönderilme tarihi", "gönderme tarihi", "ημερομηνία", "στάλθηκε", "απεσταλμένα", "saadetud", "kuupäev", "nosūtīts", "nosūtīta", "datums", "изпратено", "изпратено на",
        "изпратен", "发送时间", "日期", "发送日期", "傳送時間", "寄件日期", "送信日時", "日時", "日付", "보낸 날짜", "날짜", "보낸날짜", "التاريخ", "تاريخ الإرسال", "تم الإرسال", "נשלח",
        "תאריך", "ngày", "đã gửi", "enviat", "data d'enviament", "poslana", "время", "skickat den", "sänt",
    ),
    "to": (
        "to", "a", "an", "para", "à", "pour", "do", "címzett", "кому", "kam", "за", "прима", "коме", "prima", "kome", "za", "komu", "aan", "till", "til",
        "vastaanottaja", "către", "catre", "destinatar", "destinatarul", "destinatario", "destinataire", "destinatário", "alıcı", "kime", "προς", "saaja", "kellele",
        "gavėjas", "до", "收件人", "收件者", "宛先", "送信先", "받는 사람", "받는사람", "수신", "إلى", "אל", "đến", "tới", "per a", "pre", "adresat", "прималац", "primalac", "primatelj", "envoyé à",
        "empfänger", "получатель", "modtager", "mottaker", "mottagare", "tili",
    ),
    "cc": (
        "cc", "bcc", "c.c.", "kopie", "kopia", "kopija", "másolat", "копия", "копія", "копија", "copia", "copie", "copie à", "copia a", "ccn", "dw", "kopi", "kopio", "kópia",
        "bilgi", "κοιν", "κοινοποίηση", "koopia", "копие", "抄送", "副本", "참조", "نسخة", "עותק", "kopie (cc)", "másolatot kap", "udw", "cópia", "kopiju", "còpia", "ค",
    ),
    "subject": (
        "subject", "oggetto", "ogg", "betreff", "asunto", "objet", "sujet", "temat", "tárgy", "тема", "tema", "наслов", "предмет", "naslov", "predmet", "předmět",
        "onderwerp", "ämne", "emne", "aihe", "subiect", "subiectul", "assunto", "konu", "θέμα", "pealkiri", "teema", "temats", "tēma", "относно", "主题", "主旨", "件名",
        "제목", "الموضوع", "נושא", "chủ đề", "assumpte", "zadeva", "re",
    ),
    "other": (
        "reply-to", "reply to", "antwort an", "répondre à", "responder a", "rispondi a", "válaszcím", "odpowiedź-do", "odpowiedź do", "svar til", "svara till", "vastaus",
        "ответ-кому", "odgovori na", "odpověď na", "antwoord aan", "importance", "priority", "priorità", "wichtigkeit", "attachments", "attachment", "organization",
        "message-id", "in-reply-to", "mailed-by", "signed-by", "importanza", "importancia", "важность", "anlagen", "allegati", "resent-from", "resent-date", "resent-to", "sender",
        "odpovedať-pre", "yanıt adresi", "кому відповісти", "răspuns către", "list-unsubscribe", "user-agent", "x-mailer", "newsgroups", "via",
    ),
}  # fmt: skip

ORIGINAL = (
    "original message", "original appointment", "original mail", "original email", "original e-mail", "reply message", "messaggio originale", "messaggio di origine",
    "mensaje original", "correo original", "mensagem original", "message d'origine", "message d’origine", "message original", "message initial", "mail original",
    "ursprüngliche nachricht", "urspruengliche nachricht", "ursprüngliche mail", "ursprüngliche e-mail", "originalnachricht", "original-nachricht", "original nachricht",
    "antwort nachricht", "oorspronkelijk bericht", "origineel bericht", "originalus laiškas", "pradinis laiškas", "pirminis laiškas", "originali žinutė", "originalus pranešimas",
    "оригинална порука", "изворна порука", "originalna poruka", "izvorna poruka", "izvorno sporočilo", "originalno sporočilo", "eredeti üzenet", "eredeti levél",
    "eredeti e-mail", "исходное сообщение", "исходное письмо", "оригинальное сообщение", "оригинал сообщения", "первоначальное сообщение", "wiadomość oryginalna",
    "oryginalna wiadomość", "wiadomość źródłowa", "původní zpráva", "původní e-mail", "původní email", "pôvodná správa", "pôvodný e-mail", "mesaj original", "mesajul original",
    "originalmeddelande", "ursprungligt meddelande", "ursprungsmeddelande", "oprindelig meddelelse", "oprindelig besked", "original besked", "opprinnelig melding", "alkuperäinen viesti",
    "αρχικό μήνυμα", "orijinal mesaj", "özgün ileti", "orijinal ileti", "оригінальне повідомлення", "вихідне повідомлення", "originaalsõnum", "algne sõnum", "algne kiri", "oriģinālais ziņojums",
    "sākotnējais ziņojums", "missatge original", "оригинално писмо", "оригинално съобщение", "原始邮件", "原始郵件", "原始信件", "元のメッセージ", "원본 메시지", "원본 메일", "الرسالة الأصلية",
    "הודעה מקורית", "thư gốc", "tin nhắn gốc", "replied message",
)  # fmt: skip

FORWARDED = (
    "forwarded message", "forwarded email", "forwarded e-mail", "begin forwarded message", "start of forwarded message", "messaggio inoltrato", "inizio messaggio inoltrato", "mensaje reenviado",
    "inicio del mensaje reenviado", "correo reenviado", "message transféré", "message transmis", "début du message transféré", "début du message réexpédié",
    "message réexpédié", "weitergeleitete nachricht", "anfang der weitergeleiteten nachricht", "anfang der weitergeleiteten e-mail", "weitergeleitete e-mail",
    "persiųstas laiškas", "persiųstas pranešimas", "persiunčiamas laiškas", "persiųsta žinutė", "persiunčiamo laiško pradžia", "прослеђена порука", "прослеђено писмо", "почетак прослеђене поруке",
    "prosleđena poruka", "početak prosleđene poruke", "proslijeđena poruka", "započni proslijeđenu poruku", "posredovano sporočilo", "začetek posredovanega sporočila",
    "továbbított üzenet", "továbbított levél", "továbbított levél kezdete", "továbbított üzenet kezdete", "пересылаемое сообщение", "пересланное сообщение", "пересылаемое письмо", "пересланное письмо",
    "перенаправленное сообщение", "начало переадресованного сообщения", "начало пересылаемого сообщения", "переадресованное сообщение", "завершение пересылаемого сообщения", "конец пересылаемого сообщения", "end of forwarded message", "end forwarded message",
    "wiadomość przekazana", "przekazana wiadomość", "przekazywana wiadomość", "wiadomość przesłana dalej", "treść przekazanej wiadomości", "początek przekazywanej wiadomości",
    "přeposlaná zpráva", "začátek přeposílané zprávy", "předaná zpráva", "preposlaná správa", "preposlaná správa --- forwarded message", "začiatok preposlanej správy", "mesaj redirecționat",
    "începe mesajul redirecționat", "mesaj redirectionat", "mesaj transmis", "vidarebefordrat meddelande", "vidarebefordrat mejl", "vidarebefordrat brev", "videresendt meddelelse",
    "videresendt besked", "start på videresendt besked", "videresendt melding", "videresendt e-post", "välitetty viesti", "välitetty viesti / fwd.msg", "välitetty viesti alkaa", "edelleenlähetetty viesti",
    "doorgestuurd bericht", "begin doorgestuurd bericht", "doorgezonden bericht", "mensagem encaminhada", "mensagem reencaminhada", "início da mensagem encaminhada",
    "início da mensagem reencaminhada", "προωθημένο μήνυμα", "αρχή προωθημένου μηνύματος", "iletilen mesaj", "iletilmiş mesaj", "iletilen ileti", "i̇letilen i̇leti", "i̇letilmiş mesaj", "i̇leti başlangıcı", "ileti başlangıcı", "yönlendirilmiş ileti", "переслане повідомлення",
    "перенаправлене повідомлення", "пересилане повідомлення", "початок листа, що пересилається", "переадресоване повідомлення", "edastatud kiri", "edastatud sõnum", "pārsūtīta ziņa", "pārsūtītais ziņojums",
    "pārsūtīts ziņojums", "missatge reenviat", "препратено съобщение", "препратено писмо", "начало на препратено съобщение", "已转发邮件", "转发的邮件", "轉寄郵件", "轉寄的郵件", "转发邮件", "転送メッセージ", "転送されたメッセージ", "メッセージを転送", "전달된 메시지",
    "전달된 메일", "رسالة معاد توجيهها", "الرسالة المعاد توجيهها", "הודעה שהועברה", "thư đã chuyển tiếp", "tin nhắn đã chuyển tiếp", "thư được chuyển tiếp", "forwarded by", "weitergeleitet von", "inoltrato da",
)  # fmt: skip

FORWARD_PREFIXES = (
    "fw", "fwd", "i", "inoltra", "wg", "tr", "rv", "enc", "res", "reenv", "pd", "továbbítás", "vl", "vs", "vb", "doorst", "persiųsta", "persiunčiama", "přeposlat", "předáno", "přep", "fs",
    "пересл", "переслано", "пересылка", "прослеђено", "prosleđeno", "proslijeđeno", "пренос", "redir", "redir.", "videresend", "i̇lt", "ilt", "ynt", "转发", "轉寄", "転送", "전달", "إعادة توجيه", "הועבר", "pfw", "pārsūtīts", "edasi", "πρθ", "rv.", "препр", "прпр", "перенаправлено", "továbbítva", "doorgestuurd", "vidarebefordrat", "videresendt", "tov",
)  # fmt: skip

REPLY_PREFIXES = (
    "re", "r", "rif", "aw", "antw", "antwort", "sv", "vs", "odp", "odpověď", "ats", "vá", "válasz", "отв", "ответ", "на", "одг", "odg", "rép", "ref", "res", "rsp", "ynt", "yanıt", "απ", "回复", "回覆", "返信", "답장", "رد", "השב", "atb", "bls", "trl",
)  # fmt: skip

REPLY_ABOVE = (
    "type your reply above this line", "reply above this line", "reply above the line", "write your reply above this line", "respond above this line", "please reply above this line",
    "scrivi la tua risposta sopra questa riga", "rispondi sopra questa riga", "rispondere al di sopra di questa riga", "escriba su respuesta por encima de esta línea", "escriba su respuesta encima de esta línea", "responda por encima de esta línea",
    "écrivez votre réponse au-dessus de cette ligne", "répondre au-dessus de cette ligne", "veuillez répondre au-dessus de cette ligne", "antworten sie oberhalb dieser zeile", "antwort oberhalb dieser zeile",
    "bitte geben sie ihre antwort oberhalb dieser zeile ein", "bitte antworten sie oberhalb dieser zeile", "введите ответ над этой строкой", "пишите ответ выше этой строки", "напишите ответ выше этой линии", "ответ выше этой линии", "atsakymą rašykite virš šios eilutės",
    "rašykite virš šios linijos", "válaszát e fölé a sor fölé írja", "írja válaszát e sor fölé", "kérjük, írja válaszát e sor fölé", "одговор напишите изнад ове линије", "odgovor napišite iznad ove linije", "odgovorite iznad ove linije", "одговорите изнад ове линије",
    "typ uw antwoord boven deze regel", "beantwoord boven deze lijn", "antwoord boven deze regel", "proszę wpisać odpowiedź powyżej tej linii", "odpowiedz powyżej tej linii", "odpovězte nad tímto řádkem", "escreva sua resposta acima desta linha", "responda acima desta linha", "skriv ditt svar ovanför denna linje", "skriv dit svar over denne linje", "yanıtınızı bu satırın üzerine yazın", "please do not write below this line", "do not write below this line",
)  # fmt: skip
