"""What the desk asks before an answer is sent: tables of examples, in eight languages."""

from datetime import UTC, datetime

import pytest

from makegood.kernel.mail.language import language_of
from makegood.messages.prepared import prepared_in
from makegood.messages.rules.concerns import (
    CaseFacts,
    Said,
    lacks_attachment,
    left_open,
    other_language,
    repeats,
    says_nothing_of,
)
from makegood.messages.rules.filling import FIELDS, fill_template

LANGUAGES = ("en", "it", "lt", "sr", "sr-latn", "hu", "es", "ru")
MARCH = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Dear {{ customer.first_name }}, hello", ["{{ customer.first_name }}"]),
        ("Dear {{}}, dear {{ }}", ["{{}}", "{{ }}"]),
        ("Dear {{ unheard.of }}", ["{{ unheard.of }}"]),
        ("Gentile [nome], il pacco [NUMERO] arriva", ["[nome]", "[NUMERO]"]),
        ("Gerb. [vardas]", ["[vardas]"]),
        ("Поштовани [име купца]", ["[име купца]"]),
        ("Poštovani [ime kupca]", ["[ime kupca]"]),
        ("Kedves [Név]!", ["[Név]"]),
        ("Estimado [nombre]:", ["[nombre]"]),
        ("Здравствуйте, [имя]!", ["[имя]"]),
        ("The parcel is at [...]", ["[...]"]),
        ("The parcel is at […]", ["[…]"]),
        ("Dear <<name>>", ["<<name>>"]),
        ("Dear {first name}", ["{first name}"]),
        ("Your number: ______", ["______"]),
        ("Dear [name], dear [name]", ["[name]"]),
        # Brackets that nobody has to fill in
        ("Re: [#10234]", []),
        ("As the manual says [1].", []),
        ("[x] done, [ ] open", []),
        ("See [the page](https://shop.example)", []),
        ("> Dear [name]", []),
        ("a[i] = b[key]", []),
        ("An e-mail_address_like_this@shop.example", []),
        ("Nothing to fill in.", []),
    ],
)
def test_a_place_nobody_filled_in(text: str, places: list[str]) -> None:
    found = left_open(text)

    assert [text[one.start : one.end] for one in found] == places


