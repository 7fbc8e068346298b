"""The promise in an answer, in eight languages."""

from datetime import date

import pytest
from tests.pace import timed

from makegood.promises.rules import find_promise, promised_sentence
from makegood.promises.rules.finding import promises_in

WEDNESDAY = date(2026, 5, 6)

PROMISES = [
    # English
    ("en", "We will refund you by Friday.", "by Friday", "money", "2026-05-08"),
    (
        "en",
        "Your replacement ships by Tuesday at the latest",
        "by Tuesday at the latest",
        "shipment",
        "2026-05-12",
    ),
    ("en", "You'll have an answer by tomorrow.", "by tomorrow", "answer", "2026-05-07"),
    ("en", "I'll get back to you tomorrow morning", "tomorrow morning", "answer", "2026-05-07"),
    ("en", "We will send you an update in 3 days.", "in 3 days", "news", "2026-05-09"),
    (
        "en",
        "The refund arrives within 5 working days.",
        "within 5 working days",
        "money",
        "2026-05-13",
    ),
    ("en", "The money will be back within two weeks", "within two weeks", "money", "2026-05-20"),
    ("en", "We will reply within 24 hours.", "within 24 hours", "answer", "2026-05-07"),
    ("en", "The parcel will leave us by 12 May.", "by 12 May", "shipment", "2026-05-12"),
    ("en", "We shall deliver it by May 12th, 2026", "by May 12th, 2026", "parcel", "2026-05-12"),
    ("en", "We will reply before 15/05/2026.", "before 15/05/2026", "answer", "2026-05-15"),
    (
        "en",
        "We will call you by the end of next week",
        "by the end of next week",
        "call_back",
        "2026-05-15",
    ),
    (
        "en",
        "We'll let you know by the end of the week",
        "by the end of the week",
        "news",
        "2026-05-08",
    ),
    ("en", "A colleague will repair it next Friday", "next Friday", "repair", "2026-05-15"),
    (
        "en",
        "Please send it back and we will refund you by Friday.",
        "by Friday",
        "money",
        "2026-05-08",
    ),
    ("en", "If you send photos, we will answer by Monday.", "by Monday", "answer", "2026-05-11"),
    (
        "en",
        "As you wrote last Friday, it is late. We will refund it by Friday.",
        "by Friday",
        "money",
        "2026-05-08",
    ),
    ("en", "By Friday we will have an answer.", "By Friday", "answer", "2026-05-08"),
    ("en", "We will reply\nby\n  Friday", "by\n  Friday", "answer", "2026-05-08"),
    ("en", "We will write to you by 2 January.", "by 2 January", "answer", "2027-01-02"),
    ("en", "You will hear from us by Friday.", "by Friday", "news", "2026-05-08"),
    ("en", "You'll hear back from us by Friday.", "by Friday", "news", "2026-05-08"),
    ("en", "We will get back to you by Friday.", "by Friday", "answer", "2026-05-08"),
    ("en", "We will be in touch by Friday.", "by Friday", "answer", "2026-05-08"),
    ("en", "You will have it by Tuesday.", "by Tuesday", "parcel", "2026-05-12"),
    ("en", "You will receive it by Tuesday.", "by Tuesday", "parcel", "2026-05-12"),
    # Italian
    ("it", "Avrà nostre notizie entro venerdì.", "entro venerdì", "news", "2026-05-08"),
    ("it", "Le scrivo martedì con un aggiornamento.", "martedì", "news", "2026-05-12"),
    ("it", "Le faremo sapere entro venerdì.", "entro venerdì", "news", "2026-05-08"),
    ("it", "La ricontatteremo entro venerdì.", "entro venerdì", "answer", "2026-05-08"),
    ("it", "La riceverà entro martedì.", "entro martedì", "parcel", "2026-05-12"),
    ("it", "Arriva entro martedì.", "entro martedì", "parcel", "2026-05-12"),
    ("it", "La rimborseremo entro venerdì.", "entro venerdì", "money", "2026-05-08"),
    (
        "it",
        "Riceverà il pacco entro e non oltre martedi'",
        "entro e non oltre martedi'",
        "parcel",
        "2026-05-12",
    ),
    ("it", "Le risponderemo entro domani.", "entro domani", "answer", "2026-05-07"),
    ("it", "Domani le risponderò.", "Domani", "answer", "2026-05-07"),
    ("it", "Il rimborso arriva entro 10 giorni.", "entro 10 giorni", "money", "2026-05-16"),
    (
        "it",
        "Spediremo il ricambio entro tre giorni lavorativi",
        "entro tre giorni lavorativi",
        "shipment",
        "2026-05-11",
    ),
    (
        "it",
        "Entro la fine della settimana avrà notizie.",
        "Entro la fine della settimana",
        "news",
        "2026-05-08",
    ),
    ("it", "Avrà un aggiornamento entro il 12 maggio.", "entro il 12 maggio", "news", "2026-05-12"),
    ("it", "La contatteremo tra due settimane", "tra due settimane", "answer", "2026-05-20"),
    # Lithuanian
    ("lt", "Pinigus grąžinsime iki penktadienio.", "iki penktadienio", "money", "2026-05-08"),
    ("lt", "Atsakysime per 3 darbo dienas.", "per 3 darbo dienas", "answer", "2026-05-11"),
    ("lt", "Siuntą gausite per tris dienas", "per tris dienas", "parcel", "2026-05-09"),
    ("lt", "Rytoj atsakysiu.", "Rytoj", "answer", "2026-05-07"),
    (
        "lt",
        "Atsakysime ne vėliau kaip iki rytojaus",
        "ne vėliau kaip iki rytojaus",
        "answer",
        "2026-05-07",
    ),
    ("lt", "Prekę pakeisime iki gegužės 12 d.", "iki gegužės 12 d.", "parcel", "2026-05-12"),
    ("lt", "Informuosime iki savaitės pabaigos.", "iki savaitės pabaigos", "news", "2026-05-08"),
    ("lt", "Pinigus pervesime per savaitę.", "per savaitę", "money", "2026-05-13"),
    ("lt", "Išsiųsime siuntą iki 2026-05-15.", "iki 2026-05-15", "shipment", "2026-05-15"),
    ("lt", "Išgirsite iš mūsų iki penktadienio.", "iki penktadienio", "news", "2026-05-08"),
    ("lt", "Atsiliepsime iki penktadienio.", "iki penktadienio", "answer", "2026-05-08"),
    ("lt", "Gausite jį iki antradienio.", "iki antradienio", "parcel", "2026-05-12"),
    # Serbian, both scripts
    ("sr-latn", "Čućete se sa nama do petka.", "do petka", "news", "2026-05-08"),
    ("sr", "Чућете се са нама до петка.", "до петка", "news", "2026-05-08"),
    ("sr-latn", "Dobićete ga do utorka.", "do utorka", "parcel", "2026-05-12"),
    ("sr", "Стиже до уторка.", "до уторка", "parcel", "2026-05-12"),
    ("sr", "Вратићемо вам новац до петка.", "до петка", "money", "2026-05-08"),
    ("sr-latn", "Vratićemo vam novac do petka.", "do petka", "money", "2026-05-08"),
    ("sr", "Одговорићемо у року од 3 дана", "у року од 3 дана", "answer", "2026-05-09"),
    (
        "sr-latn",
        "Odgovorićemo u roku od dva radna dana.",
        "u roku od dva radna dana",
        "answer",
        "2026-05-08",
    ),
    ("sr-latn", "Poslaćemo paket sutra.", "sutra", "shipment", "2026-05-07"),
    (
        "sr",
        "Послаћемо пакет најкасније до понедељка.",
        "најкасније до понедељка",
        "shipment",
        "2026-05-11",
    ),
    ("sr", "Обавестићемо вас до краја недеље.", "до краја недеље", "news", "2026-05-08"),
    ("sr-latn", "Zamena stiže do 12. maja.", "do 12. maja", "parcel", "2026-05-12"),
    ("sr-latn", "Javićemo vam do 15.05.2026.", "do 15.05.2026.", "news", "2026-05-15"),
    ("sr", "Новац ће бити уплаћен за две недеље.", "за две недеље", "money", "2026-05-20"),
    # Hungarian
    ("hu", "Péntekig visszatérítjük az árát.", "Péntekig", "money", "2026-05-08"),
    ("hu", "Legkésőbb keddig válaszolunk Önnek.", "Legkésőbb keddig", "answer", "2026-05-12"),
    ("hu", "Holnap válaszolunk.", "Holnap", "answer", "2026-05-07"),
    ("hu", "A csomagot 3 napon belül feladjuk.", "3 napon belül", "shipment", "2026-05-09"),
    ("hu", "A pénzt 5 munkanapon belül átutaljuk.", "5 munkanapon belül", "money", "2026-05-13"),
    ("hu", "Május 12-ig értesítjük Önt.", "Május 12-ig", "news", "2026-05-12"),
    ("hu", "Két héten belül megkapja a csomagot", "Két héten belül", "parcel", "2026-05-20"),
    ("hu", "A hét végéig jelentkezünk.", "A hét végéig", "news", "2026-05-08"),
    ("hu", "2026. május 15-éig válaszolunk.", "2026. május 15-éig", "answer", "2026-05-15"),
    ("hu", "Péntekig hallani fog felőlünk.", "Péntekig", "news", "2026-05-08"),
    ("hu", "Keddig megérkezik.", "Keddig", "parcel", "2026-05-12"),
    # Spanish
    ("es", "Sabrá de nosotros antes del viernes.", "antes del viernes", "news", "2026-05-08"),
    ("es", "Le escribiremos antes del viernes.", "antes del viernes", "answer", "2026-05-08"),
    ("es", "Lo recibirá antes del martes.", "antes del martes", "parcel", "2026-05-12"),
    ("es", "Llega antes del martes.", "antes del martes", "parcel", "2026-05-12"),
    ("es", "Le reembolsaremos antes del viernes.", "antes del viernes", "money", "2026-05-08"),
    ("es", "Tendrá una respuesta para el viernes.", "para el viernes", "answer", "2026-05-08"),
    ("es", "Mañana le responderemos.", "Mañana", "answer", "2026-05-07"),
    (
        "es",
        "Recibirá el paquete en un plazo de 3 días hábiles",
        "en un plazo de 3 días hábiles",
        "parcel",
        "2026-05-11",
    ),
    (
        "es",
        "Le devolveremos el dinero dentro de dos semanas.",
        "dentro de dos semanas",
        "money",
        "2026-05-20",
    ),
    (
        "es",
        "Le informaremos a más tardar el martes",
        "a más tardar el martes",
        "news",
        "2026-05-12",
    ),
    (
        "es",
        "Enviaremos el paquete antes del 12 de mayo.",
        "antes del 12 de mayo",
        "shipment",
        "2026-05-12",
    ),
    ("es", "El lunes le llamaremos.", "El lunes", "call_back", "2026-05-11"),
    # Russian
    ("ru", "Вернём деньги до пятницы.", "до пятницы", "money", "2026-05-08"),
    ("ru", "Ответим вам завтра.", "завтра", "answer", "2026-05-07"),
    (
        "ru",
        "Отправим посылку в течение 3 рабочих дней.",
        "в течение 3 рабочих дней",
        "shipment",
        "2026-05-11",
    ),
    (
        "ru",
        "Деньги поступят в течение двух недель.",
        "в течение двух недель",
        "money",
        "2026-05-20",
    ),
    ("ru", "Сообщим новости не позднее вторника", "не позднее вторника", "news", "2026-05-12"),
    ("ru", "Заменим товар до 12 мая.", "до 12 мая", "parcel", "2026-05-12"),
    ("ru", "Ответ будет до конца недели.", "до конца недели", "answer", "2026-05-08"),
    ("ru", "Свяжемся с вами через 2 дня.", "через 2 дня", "answer", "2026-05-08"),
    ("ru", "Вы услышите от нас до пятницы.", "до пятницы", "news", "2026-05-08"),
    ("ru", "Дадим вам знать до пятницы.", "до пятницы", "news", "2026-05-08"),
    ("ru", "Вы получите его до вторника.", "до вторника", "parcel", "2026-05-12"),
    ("ru", "Придёт до вторника.", "до вторника", "parcel", "2026-05-12"),
    ("ru", "В пятницу отправим замену.", "В пятницу", "shipment", "2026-05-08"),
]

