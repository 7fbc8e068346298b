"""A promise with an hour of the clock: "tomorrow at ten", in eight languages."""

from datetime import UTC, datetime

import pytest

from makegood.promises.rules import Calendar, due_at, find_promise

SHOP = Calendar(zone="UTC", week=(((540, 1020),),) * 5 + ((), ()))
"""Nine to five, Monday to Friday."""
NOW = datetime(2026, 5, 6, 10, 0, tzinfo=UTC)
"""Of a Wednesday."""

CLOCKS = [
    ("en", "We'll call you tomorrow at 10.", "tomorrow at 10", "05-07 10:00"),
    ("en", "We'll call you tomorrow at 10:30 am.", "tomorrow at 10:30 am", "05-07 10:30"),
    ("en", "We'll call you tomorrow at 3pm.", "tomorrow at 3pm", "05-07 15:00"),
    ("en", "We'll call you tomorrow at 3.", "tomorrow at 3", "05-07 15:00"),
    ("en", "We'll call on Friday morning at 9:15.", "on Friday morning at 9:15", "05-08 09:15"),
    ("en", "We'll reply by 5 pm.", "by 5 pm", "05-06 17:00"),
    ("en", "We'll reply by 16:30 today.", "by 16:30 today", "05-06 16:30"),
    ("en", "We'll reply by 5 o'clock tomorrow.", "by 5 o'clock tomorrow", "05-07 17:00"),
    ("it", "La chiamo domani alle 10.", "domani alle 10", "05-07 10:00"),
    ("it", "La chiamo domani mattina alle 10.30.", "domani mattina alle 10.30", "05-07 10:30"),
    ("it", "Le risponderemo entro le 17.", "entro le 17", "05-06 17:00"),
    (
        "it",
        "Le risponderemo entro le ore 16:30 di oggi.",
        "entro le ore 16:30 di oggi",
        "05-06 16:30",
    ),
    ("it", "Le risponderemo oggi entro le 17.", "oggi entro le 17", "05-06 17:00"),
    ("lt", "Paskambinsime rytoj 10 val.", "rytoj 10 val", "05-07 10:00"),
    ("lt", "Atsakysime iki 17 val.", "iki 17 val", "05-06 17:00"),
    ("lt", "Atsakysime rytoj iki 15:30.", "rytoj iki 15:30", "05-07 15:30"),
    ("sr", "Позваћемо вас сутра у 10.", "сутра у 10", "05-07 10:00"),
    ("sr-latn", "Pozvaćemo vas sutra u 10h.", "sutra u 10h", "05-07 10:00"),
    ("sr-latn", "Odgovorićemo do 17 časova.", "do 17 časova", "05-06 17:00"),
    ("sr-latn", "Odgovorićemo do petka do 15:30.", "do petka do 15:30", "05-08 15:30"),
    ("hu", "Holnap 10-kor felhívjuk.", "Holnap 10-kor", "05-07 10:00"),
    ("hu", "Holnap 10 órakor felhívjuk.", "Holnap 10 órakor", "05-07 10:00"),
    ("hu", "17 óráig válaszolunk.", "17 óráig", "05-06 17:00"),
    ("hu", "Pénteken 15:30-kor felhívjuk.", "Pénteken 15:30-kor", "05-08 15:30"),
    ("es", "Le llamaremos mañana a las 10.", "mañana a las 10", "05-07 10:00"),
    ("es", "Le llamaremos mañana a las 15:30 h.", "mañana a las 15:30 h", "05-07 15:30"),
    ("es", "Le responderemos antes de las 17.", "antes de las 17", "05-06 17:00"),
    ("ru", "Позвоним завтра в 10.", "завтра в 10", "05-07 10:00"),
    ("ru", "Позвоним завтра в 15:30.", "завтра в 15:30", "05-07 15:30"),
    ("ru", "Ответим сегодня до 17:00.", "сегодня до 17:00", "05-06 17:00"),
    ("en", "We'll call you tomorrow 10am.", "tomorrow 10am", "05-07 10:00"),
    ("it", "La richiamo domani 10:30.", "domani 10:30", "05-07 10:30"),
    ("es", "Le llamaremos mañana, 10:30.", "mañana, 10:30", "05-07 10:30"),
    ("sr-latn", "Pozvaćemo vas sutra 10h.", "sutra 10h", "05-07 10:00"),
    ("ru", "Позвоним завтра, 10:30.", "завтра, 10:30", "05-07 10:30"),
    ("ru", "Ответим до 17:00.", "до 17:00", "05-06 17:00"),
]


@pytest.mark.parametrize(("language", "text", "words", "when"), CLOCKS)
def test_an_hour_of_the_clock_is_the_hour_it_is_due(
    language: str, text: str, words: str, when: str
) -> None:
    found = find_promise(text, language, NOW.date())

    assert found is not None
    assert (found.text, f"{due_at(found, NOW, SHOP):%m-%d %H:%M}") == (words, when)


@pytest.mark.parametrize(
    ("language", "text", "words", "when"),
    [
        ("en", "We'll send 3 lamps by 10 May.", "by 10 May", "05-10 17:00"),
        ("en", "We'll call tomorrow about 3 lamps.", "tomorrow", "05-07 17:00"),
        (
            "it",
            "Entro le 2 settimane previste avrà il rimborso; entro venerdì.",
            "entro venerdì",
            "05-08 17:00",
        ),
        ("lt", "Atsakysime iki gegužės 10 d.", "iki gegužės 10 d.", "05-10 17:00"),
        ("sr-latn", "Poslaćemo u petak, najkasnije do 15. maja.", "do 15. maja", ""),
        ("ru", "Отправим до 10.05.", "до 10.05", "05-10 17:00"),
        ("es", "Le llamaremos antes del 10 de mayo.", "antes del 10 de mayo", "05-10 17:00"),
        ("hu", "Május 12-ig válaszolunk.", "Május 12-ig", "05-12 17:00"),
    ],
)
def test_another_number_is_no_hour(language: str, text: str, words: str, when: str) -> None:
    found = find_promise(text, language, NOW.date())

    assert found is not None
    if when:
        assert (found.text, f"{due_at(found, NOW, SHOP):%m-%d %H:%M}") == (words, when)
    assert found.minute is None


def test_an_hour_that_is_over_means_the_rest_of_the_day() -> None:
    found = find_promise("We'll reply by 9 am.", "en", NOW.date())

    assert found is not None
    assert f"{due_at(found, NOW, SHOP):%m-%d %H:%M}" == "05-06 17:00"
