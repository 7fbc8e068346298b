"""Answers in another language than their case's: read in the case's, the text's own, then the others."""

from datetime import date

import pytest

from makegood.kernel.mail.language import language_of
from makegood.promises.rules import find_promise

WEDNESDAY = date(2026, 5, 6)
LANGUAGES = ("en", "it", "lt", "sr", "sr-latn", "hu", "es", "ru")

SAID = [
    ("en", "We will send the replacement by Friday.", "by Friday", "2026-05-08"),
    ("it", "Buongiorno, le invieremo il pacco entro venerdì.", "entro venerdì", "2026-05-08"),
    ("it", "La richiamo domani mattina.", "domani mattina", "2026-05-07"),
    ("lt", "Sveiki, pinigus grąžinsime iki penktadienio.", "iki penktadienio", "2026-05-08"),
    ("lt", "Paskambinsime Jums rytoj ryte.", "rytoj ryte", "2026-05-07"),
    ("sr", "Добар дан, новац ћемо вратити до петка.", "до петка", "2026-05-08"),
    ("sr-latn", "Dobar dan, novac ćemo vratiti do petka.", "do petka", "2026-05-08"),
    ("hu", "Jó napot, péntekig visszatérítjük az árát.", "péntekig", "2026-05-08"),
    ("es", "Buenos días, le llamaremos mañana por la tarde.", "mañana por la tarde", "2026-05-07"),
    ("ru", "Здравствуйте, вернём деньги до пятницы.", "до пятницы", "2026-05-08"),
]

HARMLESS = [
    ("en", "Thank you, the lamp works. The bus was late, but that is no matter."),
    ("en", "Your order 12-05 was placed on 3 May 2025 and paid by card."),
    ("en", "It was supposed to arrive by Tuesday."),
    ("en", "Please send us the photos by Friday."),
    ("it", "Grazie, la lampada funziona, ma manca una vite."),
    ("it", "La preghiamo di inviarci le foto entro venerdì."),
    ("it", "Abbiamo ricevuto il pacco oggi, la ringraziamo."),
    ("lt", "Prašome atsiųsti nuotraukas iki penktadienio."),
    ("lt", "Ačiū, siuntą gavome šiandien."),
    ("sr", "Молимо вас пошаљите слике до петка."),
    ("sr-latn", "Hvala, paket je stigao danas."),
    ("hu", "Kérjük, péntekig küldje el a fotókat."),
    ("hu", "Köszönjük, a csomag ma megérkezett hozzánk."),
    ("es", "Por favor, envíenos las fotos antes del viernes."),
    ("es", "Gracias, hemos recibido el paquete hoy."),
    ("ru", "Пожалуйста, пришлите фото до пятницы."),
    ("ru", "Спасибо, посылка пришла сегодня."),
]


@pytest.mark.parametrize("language", [*LANGUAGES, "de"])
@pytest.mark.parametrize(("spoken", "text", "words", "day"), SAID)
def test_a_promise_is_found_in_whatever_language(
    language: str, spoken: str, text: str, words: str, day: str
) -> None:
    """By the detector, and also when it cannot tell."""
    for known in (language_of(text), ""):
        found = find_promise(text, language, WEDNESDAY, spoken=known)

        assert found is not None, known
        assert (found.text, str(found.day)) == (words, day)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("spoken", "text"), HARMLESS)
def test_nothing_is_found_where_nothing_is_promised(language: str, spoken: str, text: str) -> None:
    for known in (spoken, language_of(text), ""):
        assert find_promise(text, language, WEDNESDAY, spoken=known) is None


def test_a_sentence_in_another_language_below_a_long_text_is_found() -> None:
    text = (
        "Hello Carla, thank you for the pictures, they help a lot. The lamp is broken indeed.\n\n"
        "Le rimborseremo l'intero importo entro venerdì."
    )

    found = find_promise(text, "en", WEDNESDAY, spoken=language_of(text))

    assert found is not None
    assert (found.text, found.kind) == ("entro venerdì", "money")


def test_the_language_of_the_case_goes_first() -> None:
    text = "We will refund you by Friday. Le rimborseremo tutto entro lunedì."

    assert [
        found.text
        for language in ("en", "it", "lt")
        if (found := find_promise(text, language, WEDNESDAY, spoken="it"))
    ] == ["by Friday", "entro lunedì", "entro lunedì"]
