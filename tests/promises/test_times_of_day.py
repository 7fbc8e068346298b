"""The hour by which a promise is due: of parts of a day, of hours counted on, and never one that is over."""

from datetime import UTC, datetime

import pytest

from makegood.promises.rules import Calendar, due_at, find_promise

OFFICE = ((540, 1020),)
"""Nine to five."""
SHOP = Calendar(zone="UTC", week=(OFFICE,) * 5 + ((), ()))
LATE_SHOP = Calendar(zone="UTC", week=(((840, 1290),),) * 7)
"""Two in the afternoon to half past nine in the evening."""
ALWAYS = Calendar(zone="UTC")

MORNING = "2026-05-06 10:00"
"""Of a Wednesday."""

TOMORROWS = [
    # Morning, afternoon and evening of tomorrow
    ("en", "We'll call you tomorrow morning.", "tomorrow morning", "05-07 12:00"),
    ("en", "We'll call you by noon tomorrow.", "by noon tomorrow", "05-07 12:00"),
    ("en", "We will reply by tomorrow afternoon.", "by tomorrow afternoon", "05-07 17:00"),
    ("en", "We will call you tomorrow evening.", "tomorrow evening", "05-07 20:00"),
    ("en", "We'll call you first thing tomorrow.", "first thing tomorrow", "05-07 12:00"),
    ("it", "La richiamo domani mattina.", "domani mattina", "05-07 12:00"),
    ("it", "La richiamiamo domattina.", "domattina", "05-07 12:00"),
    ("it", "Le risponderemo entro domani mattina.", "entro domani mattina", "05-07 12:00"),
    ("it", "La chiameremo domani pomeriggio.", "domani pomeriggio", "05-07 17:00"),
    ("it", "La chiameremo domani nel pomeriggio.", "domani nel pomeriggio", "05-07 17:00"),
    ("it", "Avrà una risposta entro domani sera.", "entro domani sera", "05-07 20:00"),
    ("lt", "Paskambinsime rytoj ryte.", "rytoj ryte", "05-07 12:00"),
    ("lt", "Atsakysime iki rytojaus ryto.", "iki rytojaus ryto", "05-07 12:00"),
    ("lt", "Paskambinsime rytoj po pietų.", "rytoj po pietų", "05-07 17:00"),
    ("lt", "Atsakysime rytoj vakare.", "rytoj vakare", "05-07 20:00"),
    ("lt", "Atsakysime iki rytojaus vakaro.", "iki rytojaus vakaro", "05-07 20:00"),
    ("sr", "Позваћемо вас сутра ујутру.", "сутра ујутру", "05-07 12:00"),
    ("sr-latn", "Odgovorićemo sutra pre podne.", "sutra pre podne", "05-07 12:00"),
    ("sr-latn", "Pozvaćemo vas sutra popodne.", "sutra popodne", "05-07 17:00"),
    ("sr", "Одговорићемо до сутра увече.", "до сутра увече", "05-07 20:00"),
    ("hu", "Holnap reggel felhívjuk.", "Holnap reggel", "05-07 12:00"),
    ("hu", "Holnap délelőtt felhívjuk.", "Holnap délelőtt", "05-07 12:00"),
    ("hu", "Holnap délig válaszolunk.", "Holnap délig", "05-07 12:00"),
    ("hu", "Holnap délután felhívjuk.", "Holnap délután", "05-07 17:00"),
    ("hu", "Holnap estig válaszolunk.", "Holnap estig", "05-07 20:00"),
    ("es", "Le llamaremos mañana por la mañana.", "mañana por la mañana", "05-07 12:00"),
    ("es", "Le llamaremos mañana por la tarde.", "mañana por la tarde", "05-07 17:00"),
    ("es", "Le llamaremos mañana por la noche.", "mañana por la noche", "05-07 20:00"),
    ("es", "Le llamaremos mañana a primera hora.", "mañana a primera hora", "05-07 12:00"),
    ("ru", "Позвоним вам завтра утром.", "завтра утром", "05-07 12:00"),
    ("ru", "Ответим завтра днём.", "завтра днём", "05-07 17:00"),
    ("ru", "Ответим завтра после обеда.", "завтра после обеда", "05-07 17:00"),
    ("ru", "Ответим завтра до обеда.", "завтра до обеда", "05-07 12:00"),
    ("ru", "Ответим завтра вечером.", "завтра вечером", "05-07 20:00"),
    ("ru", "Ответим до завтрашнего утра.", "до завтрашнего утра", "05-07 12:00"),
    # … and of other days
    ("en", "We will call you on Friday afternoon.", "on Friday afternoon", "05-08 17:00"),
    ("it", "La chiameremo venerdì mattina.", "venerdì mattina", "05-08 12:00"),
    ("lt", "Paskambinsime penktadienį ryte.", "penktadienį ryte", "05-08 12:00"),
    ("lt", "Atsakysime iki penktadienio vakaro.", "iki penktadienio vakaro", "05-08 20:00"),
    ("sr-latn", "Odgovorićemo do petka ujutru.", "do petka ujutru", "05-08 12:00"),
    ("hu", "Péntek délután felhívjuk.", "Péntek délután", "05-08 17:00"),
    ("hu", "Péntek estig válaszolunk.", "Péntek estig", "05-08 20:00"),
    ("hu", "Pénteken reggel felhívjuk.", "Pénteken reggel", "05-08 12:00"),
    ("es", "Le llamaremos el viernes por la mañana.", "el viernes por la mañana", "05-08 12:00"),
    ("ru", "Позвоним в пятницу утром.", "в пятницу утром", "05-08 12:00"),
    ("ru", "Ответим до вечера пятницы.", "до вечера пятницы", "05-08 20:00"),
    # Today
    ("en", "We will call you this morning.", "this morning", "05-06 12:00"),
    ("en", "We will call you this afternoon.", "this afternoon", "05-06 17:00"),
    ("it", "La richiamiamo nel pomeriggio.", "nel pomeriggio", "05-06 17:00"),
    ("it", "La richiameremo in mattinata.", "in mattinata", "05-06 12:00"),
    ("it", "La richiameremo oggi pomeriggio.", "oggi pomeriggio", "05-06 17:00"),
    ("it", "La richiameremo in serata.", "in serata", "05-06 20:00"),
    ("lt", "Paskambinsime šiandien po pietų.", "šiandien po pietų", "05-06 17:00"),
    ("sr-latn", "Javićemo se danas popodne.", "danas popodne", "05-06 17:00"),
    ("hu", "Ma délután felhívjuk.", "Ma délután", "05-06 17:00"),
    ("es", "Le llamaremos esta tarde.", "esta tarde", "05-06 17:00"),
    ("ru", "Позвоним сегодня днём.", "сегодня днём", "05-06 17:00"),
]

