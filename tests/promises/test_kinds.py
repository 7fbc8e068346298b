"""What an answer promises: money, a parcel, a repair, news, a decision, a call, or something else (papers, pictures)."""

from datetime import date

import pytest

from makegood.promises.rules import find_promise, promises_in

WEDNESDAY = date(2026, 5, 6)

KINDS = {
    "en": [
        ("We will send you the invoice by Friday.", "other"),
        ("By Friday we will send you the invoice.", "other"),
        ("We will send you the invoice for the parcel by Friday.", "other"),
        ("We will email the shipping label by Friday.", "other"),
        ("We will send you the return label by Friday.", "other"),
        ("We will send the photos by Friday.", "other"),
        ("You will receive the receipt by Friday.", "other"),
        ("We will send you the tracking number by Friday.", "other"),
        ("We will send it by Friday.", "shipment"),
        ("We will ship the lamp by Friday.", "shipment"),
        ("We will send a replacement by Friday.", "shipment"),
        ("We will replace it by Friday.", "parcel"),
        ("Your order will leave us by Friday.", "shipment"),
        ("The refund will be sent by Friday.", "money"),
        ("We will issue a credit note by Friday.", "money"),
        ("Your money will arrive by Friday.", "money"),
        ("We will send you a reply by Friday.", "answer"),
        ("We will send you an update on the parcel by Friday.", "news"),
        ("We will let you know about your refund by Friday.", "news"),
        ("If you reply we will refund you by Friday.", "money"),
        ("We will check with the courier and let you know by Friday.", "news"),
        ("We will call you by Friday.", "call_back"),
        ("We will call you back about the refund by Friday.", "call_back"),
        ("I'll phone you by Friday.", "call_back"),
        ("We will get back to you by Friday.", "answer"),
        ("We will repair it by Friday.", "repair"),
        ("We will have it repaired by Friday.", "repair"),
        ("The repaired lamp will reach you by Friday.", "parcel"),
        ("We will let you know about the repair by Friday.", "news"),
        ("We will send the repair estimate by Friday.", "other"),
        ("We will decide by Friday.", "decision"),
        ("You will have our decision by Friday.", "decision"),
        ("The courier will collect the parcel by Friday.", "collection"),
        ("We will pick it up by Friday.", "collection"),
    ],
    "it": [
        ("Le invieremo la fattura entro venerdì.", "other"),
        ("Entro venerdì le invieremo la fattura.", "other"),
        ("Le manderemo l'etichetta di reso entro venerdì.", "other"),
        ("Le invieremo lo scontrino del pacco entro venerdì.", "other"),
        ("Riceverà la ricevuta entro venerdì.", "other"),
        ("Le invieremo le foto entro venerdì.", "other"),
        ("Di conseguenza ripareremo la lampada entro venerdì.", "repair"),
        ("Le invieremo la lampada riparata entro venerdì.", "shipment"),
        ("Le invieremo il preventivo di riparazione entro venerdì.", "other"),
        ("Decideremo entro venerdì.", "decision"),
        ("Il corriere ritirerà il pacco entro venerdì.", "collection"),
        ("Lo spediremo entro venerdì.", "shipment"),
        ("Le invieremo un ricambio entro venerdì.", "shipment"),
        ("La sostituiremo entro venerdì.", "parcel"),
        ("Consegneremo la lampada entro venerdì.", "parcel"),
        ("Le invieremo il rimborso entro venerdì.", "money"),
        ("Emetteremo una nota di credito entro venerdì.", "money"),
        ("Le invieremo un aggiornamento sul pacco entro venerdì.", "news"),
        ("La informeremo sul rimborso entro venerdì.", "news"),
        ("Le invieremo una risposta entro venerdì.", "answer"),
        ("La chiameremo entro venerdì.", "call_back"),
        ("La richiamo entro venerdì.", "call_back"),
        ("Le telefoneremo entro venerdì.", "call_back"),
        ("La ricontatteremo entro venerdì.", "answer"),
    ],
    "lt": [
        ("Atsiųsime sąskaitą iki penktadienio.", "other"),
        ("Sutaisysime iki penktadienio.", "repair"),
        ("Nuspręsime iki penktadienio.", "decision"),
        ("Kurjeris paims siuntą iki penktadienio.", "collection"),
        ("Iki penktadienio atsiųsime sąskaitą faktūrą.", "other"),
        ("Grąžinimo lipduką atsiųsime iki penktadienio.", "other"),
        ("Išsiųsime nuotraukas iki penktadienio.", "other"),
        ("Pinigus pervesime į jūsų sąskaitą iki penktadienio.", "money"),
        ("Grąžinsime pinigus iki penktadienio.", "money"),
        ("Išrašysime kreditinę sąskaitą iki penktadienio.", "money"),
        ("Išsiųsime iki penktadienio.", "shipment"),
        ("Naują lempą atsiųsime iki penktadienio.", "shipment"),
        ("Prekę pakeisime iki penktadienio.", "parcel"),
        ("Pristatysime iki penktadienio.", "parcel"),
        ("Informuosime apie pinigų grąžinimą iki penktadienio.", "news"),
        ("Pranešime apie siuntą iki penktadienio.", "news"),
        ("Atsiųsime atsakymą iki penktadienio.", "answer"),
        ("Susisieksime iki penktadienio.", "answer"),
        ("Paskambinsime iki penktadienio.", "call_back"),
        ("Perskambinsime iki penktadienio.", "call_back"),
    ],
    "sr-latn": [
        ("Poslaćemo vam račun do petka.", "other"),
        ("Popravićemo lampu do petka.", "repair"),
        ("Doneći ćemo odluku do petka.", "decision"),
        ("Kurir će preuzeti paket do petka.", "collection"),
        ("Do petka ćemo vam poslati fakturu.", "other"),
        ("Poslaćemo vam nalepnicu za povrat do petka.", "other"),
        ("Poslaćemo vam fotografije do petka.", "other"),
        ("Uplatićemo novac na vaš račun do petka.", "money"),
        ("Novac ćemo vam vratiti do petka.", "money"),
        ("Poslaćemo ga do petka.", "shipment"),
        ("Dostavićemo lampu do petka.", "parcel"),
        ("Zamenićemo je do petka.", "parcel"),
        ("Obavestićemo vas o povraćaju novca do petka.", "news"),
        ("Javićemo vam do petka.", "news"),
        ("Poslaćemo vam odgovor do petka.", "answer"),
        ("Pozvaćemo vas do petka.", "call_back"),
        ("Nazvaćemo vas do petka.", "call_back"),
    ],
    "sr": [
        ("Послаћемо вам рачун до петка.", "other"),
        ("Поправићемо лампу до петка.", "repair"),
        ("Послаћемо га до петка.", "shipment"),
        ("Позваћемо вас до петка.", "call_back"),
    ],
    "hu": [
        ("A számlát péntekig elküldjük.", "other"),
        ("Péntekig megjavítjuk.", "repair"),
        ("Péntekig meghozzuk a döntést.", "decision"),
        ("A futár péntekig elhozza a csomagot.", "collection"),
        ("Péntekig elküldjük a számlát.", "other"),
        ("A visszaküldési címkét péntekig elküldjük.", "other"),
        ("A fotókat péntekig elküldjük.", "other"),
        ("A pénzt péntekig a bankszámlájára utaljuk.", "money"),
        ("Péntekig átutaljuk az összeget.", "money"),
        ("Péntekig elküldjük.", "shipment"),
        ("Péntekig feladjuk a lámpát.", "shipment"),
        ("Péntekig kicseréljük.", "parcel"),
        ("Péntekig tájékoztatjuk a visszatérítésről.", "news"),
        ("Péntekig értesítjük a csomagról.", "news"),
        ("Péntekig elküldjük a választ.", "answer"),
        ("Péntekig felhívjuk.", "call_back"),
        ("Péntekig visszahívjuk Önt.", "call_back"),
    ],
    "es": [
        ("Le enviaremos la factura antes del viernes.", "other"),
        ("La repararemos antes del viernes.", "repair"),
        ("Decidiremos antes del viernes.", "decision"),
        ("El mensajero recogerá el paquete antes del viernes.", "collection"),
        ("Antes del viernes le enviaremos la factura.", "other"),
        ("Le enviaremos la factura del paquete antes del viernes.", "other"),
        ("Le mandaremos la etiqueta de devolución antes del viernes.", "other"),
        ("Le enviaremos las fotos antes del viernes.", "other"),
        ("Recibirá el recibo antes del viernes.", "other"),
        ("Lo enviaremos antes del viernes.", "shipment"),
        ("Le mandaremos el recambio antes del viernes.", "shipment"),
        ("La cambiaremos por una nueva antes del viernes.", "parcel"),
        ("Entregaremos la lámpara antes del viernes.", "parcel"),
        ("Le enviaremos el reembolso antes del viernes.", "money"),
        ("Le devolveremos el importe antes del viernes.", "money"),
        ("Le informaremos sobre el reembolso antes del viernes.", "news"),
        ("Le enviaremos una respuesta antes del viernes.", "answer"),
        ("Le llamaremos antes del viernes.", "call_back"),
        ("Le llamaremos por el reembolso antes del viernes.", "call_back"),
    ],
    "ru": [
        ("Отправим счёт до пятницы.", "other"),
        ("Отремонтируем до пятницы.", "repair"),
        ("Примем решение до пятницы.", "decision"),
        ("Курьер заберёт посылку до пятницы.", "collection"),
        ("До пятницы мы вышлем вам счёт.", "other"),
        ("Пришлём чек до пятницы.", "other"),
        ("Пришлём этикетку для возврата до пятницы.", "other"),
        ("Вышлем фотографии до пятницы.", "other"),
        ("Деньги поступят на ваш счёт до пятницы.", "money"),
        ("Вернём деньги до пятницы.", "money"),
        ("Отправим до пятницы.", "shipment"),
        ("Пришлём новую лампу до пятницы.", "shipment"),
        ("Заменим лампу до пятницы.", "parcel"),
        ("Сообщим о возврате до пятницы.", "news"),
        ("Отправим вам ответ до пятницы.", "answer"),
        ("Позвоним до пятницы.", "call_back"),
        ("Перезвоним вам до пятницы.", "call_back"),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [(language, text, kind) for language, rows in KINDS.items() for text, kind in rows],
)
def test_what_is_promised_is_told_by_what_is_said_of_it(
    language: str, text: str, kind: str
) -> None:
    found = find_promise(text, language, WEDNESDAY)

    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "You will have it by Friday and I will call you tomorrow."),
        ("it", "Lo avrà entro venerdì e la richiamo domani."),
        ("es", "Lo recibirá antes del viernes y le llamo mañana."),
        ("ru", "Вы получите его до пятницы, и я позвоню вам завтра."),
    ],
)
def test_each_half_of_a_sentence_names_what_it_promises(language: str, text: str) -> None:
    found = promises_in(text, language, date(2026, 11, 27))

    assert [one.kind for one in found] == ["parcel", "call_back"]


