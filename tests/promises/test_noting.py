"""What a colleague noted of a talk, and whether we promised anything in it."""

from datetime import date

import pytest

from makegood.kernel.mail.language import language_of
from makegood.promises.rules import promises_noted

WEDNESDAY = date(2026, 5, 6)

NOTED = [
    ("en", "Very angry. Call back tomorrow morning.", "tomorrow morning", "call_back"),
    ("en", "I'll call her back within an hour", "within an hour", "call_back"),
    ("en", "She wants a call back on Friday.", "on Friday", "call_back"),
    ("en", "Promised the refund by Friday", "by Friday", "money"),
    ("en", "Refund by Friday.", "by Friday", "money"),
    ("en", "Told him we will send a new lamp by Monday", "by Monday", "shipment"),
    ("en", "The shade is broken.\nTo send the invoice by tomorrow", "by tomorrow", "other"),
    ("it", "Molto arrabbiata. Richiamare domani mattina", "domani mattina", "call_back"),
    ("it", "Le ho promesso il rimborso entro venerdì", "entro venerdì", "money"),
    ("it", "La richiamo tra due ore", "tra due ore", "call_back"),
    ("it", "Spedire il ricambio entro lunedì", "entro lunedì", "shipment"),
    ("it", "Vuole essere richiamata domani pomeriggio", "domani pomeriggio", "call_back"),
    ("lt", "Perskambinti rytoj ryte", "rytoj ryte", "call_back"),
    ("lt", "Pažadėjau grąžinti pinigus iki penktadienio", "iki penktadienio", "money"),
    ("sr", "Позвати сутра ујутру", "сутра ујутру", "call_back"),
    ("sr-latn", "Nazvati sutra ujutru", "sutra ujutru", "call_back"),
    ("sr-latn", "Obećao sam povraćaj novca do petka", "do petka", "money"),
    ("hu", "Holnap reggel visszahívni", "Holnap reggel", "call_back"),
    ("hu", "Megígértem a visszatérítést péntekig", "péntekig", "money"),
    ("es", "Llamarla mañana por la mañana", "mañana por la mañana", "call_back"),
    ("es", "Prometí el reembolso antes del viernes", "antes del viernes", "money"),
    ("ru", "Перезвонить завтра утром", "завтра утром", "call_back"),
    ("ru", "Обещал вернуть деньги до пятницы", "до пятницы", "money"),
]

NOT_OURS = [
    ("en", "She will send photos by Friday."),
    ("en", "Customer will call back tomorrow."),
    ("en", "She wants the refund by Friday."),
    ("en", "The parcel was supposed to arrive by Tuesday."),
    ("en", "He needs it by Friday for a birthday."),
    ("en", "Ordered on Monday, received today."),
    ("it", "Ci richiama lei domani."),
    ("it", "Manderà le foto entro venerdì."),
    ("it", "Vuole il rimborso entro venerdì."),
    ("it", "Il pacco doveva arrivare entro martedì."),
    ("lt", "Paskambins rytoj pati."),
    ("lt", "Nori pinigų iki penktadienio."),
    ("sr", "Она ће послати слике до петка."),
    ("sr-latn", "Želi novac do petka."),
    ("hu", "Holnap visszahív."),
    ("hu", "Péntekig szeretné a pénzt."),
    ("es", "Enviará las fotos antes del viernes."),
    ("es", "Quiere el reembolso antes del viernes."),
    ("ru", "Она перезвонит завтра."),
    ("ru", "Хочет деньги до пятницы."),
]


@pytest.mark.parametrize(("language", "text", "words", "kind"), NOTED)
def test_a_promise_is_found_in_a_note(language: str, text: str, words: str, kind: str) -> None:
    for spoken in ((language,), ("en", language_of(text), language)):
        found = next(promises_noted(text, spoken, WEDNESDAY), None)

        assert found is not None
        assert (found.text, found.kind) == (words, kind)


@pytest.mark.parametrize(("language", "text"), NOT_OURS)
def test_what_the_customer_wants_or_will_do_is_none(language: str, text: str) -> None:
    for spoken in ((language,), ("en", language_of(text), language)):
        assert next(promises_noted(text, spoken, WEDNESDAY), None) is None