EVENINGS = [
    ("en", "We will reply by tonight.", "by tonight"),
    ("en", "We will call you this evening.", "this evening"),
    ("it", "Le risponderemo entro stasera.", "entro stasera"),
    ("it", "Le risponderemo entro questa sera.", "entro questa sera"),
    ("lt", "Atsakysime iki vakaro.", "iki vakaro"),
    ("lt", "Atsakysime šiandien vakare.", "šiandien vakare"),
    ("lt", "Atsakysime šįvakar.", "šįvakar"),
    ("sr", "Одговорићемо вечерас.", "вечерас"),
    ("sr-latn", "Odgovorićemo do večeras.", "do večeras"),
    ("hu", "Ma estig válaszolunk.", "Ma estig"),
    ("hu", "Ma este felhívjuk.", "Ma este"),
    ("es", "Le responderemos esta noche.", "esta noche"),
    ("es", "Le responderemos antes de esta noche.", "antes de esta noche"),
    ("ru", "Ответим сегодня вечером.", "сегодня вечером"),
    ("ru", "Ответим до вечера.", "до вечера"),
]

HOURS = [
    ("en", "We will call you in two hours.", "in two hours", "12:00"),
    ("en", "We will call you within an hour.", "within an hour", "11:00"),
    ("en", "We will call you within the hour.", "within the hour", "11:00"),
    ("en", "We'll call you in half an hour.", "in half an hour", "10:30"),
    ("en", "We'll call you in 20 minutes.", "in 20 minutes", "10:20"),
    ("en", "We will call you within twelve hours.", "within twelve hours", "22:00"),
    ("en", "We will call you in 2-3 hours.", "in 2-3 hours", "13:00"),
    ("it", "La richiamo tra due ore.", "tra due ore", "12:00"),
    ("it", "La richiameremo entro un'ora.", "entro un'ora", "11:00"),
    ("it", "La richiameremo entro un’ora.", "entro un’ora", "11:00"),
    ("it", "La richiameremo tra mezz'ora.", "tra mezz'ora", "10:30"),
    ("it", "La richiameremo fra undici ore.", "fra undici ore", "21:00"),
    ("it", "La richiameremo tra 20 minuti.", "tra 20 minuti", "10:20"),
    ("lt", "Paskambinsime per valandą.", "per valandą", "11:00"),
    ("lt", "Paskambinsime po dviejų valandų.", "po dviejų valandų", "12:00"),
    ("lt", "Paskambinsime už dviejų valandų.", "už dviejų valandų", "12:00"),
    ("lt", "Paskambinsime po valandos.", "po valandos", "11:00"),
    ("lt", "Paskambinsime per dvi valandas.", "per dvi valandas", "12:00"),
    ("lt", "Paskambinsime per dvylika valandų.", "per dvylika valandų", "22:00"),
    ("lt", "Paskambinsime per pusvalandį.", "per pusvalandį", "10:30"),
    ("lt", "Paskambinsime po 20 minučių.", "po 20 minučių", "10:20"),
    ("sr", "Позваћемо вас за два сата.", "за два сата", "12:00"),
    ("sr-latn", "Pozvaćemo vas za sat vremena.", "za sat vremena", "11:00"),
    ("sr-latn", "Pozvaćemo vas u roku od sat vremena.", "u roku od sat vremena", "11:00"),
    ("sr-latn", "Pozvaćemo vas za jedan sat.", "za jedan sat", "11:00"),
    ("sr-latn", "Pozvaćemo vas za dvanaest sati.", "za dvanaest sati", "22:00"),
    ("sr", "Позваћемо вас за пола сата.", "за пола сата", "10:30"),
    ("sr-latn", "Pozvaćemo vas za 20 minuta.", "za 20 minuta", "10:20"),
    ("hu", "Két óra múlva felhívjuk.", "Két óra múlva", "12:00"),
    ("hu", "Egy órán belül felhívjuk.", "Egy órán belül", "11:00"),
    ("hu", "Tizenkét órán belül felhívjuk.", "Tizenkét órán belül", "22:00"),
    ("hu", "Fél órán belül felhívjuk.", "Fél órán belül", "10:30"),
    ("hu", "20 perc múlva felhívjuk.", "20 perc múlva", "10:20"),
    ("es", "Le llamaremos en dos horas.", "en dos horas", "12:00"),
    ("es", "Le llamaremos dentro de una hora.", "dentro de una hora", "11:00"),
    ("es", "Le llamaremos en menos de una hora.", "en menos de una hora", "11:00"),
    ("es", "Le llamaremos en doce horas.", "en doce horas", "22:00"),
    ("es", "Le llamaremos en media hora.", "en media hora", "10:30"),
    ("es", "Le llamaremos en 20 minutos.", "en 20 minutos", "10:20"),
    ("ru", "Позвоним через два часа.", "через два часа", "12:00"),
    ("ru", "Позвоним через час.", "через час", "11:00"),
    ("ru", "Позвоним в течение часа.", "в течение часа", "11:00"),
    ("ru", "Ответим в течение двенадцати часов.", "в течение двенадцати часов", "22:00"),
    ("ru", "Позвоним через полчаса.", "через полчаса", "10:30"),
    ("ru", "Позвоним через 20 минут.", "через 20 минут", "10:20"),
]

