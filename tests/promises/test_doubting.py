"""Promises the calendar does not allow, in eight languages."""

from datetime import UTC, date, datetime

import pytest

from makegood.promises.rules import Calendar, doubts
from makegood.promises.rules.doubting import doubts_of_day

OFFICE = ((540, 1020),)
CALENDAR = Calendar(
    zone="UTC", week=(OFFICE,) * 5 + ((), ()), closed_days=frozenset({date(2026, 5, 12)})
)
WEDNESDAY = datetime(2026, 5, 6, 10, 0, tzinfo=UTC)
EVENING = datetime(2026, 5, 8, 18, 0, tzinfo=UTC)
"""Of a Friday, when the shop is closed until Monday."""

CLOSED, OVER, SHUT = "closed on the day", "late already", "closed until"

DOUBTS = [
    ("en", "We will call you on Sunday.", "on Sunday", CLOSED),
    ("en", "We will send it by 12 May.", "by 12 May", CLOSED),
    ("en", "We will send it by 4 May.", "by 4 May", OVER),
    ("it", "La chiameremo domenica.", "domenica", CLOSED),
    ("it", "Lo spediremo entro il 4 maggio.", "entro il 4 maggio", OVER),
    ("lt", "Paskambinsime Jums sekmadienį.", "sekmadienį", CLOSED),
    ("lt", "Išsiųsime iki gegužės 4 d.", "iki gegužės 4 d.", OVER),
    ("sr", "Позваћемо вас у недељу.", "у недељу", CLOSED),
    ("sr", "Послаћемо до 4. маја.", "до 4. маја", OVER),
    ("sr-latn", "Pozvaćemo vas u nedelju.", "u nedelju", CLOSED),
    ("sr-latn", "Poslaćemo do 4. maja.", "do 4. maja", OVER),
    ("hu", "Vasárnap felhívjuk Önt.", "Vasárnap", CLOSED),
    ("hu", "Legkésőbb május 4-ig elküldjük.", "Legkésőbb május 4-ig", OVER),
    ("es", "Le llamaremos el domingo.", "el domingo", CLOSED),
    ("es", "Lo enviaremos antes del 4 de mayo.", "antes del 4 de mayo", OVER),
    ("ru", "Мы позвоним вам в воскресенье.", "в воскресенье", CLOSED),
    ("ru", "Мы отправим заказ до 4 мая.", "до 4 мая", OVER),
]


@pytest.mark.parametrize(("language", "text", "words", "why"), DOUBTS)
def test_a_promise_that_can_not_be_kept(language: str, text: str, words: str, why: str) -> None:
    (found,) = doubts(text, language, WEDNESDAY, CALENDAR)

    assert (text[found.start : found.end], found.code) == (words, "unkeepable")
    assert why in str(found.phrase)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We will call you on Monday."),
        ("en", "We will send it within 3 days."),
        ("en", "We will answer by the end of the week."),
        ("en", "Your parcel left us on 4 May and will arrive soon."),
        ("en", "Please send it back by Sunday."),
        ("en", "We received your letter on Sunday."),
        ("it", "Abbiamo spedito il pacco il 4 maggio."),
        ("lt", "Siuntą išsiuntėme gegužės 4 d."),
        ("sr", "Послали смо пакет 4. маја."),
        ("sr-latn", "Poslali smo paket 4. maja."),
        ("hu", "A csomagot május 4-én adtuk fel."),
        ("es", "Enviamos el paquete el 4 de mayo."),
        ("ru", "Мы отправили посылку 4 мая."),
    ],
)
def test_what_can_be_kept_or_is_no_promise_is_not_doubted(language: str, text: str) -> None:
    assert doubts(text, language, WEDNESDAY, CALENDAR) == []


def test_a_time_in_which_nobody_works_is_doubted() -> None:
    (found,) = doubts("We will answer within 24 hours.", "en", EVENING, CALENDAR)

    assert SHUT in str(found.phrase)
    assert doubts("We will answer within 72 hours.", "en", EVENING, CALENDAR) == []


def test_a_shop_that_never_closes_can_keep_any_day_to_come() -> None:
    always = Calendar(zone="UTC")

    assert doubts("We will call you on Sunday.", "en", EVENING, always) == []


def test_every_promise_of_a_text_is_looked_at_and_a_day_once() -> None:
    text = "We will call you on Sunday. We will write by 12 May. We will call on Sunday again."

    found = doubts(text, "en", WEDNESDAY, CALENDAR)

    assert [text[one.start : one.end] for one in found] == ["on Sunday", "by 12 May"]


def test_a_day_chosen_by_hand_is_doubted_as_well() -> None:
    assert [one.code for one in doubts_of_day(date(2026, 5, 10), WEDNESDAY, CALENDAR)] == [
        "unkeepable"
    ]
    assert doubts_of_day(date(2026, 5, 11), WEDNESDAY, CALENDAR) == []