NOT_PROMISES = [
    ("it", "Le scrivo oggi per chiederLe una foto."),
    ("it", "Le scrivo in merito alla richiesta di martedì."),
    ("en", "Thank you for your patience."),
    ("en", "I am sorry the parcel did not arrive last Friday."),
    ("en", "Thank you for the Friday delivery you wrote about."),
    ("en", "You wrote that it would arrive by Friday."),
    ("en", "It was supposed to arrive by Tuesday."),
    ("en", "Please send us the photos by Friday."),
    ("en", "Could you confirm the address by Friday?"),
    ("en", "We received your parcel today."),
    ("en", "We cannot send it by Friday."),
    ("en", "> We will refund you by Friday.\nThat was a mistake, sorry."),
    ("en", "The order was placed on 3 May 2025."),
    ("en", "If you reply by Friday, all is well."),
    ("en", "We will be closed until Friday."),
    ("it", "Il pacco non è arrivato venerdì scorso."),
    ("it", "La preghiamo di inviarci le foto entro venerdì."),
    ("lt", "Prašome atsiųsti nuotraukas iki penktadienio."),
    ("lt", "Siunta neatvyko praėjusį penktadienį."),
    ("sr", "Молимо вас пошаљите слике до петка."),
    ("sr-latn", "Paket je trebalo da stigne do petka."),
    ("hu", "Kérjük, péntekig küldje el a fotókat."),
    ("hu", "A csomag múlt pénteken elveszett."),
    ("es", "Por favor, envíenos las fotos antes del viernes."),
    ("es", "El paquete no llegó el viernes pasado."),
    ("ru", "Пожалуйста, пришлите фото до пятницы."),
    ("ru", "Посылка должна была прийти до пятницы."),
    ("en", "If it does not arrive within three days, write to us."),
    ("it", "Se non arriva entro tre giorni, ci scriva."),
    ("lt", "Jei siunta neatvyks per tris dienas, parašykite mums."),
    ("sr", "Ако пакет не стигне у року од три дана, пишите нам."),
    ("sr-latn", "Ako paket ne stigne u roku od tri dana, pišite nam."),
    ("hu", "Ha a csomag nem érkezik meg három napon belül, írjon nekünk."),
    ("es", "Si no llega dentro de tres días, escríbanos."),
    ("ru", "Если она не придёт в течение трёх дней, напишите нам."),
]