NUMBERS = {
    "en": "We will reply within {} days.|one two three four five six seven eight nine ten eleven twelve",
    "it": "Risponderemo entro {} giorni.|un due tre quattro cinque sei sette otto nove dieci undici dodici",
    "lt": "Atsakysime per {} dienas.|vieną dvi tris keturias penkias šešias septynias aštuonias devynias dešimt vienuolika dvylika",
    "sr-latn": "Odgovorićemo za {} dana.|jedan dva tri četiri pet šest sedam osam devet deset jedanaest dvanaest",
    "sr": "Одговорићемо за {} дана.|један два три четири пет шест седам осам девет десет једанаест дванаест",
    "hu": "{} napon belül válaszolunk.|egy két három négy öt hat hét nyolc kilenc tíz tizenegy tizenkét",
    "es": "Responderemos dentro de {} días.|un dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "ru": "Ответим через {} дней.|один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
}
GENITIVES = {
    "lt": "Atsakysime po {} dienų.|vienos dviejų trijų keturių penkių šešių septynių aštuonių devynių dešimties vienuolikos dvylikos",
    "ru": "Ответим в течение {} дней.|одного двух трёх четырёх пяти шести семи восьми девяти десяти одиннадцати двенадцати",
}

NEXT_WEEKS = [
    ("en", "We will call you next Monday."),
    ("it", "La chiameremo lunedì prossimo."),
    ("it", "La chiameremo il prossimo lunedì."),
    ("lt", "Paskambinsime kitą pirmadienį."),
    ("lt", "Paskambinsime ateinantį pirmadienį."),
    ("lt", "Atsakysime iki kito pirmadienio."),
    ("sr", "Позваћемо вас следећег понедељка."),
    ("sr-latn", "Pozvaćemo vas sledeći ponedeljak."),
    ("sr-latn", "Odgovorićemo do sledećeg ponedeljka."),
    ("hu", "Jövő hétfőn felhívjuk."),
    ("hu", "Jövő hét hétfőn felhívjuk."),
    ("hu", "Következő hétfőn felhívjuk."),
    ("hu", "Jövő hétfőig válaszolunk."),
    ("es", "Le llamaremos el próximo lunes."),
    ("es", "Le llamaremos el lunes próximo."),
    ("es", "Le llamaremos el lunes que viene."),
    ("ru", "Позвоним в следующий понедельник."),
    ("ru", "Ответим до следующего понедельника."),
]


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


