"""What an answer promises: money, a parcel, news, an answer, a call, or something else (papers, pictures)."""

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
        ("We will send it by Friday.", "parcel"),
        ("We will ship the lamp by Friday.", "parcel"),
        ("We will send a replacement by Friday.", "parcel"),
        ("We will replace it by Friday.", "parcel"),
        ("Your order will leave us by Friday.", "parcel"),
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
        ("We will repair it by Friday.", "other"),
    ],
    "it": [
        ("Le invieremo la fattura entro venerdì.", "other"),
        ("Entro venerdì le invieremo la fattura.", "other"),
        ("Le manderemo l'etichetta di reso entro venerdì.", "other"),
        ("Le invieremo lo scontrino del pacco entro venerdì.", "other"),
        ("Riceverà la ricevuta entro venerdì.", "other"),
        ("Le invieremo le foto entro venerdì.", "other"),
        ("Di conseguenza ripareremo la lampada entro venerdì.", "other"),
        ("Lo spediremo entro venerdì.", "parcel"),
        ("Le invieremo un ricambio entro venerdì.", "parcel"),
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
        ("Iki penktadienio atsiųsime sąskaitą faktūrą.", "other"),
        ("Grąžinimo lipduką atsiųsime iki penktadienio.", "other"),
        ("Išsiųsime nuotraukas iki penktadienio.", "other"),
        ("Pinigus pervesime į jūsų sąskaitą iki penktadienio.", "money"),
        ("Grąžinsime pinigus iki penktadienio.", "money"),
        ("Išrašysime kreditinę sąskaitą iki penktadienio.", "money"),
        ("Išsiųsime iki penktadienio.", "parcel"),
        ("Naują lempą atsiųsime iki penktadienio.", "parcel"),
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
        ("Do petka ćemo vam poslati fakturu.", "other"),
        ("Poslaćemo vam nalepnicu za povrat do petka.", "other"),
        ("Poslaćemo vam fotografije do petka.", "other"),
        ("Uplatićemo novac na vaš račun do petka.", "money"),
        ("Novac ćemo vam vratiti do petka.", "money"),
        ("Poslaćemo ga do petka.", "parcel"),
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
        ("Послаћемо га до петка.", "parcel"),
        ("Позваћемо вас до петка.", "call_back"),
    ],
    "hu": [
        ("A számlát péntekig elküldjük.", "other"),
        ("Péntekig elküldjük a számlát.", "other"),
        ("A visszaküldési címkét péntekig elküldjük.", "other"),
        ("A fotókat péntekig elküldjük.", "other"),
        ("A pénzt péntekig a bankszámlájára utaljuk.", "money"),
        ("Péntekig átutaljuk az összeget.", "money"),
        ("Péntekig elküldjük.", "parcel"),
        ("Péntekig feladjuk a lámpát.", "parcel"),
        ("Péntekig kicseréljük.", "parcel"),
        ("Péntekig tájékoztatjuk a visszatérítésről.", "news"),
        ("Péntekig értesítjük a csomagról.", "news"),
        ("Péntekig elküldjük a választ.", "answer"),
        ("Péntekig felhívjuk.", "call_back"),
        ("Péntekig visszahívjuk Önt.", "call_back"),
    ],
    "es": [
        ("Le enviaremos la factura antes del viernes.", "other"),
        ("Antes del viernes le enviaremos la factura.", "other"),
        ("Le enviaremos la factura del paquete antes del viernes.", "other"),
        ("Le mandaremos la etiqueta de devolución antes del viernes.", "other"),
        ("Le enviaremos las fotos antes del viernes.", "other"),
        ("Recibirá el recibo antes del viernes.", "other"),
        ("Lo enviaremos antes del viernes.", "parcel"),
        ("Le mandaremos el recambio antes del viernes.", "parcel"),
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
        ("До пятницы мы вышлем вам счёт.", "other"),
        ("Пришлём чек до пятницы.", "other"),
        ("Пришлём этикетку для возврата до пятницы.", "other"),
        ("Вышлем фотографии до пятницы.", "other"),
        ("Деньги поступят на ваш счёт до пятницы.", "money"),
        ("Вернём деньги до пятницы.", "money"),
        ("Отправим до пятницы.", "parcel"),
        ("Пришлём новую лампу до пятницы.", "parcel"),
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