@pytest.mark.parametrize(("language", "text", "words", "kind", "day"), PROMISES)
def test_a_promise_is_found(language: str, text: str, words: str, kind: str, day: str) -> None:
    found = find_promise(text, language, WEDNESDAY)

    assert found is not None
    assert (found.text, found.kind, str(found.day)) == (words, kind, day)
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(("language", "text"), NOT_PROMISES)
def test_what_was_or_what_others_should_do_is_no_promise(language: str, text: str) -> None:
    assert find_promise(text, language, WEDNESDAY) is None


AS_IF_NOW = [
    ("en", "We're sending a new lamp on Monday."),
    ("it", "Abbiamo chiesto al corriere e Le rispondo entro martedì."),
    ("it", "Le invio il pezzo lunedì."),
    ("it", "La contatto domani."),
    ("es", "Le envío el repuesto el lunes."),
    ("es", "Te contesto mañana."),
    ("lt", "Rytoj siunčiu naują lempą."),
    ("sr", "Шаљем нови пакет у понедељак."),
    ("sr-latn", "Javljam se sutra."),
    ("hu", "Holnap felhívom."),
    ("hu", "Holnap postázzuk."),
    ("ru", "Отправляем замену в понедельник."),
    ("ru", "Завтра вам перезвоню."),
]
WHEN_OTHERWISE = [
    ("en", "We're sending parcels every Monday."),
    ("it", "Rispondiamo dal lunedì al venerdì, dalle 9 alle 17."),
    ("it", "Spediamo ogni lunedì e giovedì."),
    ("es", "Respondemos de lunes a viernes."),
    ("lt", "Atsakome nuo pirmadienio iki penktadienio."),
    ("sr", "Одговарамо од понедељка до петка."),
    ("sr-latn", "Šaljemo svakog ponedeljka."),
    ("hu", "Hétfőtől péntekig válaszolunk."),
    ("hu", "Minden hétfőn postázunk."),
    ("ru", "Отвечаем с понедельника по пятницу."),
    ("it", "Le confermo che lunedì abbiamo spedito il pacco."),
    ("es", "Le confirmo que el lunes enviamos el paquete."),
    ("lt", "Rašau, nes pirmadienį kurjeris nerado jūsų namie."),
]