def due(text: str, language: str, now: datetime, calendar: Calendar = SHOP) -> tuple[str, str]:
    """The words found, and by when they are owed."""
    found = find_promise(text, language, now.date())
    assert found is not None
    return found.text, f"{due_at(found, now, calendar):%m-%d %H:%M}"


@pytest.mark.parametrize(("language", "text", "words", "when"), TOMORROWS)
def test_a_part_of_a_day_ends_when_it_does(language: str, text: str, words: str, when: str) -> None:
    assert due(text, language, at(MORNING)) == (words, when)


@pytest.mark.parametrize(("language", "text", "words"), EVENINGS)
def test_tonight_is_the_evening_and_never_over(language: str, text: str, words: str) -> None:
    assert due(text, language, at(MORNING)) == (words, "05-06 20:00")
    assert due(text, language, at(MORNING), LATE_SHOP) == (words, "05-06 21:30")
    assert due(text, language, at("2026-05-06 18:00")) == (words, "05-06 20:00")
    assert due(text, language, at("2026-05-06 21:00")) == (words, "05-06 23:59")
    assert due(text, language, at("2026-05-06 23:54")) == (words, "05-06 23:59")


@pytest.mark.parametrize(("language", "text", "words", "when"), HOURS)
def test_hours_count_from_now(language: str, text: str, words: str, when: str) -> None:
    assert due(text, language, at(MORNING)) == (words, f"05-06 {when}")


