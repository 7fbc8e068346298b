"""What customers write, in the languages mail comes in: short sentences, written for the corpus."""

TONGUES: dict[str, tuple[str, ...]] = {
    "en": ("Hello, the parcel arrived broken. What should I do now?", "I ordered two weeks ago and still have nothing.", "Please send me the invoice once more, thank you."),
    "it": ("Buongiorno, il pacco è arrivato rotto. Cosa faccio adesso?", "Ho ordinato due settimane fa e non è ancora arrivato nulla.", "Non funziona più, vorrei un rimborso. È possibile?"),
    "lt": ("Laba diena, siunta atėjo sudužusi. Ką man dabar daryti?", "Užsakiau prieš dvi savaites, o prekės vis dar nėra.", "Norėčiau grąžinti batus, jie man per maži. Ačiū."),
    "sr": ("Добар дан, пакет је стигао поломљен. Шта сада да радим?", "Наручила сам пре две недеље и још ништа није стигло.", "Молим вас да ми вратите новац, ципеле су ми мале. Хвала."),
    "sr-latn": ("Dobar dan, paket je stigao polomljen. Šta sada da radim, molim vas?", "Naručila sam pre dve nedelje i još uvek ništa nije stiglo.", "Želim da vratim cipele, premale su mi. Da li mogu da dobijem novac nazad?", "Gde je moja pošiljka? Neko mi je rekao da će stići danas.", "Vreme isporuke je prošlo, hoću da otkažem porudžbinu.", "Zdravo, dobila sam pogrešnu veličinu, šta da radim?", "Ko će platiti povraćaj? Ovde piše da plaćam ja.", "Uređaj je prestao da radi posle dva meseca."),
    "hr": ("Dobar dan, paket je stigao razbijen. Što sada trebam učiniti?", "Naručila sam prije dva tjedna i još uvijek ništa nije stiglo.", "Želim vratiti cipele, premale su mi. Mogu li dobiti povrat novca?", "Gdje je moja pošiljka? Netko mi je rekao da će stići danas.", "Vrijeme isporuke je prošlo, htio bih otkazati narudžbu.", "Bok, dobila sam krivu veličinu, što da radim?", "Tko će platiti povrat? Ovdje piše da plaćam ja.", "Uređaj je prestao raditi nakon dva mjeseca."),
    "bs": ("Dobar dan, paket je stigao polomljen. Šta sada trebam uraditi?", "Naručila sam prije dvije sedmice i još uvijek ništa nije stiglo.", "Želim vratiti cipele, premale su mi. Mogu li dobiti novac nazad?", "Gdje je moja pošiljka? Neko mi je rekao da će stići danas."),
    "hu": ("Jó napot, a csomag összetörve érkezett. Mit tegyek most?", "Két hete rendeltem, és még mindig nem jött meg semmi.", "A cipő túl kicsi, szeretném visszaküldeni. Köszönöm!"),
    "es": ("Buenos días, el paquete llegó roto. ¿Qué hago ahora?", "Pedí hace dos semanas y todavía no ha llegado nada.", "Quiero devolver los zapatos, me quedan pequeños. ¿Cómo lo hago?"),
    "ru": ("Здравствуйте, посылка пришла разбитой. Что мне теперь делать?", "Я заказала две недели назад, и до сих пор ничего нет.", "Хочу вернуть туфли, они мне малы. Как вернуть деньги?"),
    "uk": ("Добрий день, посилка прийшла розбитою. Що мені тепер робити?", "Я замовила два тижні тому, і досі нічого немає.", "Хочу повернути взуття, воно замале. Як її повернути?"),
    "bg": ("Добър ден, пратката пристигна счупена. Какво да правя сега?", "Поръчах преди две седмици и още нищо не е дошло.", "Искам да върна обувките, малки са ми. Как става това?"),
    "mk": ("Добар ден, пакетот стигна скршен. Што да правам сега?", "Нарачав пред две недели и сè уште ништо нема.", "Сакам да ги вратам чевлите, мали ми се."),
    "be": ("Добры дзень, пасылка прыйшла разбітай. Што мне цяпер рабіць?", "Я замовіла два тыдні таму, і дагэтуль нічога няма."),
    "de": ("Guten Tag, das Paket kam beschädigt an. Was soll ich jetzt tun?", "Ich habe vor zwei Wochen bestellt und noch nichts erhalten. Grüße, Jörg Müller", "Die Schuhe sind zu klein, ich möchte sie zurückschicken."),
    "fr": ("Bonjour, le colis est arrivé cassé. Que dois-je faire maintenant ?", "J’ai commandé il y a deux semaines et je n’ai toujours rien reçu.", "Les chaussures sont trop petites, je désire être remboursée."),
    "pt": ("Bom dia, a encomenda chegou partida. O que faço agora?", "Não recebi nada até hoje, já lá vão duas semanas.", "Quero devolver os sapatos, são pequenos. Há solução?"),
    "nl": ("Goedendag, het pakket is kapot aangekomen. Wat moet ik nu doen?", "Ik heb twee weken geleden besteld en nog steeds niets ontvangen."),
    "sv": ("Hej, paketet kom fram trasigt. Vad ska jag göra nu?", "Jag beställde för två veckor sedan och har ännu inte fått något."),
    "da": ("Hej, pakken kom i stykker. Hvad skal jeg gøre nu?", "Jeg bestilte for to uger siden og har stadig ikke fået noget på døren."),
    "fi": ("Hei, paketti saapui rikkinäisenä. Mitä minun pitää nyt tehdä?", "Tilasin kaksi viikkoa sitten, enkä ole vieläkään saanut mitään."),
    "pl": ("Dzień dobry, paczka przyszła uszkodzona. Co mam teraz zrobić?", "Zamówiłam dwa tygodnie temu i wciąż nic nie dostałam.", "Chcę zwrócić buty, są za małe. Proszę o odpowiedź."),
    "cs": ("Dobrý den, balíček přišel rozbitý. Co mám teď dělat?", "Objednala jsem před dvěma týdny a pořád nic nepřišlo.", "Chtěla bych vrátit boty, jsou příliš malé. Děkuji."),
    "sk": ("Dobrý deň, balík prišiel rozbitý. Čo mám teraz robiť?", "Objednala som pred dvoma týždňami a stále nič neprišlo."),
    "sl": ("Dober dan, paket je prispel razbit. Kaj naj zdaj naredim?", "Naročila sem pred dvema tednoma in še vedno ni prišlo nič."),
    "ro": ("Bună ziua, coletul a ajuns spart. Ce trebuie să fac acum?", "Am comandat acum două săptămâni şi încă n-a venit nimic în oraş."),
    "lv": ("Labdien, sūtījums pienāca saplīsis. Ko man tagad darīt?", "Pasūtīju pirms divām nedēļām, bet joprojām nekas nav atnācis."),
    "et": ("Tere, pakk jõudis kohale katkisena. Mida ma nüüd tegema peaksin?", "Tellisin kaks nädalat tagasi ja ikka veel pole midagi tulnud."),
    "tr": ("Merhaba, paket kırık geldi. Şimdi ne yapmalıyım?", "İki hafta önce sipariş verdim, hâlâ hiçbir şey gelmedi. Teşekkürler."),
    "el": ("Καλημέρα, το δέμα έφτασε σπασμένο. Τι να κάνω τώρα;", "Παρήγγειλα πριν από δύο εβδομάδες και ακόμα δεν ήρθε τίποτα."),
    "he": ("שלום, החבילה הגיעה שבורה. מה עליי לעשות עכשיו?", "הזמנתי לפני שבועיים ועדיין לא קיבלתי כלום."),
    "ar": ("مرحبا، وصل الطرد مكسورا. ماذا أفعل الآن؟", "طلبت قبل أسبوعين ولم يصل أي شيء حتى اليوم."),
    "th": ("สวัสดีค่ะ พัสดุมาถึงแบบแตกหัก ฉันควรทำอย่างไรดี", "สั่งของไปสองสัปดาห์แล้ว ยังไม่ได้รับอะไรเลย"),
    "vi": ("Xin chào, kiện hàng đến bị vỡ. Bây giờ tôi phải làm gì?",),
    "ja": ("こんにちは、荷物が壊れて届きました。どうすればよいですか。", "二週間前に注文しましたが、まだ何も届いていません。返金をお願いします。"),
    "zh": ("您好，包裹收到时已经破损。我现在应该怎么办？", "我两个星期前下的订单，到现在还没有收到货，请尽快处理。"),
    "zh-tw": ("您好，包裹收到時已經破損。我現在應該怎麼辦？", "我兩個星期前下的訂單，到現在還沒有收到貨，請盡快處理。"),
    "ko": ("안녕하세요, 소포가 파손된 채로 도착했습니다. 어떻게 해야 하나요?", "이 주 전에 주문했는데 아직 아무것도 받지 못했습니다. 환불해 주세요."),
}  # fmt: skip
"""The code `language_of` should give → sentences."""