@pytest.mark.parametrize(("language", "text"), AS_IF_NOW)
def test_what_is_told_as_if_it_happened_now_is_promised_all_the_same(
    language: str, text: str
) -> None:
    assert find_promise(text, language, WEDNESDAY)


@pytest.mark.parametrize(("language", "text"), WHEN_OTHERWISE)
def test_what_is_done_every_week_or_was_done_is_no_promise(language: str, text: str) -> None:
    assert find_promise(text, language, WEDNESDAY) is None


@pytest.mark.parametrize(
    ("today", "day"),
    [("2026-05-04", "2026-05-08"), ("2026-05-08", "2026-05-15"), ("2026-05-09", "2026-05-15")],
)
def test_by_friday_is_the_friday_to_come(today: str, day: str) -> None:
    found = find_promise("We will answer by Friday.", "en", date.fromisoformat(today))

    assert found is not None
    assert str(found.day) == day


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        (
            "Hello. A colleague will\nrepair it by Friday. Thank you.",
            "by Friday",
            "A colleague will repair it by Friday.",
        ),
        ("We will repair it on Friday", "on Friday", "We will repair it on Friday"),
        ("We will repair it.", "by Friday", "by Friday"),
        ("We will repair it.", "", ""),
    ],
)
def test_the_sentence_of_a_promise_is_found_again(text: str, words: str, sentence: str) -> None:
    assert promised_sentence(text, words) == sentence


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (date(2027, 12, 1), date(2028, 2, 29)),
        (date(2028, 2, 1), date(2028, 2, 29)),
        (date(2028, 6, 1), None),
        (date(2026, 6, 1), None),
    ],
)
def test_the_29th_of_february_is_promised_in_leap_years_only(
    today: date, found: date | None
) -> None:
    promise = find_promise("We will refund you by 29 February.", "en", today)

    assert (promise and promise.day) == found