@pytest.mark.parametrize("language", [*NUMBERS, *(f"{code} genitive" for code in GENITIVES)])
def test_numbers_are_read_up_to_twelve(language: str) -> None:
    code, _, case = language.partition(" ")
    sentence, words = (GENITIVES if case else NUMBERS)[code].split("|")

    for number, word in enumerate(words.split(), 1):
        found = find_promise(sentence.format(word), code, at(MORNING).date())

        assert found is not None, word
        assert (found.day - at(MORNING).date()).days == number, word


@pytest.mark.parametrize(("language", "text"), NEXT_WEEKS)
@pytest.mark.parametrize("today", ["2026-05-06", "2026-05-10", "2026-05-04"])
def test_next_monday_is_the_monday_of_next_week(language: str, text: str, today: str) -> None:
    found = find_promise(text, language, at(f"{today} 10:00").date())

    assert found is not None
    assert str(found.day) == ("2026-05-11")


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "We will call you next Friday.", "2026-05-15"),
        ("lt", "Paskambinsime kitą penktadienį.", "2026-05-15"),
        ("sr-latn", "Pozvaćemo vas sledeći petak.", "2026-05-15"),
        ("hu", "Jövő pénteken felhívjuk.", "2026-05-15"),
        ("ru", "Позвоним в следующую пятницу.", "2026-05-15"),
        ("es", "Le llamaremos el viernes de la semana que viene.", "2026-05-15"),
        ("it", "La chiameremo venerdì della prossima settimana.", "2026-05-15"),
        # Words for the coming one, not for one of next week
        ("it", "La chiameremo venerdì prossimo.", "2026-05-08"),
        ("es", "Le llamaremos el próximo viernes.", "2026-05-08"),
        ("lt", "Paskambinsime ateinantį penktadienį.", "2026-05-08"),
        ("hu", "Következő pénteken felhívjuk.", "2026-05-08"),
        ("ru", "Позвоним в ближайшую пятницу.", "2026-05-08"),
    ],
)
def test_a_day_still_to_come_this_week_tells_next_from_coming(
    language: str, text: str, day: str
) -> None:
    found = find_promise(text, language, at(MORNING).date())

    assert found is not None
    assert str(found.day) == day


@pytest.mark.parametrize(
    ("text", "now", "when"),
    [
        ("We will reply today.", "2026-05-06 10:00", "05-06 17:00"),
        ("We will reply by the end of the day.", "2026-05-06 17:00", "05-06 23:59"),
        ("We will reply today.", "2026-05-06 23:59", "05-07 17:00"),
        ("We will reply this afternoon.", "2026-05-06 17:30", "05-06 23:59"),
        ("We will reply by Friday.", "2026-05-06 10:00", "05-08 17:00"),
        ("We will reply tomorrow morning.", "2026-05-06 23:54", "05-07 12:00"),
        ("We will reply within 24 hours.", "2026-05-06 10:00", "05-07 10:00"),
        ("We will call you on Sunday morning.", "2026-05-06 10:00", "05-10 12:00"),
    ],
)
def test_nothing_is_due_before_now(text: str, now: str, when: str) -> None:
    assert due(text, "en", at(now))[1] == when


def test_a_shop_that_opens_after_noon_has_no_morning() -> None:
    now = at(MORNING)

    assert due("We will call you tomorrow morning.", "en", now, LATE_SHOP)[1] == "05-07 21:30"
    assert due("We will call you tomorrow afternoon.", "en", now, LATE_SHOP)[1] == "05-07 18:00"
    assert due("We will call you tomorrow afternoon.", "en", now, ALWAYS)[1] == "05-07 18:00"
    assert due("We will call you tomorrow.", "en", now, ALWAYS)[1] == "05-07 23:59"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We received your parcel this morning."),
        ("it", "Abbiamo ricevuto il pacco stamattina."),
        ("es", "Hemos recibido el paquete esta mañana."),
        ("lt", "Šįryt gavome jūsų siuntą."),
        ("ru", "Сегодня утром мы получили посылку."),
        ("hu", "Ma reggel megkaptuk a csomagot."),
        ("sr-latn", "Jutros smo dobili paket."),
    ],
)
def test_what_came_this_morning_is_no_promise(language: str, text: str) -> None:
    assert find_promise(text, language, at(MORNING).date()) is None