ATTACHED = {
    "en": [
        ("Please find attached the label.", "find attached"),
        ("I have attached the invoice.", "I have attached"),
        ("We attach the form.", "We attach"),
        ("The label is enclosed.", "is enclosed"),
        ("Attached you will find the label.", "Attached you"),
        ("Print the attached label.", "the attached label"),
        ("You will find it in the attachment.", "in the attachment"),
        ("Please find the return form attached.", "find the return form attached"),
        ("You will find your invoice attached.", "find your invoice attached"),
        ("We send the invoice as an attachment.", "as an attachment"),
    ],
    "it": [
        ("In allegato trova l’etichetta.", "In allegato"),
        ("Le allego il modulo.", "allego"),
        ("Alleghiamo la fattura.", "Alleghiamo"),
        ("Stampi l’etichetta allegata.", "l’etichetta allegata"),
        ("Ho allegato la fattura.", "Ho allegato"),
    ],
    "lt": [
        ("Pridedu etiketę.", "Pridedu"),
        ("Priede rasite sąskaitą.", "Priede"),
        ("Prisegame grąžinimo formą.", "Prisegame"),
        ("Atspausdinkite lipduką, prisegtą prie laiško.", "prisegtą"),
    ],
    "sr": [
        ("У прилогу вам шаљемо налепницу.", "У прилогу"),
        ("Прилажемо рачун.", "Прилажемо"),
        ("Одштампајте приложену налепницу.", "приложену"),
    ],
    "sr-latn": [
        ("U prilogu vam šaljemo nalepnicu.", "U prilogu"),
        ("Prilažem račun.", "Prilažem"),
        ("Odštampajte priloženu nalepnicu.", "priloženu"),
    ],
    "hu": [
        ("Mellékelten küldöm a címkét.", "Mellékelten"),
        ("Csatolom a számlát.", "Csatolom"),
        ("A csatolt címkét nyomtassa ki.", "csatolt"),
        ("A mellékletben találja az űrlapot.", "mellékletben"),
    ],
    "es": [
        ("Adjunto la etiqueta.", "Adjunto"),
        ("Le enviamos adjunta la factura.", "enviamos adjunta"),
        ("Imprima la etiqueta adjunta.", "etiqueta adjunta"),
        ("Hemos adjuntado el formulario.", "Hemos adjuntado"),
    ],
    "ru": [
        ("Этикетка во вложении.", "во вложении"),
        ("Прилагаем счёт.", "Прилагаем"),
        ("Прикрепляю бланк возврата.", "Прикрепляю"),
        ("Распечатайте приложенную этикетку.", "приложенную"),
        ("Прикладываю счёт.", "Прикладываю"),
        ("Бланк возврата – см. вложение.", "см. вложение"),
    ],
}
NOT_ATTACHED = {
    "en": [
        "Please attach two photos.",
        "Could you attach the invoice?",
        "Thank you for the photo you attached.",
        "Is the label attached?",
        "> I have attached the invoice.",
        "We are very attached to quality.",
        "We could not find the photo attached to your mail.",
        "Please send the photo as an attachment.",
    ],
    "it": [
        "Può allegare due foto?",
        "Ci mandi per favore due foto.",
        "Grazie per la foto che ha allegato.",
        "Alleghi per favore una foto.",
    ],
    "lt": ["Galite pridėti nuotraukų.", "Ačiū, jūsų priede matome pažeidimą."],
    "sr": ["Молимо вас да приложите фотографије.", "Пошаљите нам фотографије у прилогу."],
    "sr-latn": ["Molimo vas da priložite fotografije.", "Hvala, vaš prilog smo dobili."],
    "hu": ["Kérjük, csatoljon két fényképet.", "Köszönjük, az Ön által csatolt fényképen látjuk."],
    "es": [
        "Por favor, adjunte dos fotos.",
        "¿Puede adjuntar la factura?",
        "Gracias por su foto adjunta.",
    ],
    "ru": [
        "Пожалуйста, прикрепите два фото.",
        "Вы приложили фотографию, спасибо.",
        "Вы прикладываете не ту фотографию.",
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [(code, text, words) for code in ATTACHED for text, words in ATTACHED[code]],
)
def test_an_attachment_spoken_of_and_missing(language: str, text: str, words: str) -> None:
    found = lacks_attachment(text, [language], has_files=False)

    assert found is not None
    assert text[found.start : found.end] == words
    assert lacks_attachment(text, [language], has_files=True) is None


@pytest.mark.parametrize(
    ("language", "text"), [(code, text) for code in NOT_ATTACHED for text in NOT_ATTACHED[code]]
)
def test_what_the_customer_attaches_is_none_of_ours(language: str, text: str) -> None:
    assert lacks_attachment(text, [language], has_files=False) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_prepared_answer_speaks_of_an_attachment(language: str) -> None:
    found = [one.key for one in prepared_in(language) if _lacks(one.body, language)]

    assert found == []


def _lacks(body: str, language: str) -> bool:
    return lacks_attachment(body, [language], has_files=False) is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_words_again_are_noticed_in_every_language(language: str) -> None:
    for one in prepared_in(language):
        text = fill_template(one.body, FIELDS).text
        before = [Said(f"{text}\n\n> Hello", MARCH, 10001)]

        found = repeats(f"{text}\n\nOlga", before)

        assert found is not None, one.key
        assert found.phrase.values == {"day": MARCH, "number": 10001}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_prepared_answer_repeats_another(language: str) -> None:
    answers = prepared_in(language)
    for one in answers:
        others = [Said(two.body, MARCH, 1) for two in answers if two.key != one.key]

        assert repeats(one.body, others) is None, one.key


def test_short_words_and_quoted_ones_may_be_said_again() -> None:
    assert (
        repeats("Thank you, we will see to it.", [Said("Thank you, we will see to it.", MARCH, 1)])
        is None
    )
    long = "> " + " ".join(f"word{n}" for n in range(40))
    assert repeats(f"No.\n{long}", [Said(long.removeprefix("> "), MARCH, 1)]) is None


def test_the_latest_of_the_same_words_is_named() -> None:
    text = " ".join(f"word{n}" for n in range(40))
    later = MARCH.replace(day=9)

    found = repeats(text, [Said(text, later, 2), Said(text, MARCH, 1)])

    assert found is not None
    assert found.phrase.values["number"] == 2


BOILERPLATE = {
    "en": "thank you for your message. We are sorry for the trouble and take your matter very seriously. Our team is looking into it and will get back to you as soon as we possibly can. Thank you for your patience.",
    "it": "grazie per il suo messaggio. Ci dispiace per il disagio e prendiamo la questione molto sul serio. Il nostro reparto sta verificando e la ricontatteremo non appena possibile. Grazie ancora per la sua pazienza e comprensione.",
    "lt": "dėkojame už jūsų žinutę. Labai atsiprašome už nepatogumus ir į šį klausimą žiūrime labai rimtai. Mūsų komanda aiškinasi aplinkybes ir susisieks su jumis kaip įmanoma greičiau. Dar kartą dėkojame už jūsų kantrybę ir supratimą, linkime geros dienos.",
    "sr": "хвала вам на поруци. Жао нам је због непријатности и веома озбиљно схватамо ваш проблем. Наш тим проверава шта се догодило и јавиће вам се чим буде могуће. Још једном хвала на стрпљењу и разумевању.",
    "sr-latn": "hvala vam na poruci. Žao nam je zbog neprijatnosti i veoma ozbiljno shvatamo vaš problem. Naš tim proverava šta se dogodilo i javiće vam se čim bude moguće. Još jednom hvala na strpljenju i razumevanju.",
    "hu": "köszönjük a levelét. Sajnáljuk a kellemetlenséget, és nagyon komolyan vesszük az ügyet. Munkatársaink utánajárnak a dolognak, és amint lehet, jelentkezünk a megoldással. Kérjük addig is szíves türelmét, és köszönjük, hogy hozzánk fordult ezzel a kérdéssel.",
    "es": "gracias por su mensaje. Sentimos las molestias y nos tomamos este asunto muy en serio. Nuestro equipo lo está revisando y nos pondremos en contacto con usted lo antes posible. Gracias de nuevo por su paciencia.",
    "ru": "спасибо за ваше сообщение. Приносим извинения за неудобства и относимся к этому вопросу очень серьёзно. Наша команда уже выясняет обстоятельства, и мы свяжемся с вами как можно скорее. Ещё раз благодарим вас за терпение и понимание ситуации.",
}
FACTS = {
    "en": ("Hello Carla,", "Your order W 1001 is packed.", "The Blue mug is on its way.", "It left on 3.3.2026.", "Parcel RR1 left."),
    "it": ("Gentile Carla,", "L’ordine #w-1001 è pronto.", "La tazza Blue mug parte.", "È partito il 3/3.", "Il pacco RR-1 parte."),
    "lt": ("Sveiki, Carlai,", "Užsakymas W-1001 paruoštas.", "Siunčiame Blue mug.", "Išsiųsta 2026-03-03.", "Siunta RR1 pakeliui."),
    "sr": ("Поштована Царла,", "Поруџбина W-1001 је спремна.", "Шаљемо Blue mug.", "Послато 3.3.2026.", "Пакет RR1 је послат."),
    "sr-latn": ("Poštovana Carlo,", "Porudžbina W-1001 je spremna.", "Šaljemo Blue mug.", "Poslato 3. 3. 2026.", "Paket RR1 je poslat."),
    "hu": ("Kedves Carla!", "A W-1001 rendelés kész.", "A Blue mug úton van.", "2026. 3. 3-án ment el.", "Az RR1 csomag elment."),
    "es": ("Hola, Carla:", "El pedido W-1001 está listo.", "La taza Blue mug sale.", "Salió el 3/3.", "El paquete RR1 salió."),
    "ru": ("Здравствуйте, Carla!", "Заказ W-1001 готов.", "Отправляем Blue mug.", "Отправлено 03.03.2026.", "Посылка RR1 в пути."),
}  # fmt: skip
KNOWN = CaseFacts(
    customer="Carla Rossi", numbers=("10234", "W-1001", "RR1"), things=("Blue mug", "DPD")
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_longer_answer_that_says_nothing_of_the_case(language: str) -> None:
    text = BOILERPLATE[language]

    assert says_nothing_of(text, KNOWN) is not None
    assert says_nothing_of(text, KNOWN, has_date=True) is None
    for fact in FACTS[language]:
        assert says_nothing_of(f"{fact} {text}", KNOWN) is None, fact
        assert says_nothing_of(f"{text}\n> {fact}", KNOWN) is not None, fact


def test_a_short_answer_need_not_name_the_case() -> None:
    assert says_nothing_of("Yes, that is right.", KNOWN) is None


def test_a_name_of_one_letter_or_two_is_found_nowhere() -> None:
    facts = CaseFacts(customer="Li O", numbers=("12",), things=("A4", "XL"))

    assert says_nothing_of(BOILERPLATE["en"], facts) is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_in_another_language_is_noticed(language: str) -> None:
    found = language_of(BOILERPLATE[language])
    others = [code for code in ("en", "ru", "hu") if code != language]

    assert other_language(found, {language}) is None
    for other in others:
        concern = other_language(found, {other})
        assert concern is not None, other
        assert concern.phrase.values == {"found": found, "wanted": other}


def test_either_alphabet_is_serbian_and_nobody_is_doubted_without_a_reason() -> None:
    assert other_language("sr", {"sr-latn"}) is None
    assert other_language("sr-latn", {"sr"}) is None
    assert other_language("", {"it"}) is None
    assert other_language("it", {""}) is None
    assert other_language("it", {"en", "it"}) is None
    assert other_language("eo", {"lt"}) is None, (
        "few words are taken for a language nobody writes in"
    )