_WESTERN = ("windows-1252", "iso-8859-15", "mac-roman")
_CENTRAL = ("windows-1250", "iso-8859-2")
_BALTIC = ("windows-1257", "iso-8859-13")
_CYRILLIC = ("windows-1251", "koi8-r", "iso-8859-5", "cp866", "mac-cyrillic")
ALPHABETS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("it", "es", "de", "fr", "pt", "nl", "sv", "da", "fi"), _WESTERN),
    **dict.fromkeys(("hu", "pl", "cs", "sk", "sl", "hr", "bs", "sr-latn", "ro"), _CENTRAL),
    **dict.fromkeys(("lt", "lv", "et"), _BALTIC),
    **dict.fromkeys(("ru", "bg"), _CYRILLIC),
    **dict.fromkeys(("sr", "mk", "be"), ("windows-1251", "iso-8859-5")),
    "uk": ("windows-1251", "koi8-u", "iso-8859-5"),
    "tr": ("windows-1254",), "el": ("windows-1253", "iso-8859-7"), "he": ("windows-1255",), "ar": ("windows-1256", "iso-8859-6"),
    "th": ("tis-620",), "vi": ("windows-1258",), "ja": ("shift_jis", "euc-jp", "iso-2022-jp"), "zh": ("gb18030", "hz"),
    "zh-tw": ("big5",), "ko": ("euc-kr", "iso-2022-kr"),
}  # fmt: skip
"""The charsets of old each language was sent in."""