LEAVES_AND_ARRIVES = [
    ("en", "The parcel leaves tomorrow.", "The parcel arrives tomorrow."),
    ("it", "La spedizione parte domani.", "La spedizione arriva domani."),
    ("lt", "Siunta iškeliauja rytoj.", "Siunta atkeliauja rytoj."),
    ("sr", "Пошиљка креће сутра.", "Пошиљка стиже сутра."),
    ("sr-latn", "Pošiljka polazi sutra.", "Pošiljka stiže sutra."),
    ("hu", "A csomag holnap indul.", "A csomag holnap érkezik."),
    ("es", "El paquete sale mañana.", "El paquete llega mañana."),
    ("ru", "Посылка отправится завтра.", "Посылка придёт завтра."),
]


@pytest.mark.parametrize(("language", "leaves", "arrives"), LEAVES_AND_ARRIVES)
def test_what_leaves_on_a_day_is_not_there_on_it(language: str, leaves: str, arrives: str) -> None:
    kinds = []
    for text in (leaves, arrives):
        found = find_promise(text, language, WEDNESDAY)
        kinds.append((found and found.kind, found and found.day))

    assert kinds == [("shipment", date(2026, 5, 7)), ("parcel", date(2026, 5, 7))]


def test_sent_so_that_it_is_there_is_promised_by_when_it_is_there() -> None:
    found = promises_in(
        "We are sending it tomorrow, and it will reach you by Friday.", "en", WEDNESDAY
    )

    assert [(one.kind, one.day.day) for one in found] == [("shipment", 7), ("parcel", 8)]