def test_every_promise_of_a_long_text_is_weighed_in_its_own_sentence() -> None:
    text = "We will call you by Friday. " * 700

    found, seconds = timed(lambda: list(promises_in(text, "en", WEDNESDAY)), within=1)

    assert {(one.kind, one.day) for one in found} == {("call_back", date(2026, 5, 8))}
    assert len(found) == 700
    assert seconds < 1


def test_the_first_promise_is_found_without_weighing_all_that_follow() -> None:
    text = "We will call you by Friday. " * 700

    promise, seconds = timed(lambda: find_promise(text, "en", WEDNESDAY), within=1.5)

    assert promise
    assert promise.day == date(2026, 5, 8)
    assert seconds < 1.5, "each one weighed takes several seconds"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "We do not promise anything by Friday."),
        ("en", "I can't promise that we will refund you by Friday."),
        ("en", "Unfortunately we cannot send it by Friday."),
        ("en", "We won’t be able to call you by Friday."),
        ("it", "Non possiamo promettere nulla entro venerdì."),
        ("it", "Purtroppo non riusciremo a spedirlo entro venerdì."),
        ("lt", "Negalime pažadėti, jei norite iki penktadienio."),
        ("lt", "Deja, nespėsime išsiųsti iki penktadienio."),
        ("sr", "Не можемо да пошаљемо до петка."),
        ("sr-latn", "Ne obećavamo ništa do petka."),
        ("hu", "Sajnos nem tudjuk péntekig elküldeni."),
        ("hu", "Nem ígérjük, hogy péntekig elküldjük."),
        ("es", "No podemos enviarlo antes del viernes."),
        ("es", "No le prometemos nada para el viernes."),
        ("ru", "Мы не можем вернуть деньги до пятницы."),
        ("ru", "К сожалению, мы не успеем отправить до пятницы."),
    ],
)
def test_what_we_can_not_do_is_no_promise(language: str, words: str) -> None:
    assert find_promise(words, language, WEDNESDAY) is None


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "We can't reach the carrier today, but we will refund you by Friday."),
        ("en", "It was not delivered, so we will send another by Friday."),
        ("en", "If we can't reach you we will write by Friday."),
        ("en", "It won't take longer: we will call you by Friday."),
        ("it", "Non possiamo ripararlo, ma la rimborseremo entro venerdì."),
        ("es", "No podemos repararlo, pero le devolveremos el dinero antes del viernes."),
        ("ru", "Мы не можем его починить, но вернём деньги до пятницы."),
        ("hu", "Nem tudjuk megjavítani. Péntekig visszatérítjük az árát."),
    ],
)
def test_what_we_can_not_do_beside_it_takes_nothing_from_a_promise(
    language: str, words: str
) -> None:
    found = find_promise(words, language, WEDNESDAY)

    assert found
    assert found.day == date(2026, 5, 8)
