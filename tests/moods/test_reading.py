"""What words tell, in the eight languages: as people say it, with and without accents, and what only looks like it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pace import timed

from makegood.kernel.text import LANGUAGES
from makegood.moods.rules import MOST_FOUND, MOST_READ, cut, phrases_of, read, weight_of
from makegood.sample.scripts import book

TELLING = {
    "en": [
        ("I will be contacting my solicitor tomorrow.", "lawyer"),
        ("If I hear nothing by Friday I'll take you to court.", "lawyer"),
        ("We will start legal proceedings.", "lawyer"),
        ("I'm going to sue you for this", "lawyer"),
        ("I will file a chargeback.", "chargeback"),
        ("I'll dispute the charge with my bank", "chargeback"),
        ("I have opened a PayPal dispute", "chargeback"),
        ("Otherwise I'll get my money back through my credit card company.", "chargeback"),
        ("I will report you to Trading Standards", "authority"),
        ("The consumer ombudsman will hear about it.", "authority"),
        ("I'm going to the press with this.", "press"),
        ("I shall post this on social media for everyone to see.", "press"),
        ("You are scammers!", "angry"),
        ("I am absolutely furious", "angry"),
        ("I will never order from you again.", "angry"),
        ("This is the worst service I have ever had", "angry"),
        ("I don't want to involve a lawyer, but you leave me no choice.", "lawyer"),
        ("I don’t want to wait any longer, I am calling my lawyer.", "lawyer"),
        ("Where is it?!?! This is unacceptable", "angry"),
    ],
    "it": [
        ("Mi rivolgerò al mio avvocato.", "lawyer"),
        ("Procederò per vie legali", "lawyer"),
        ("In caso contrario vi faccio causa.", "lawyer"),
        ("Ci vediamo in tribunale", "lawyer"),
        ("Contesterò l'addebito con la mia banca.", "chargeback"),
        ("Ho già aperto una controversia su PayPal", "chargeback"),
        ("Chiederò il chargeback", "chargeback"),
        ("Vi denuncio alla Guardia di Finanza", "authority"),
        ("Segnalerò tutto ad Altroconsumo.", "authority"),
        ("Mi rivolgerò a un'associazione dei consumatori", "authority"),
        ("Pubblicherò tutto su Facebook", "press"),
        ("Scriverò ai giornali e a Striscia la notizia", "press"),
        ("Siete dei truffatori!", "angry"),
        ("È una vergogna", "angry"),
        ("Non comprerò mai più da voi", "angry"),
        ("Ci state prendendo in giro?", "angry"),
        ("Sono stufo di aspettare", "angry"),
    ],
    "lt": [
        ("Kreipsiuosi į teismą.", "lawyer"),
        ("kreipsiuosi i teisma", "lawyer"),
        ("Mano advokatas su jumis susisieks", "lawyer"),
        ("Imsiuosi teisinių veiksmų.", "lawyer"),
        ("Kreipsiuosi į savo banką dėl pinigų grąžinimo", "chargeback"),
        ("Inicijuosiu chargeback", "chargeback"),
        ("Ginčysiu mokėjimą banke", "chargeback"),
        ("Rašysiu skundą Vartotojų teisių apsaugos tarnybai.", "authority"),
        ("kreipsiuosi i vvtat", "authority"),
        ("Kreipsiuosi į policiją dėl sukčiavimo", "authority"),
        ("Paviešinsiu viską socialiniuose tinkluose", "press"),
        ("Parašysiu apie jus feisbuke", "press"),
        ("Jūs esate sukčiai", "angry"),
        ("Gėda jums!", "angry"),
        ("geda jums", "angry"),
        ("Daugiau niekada pas jus nepirksiu.", "angry"),
        ("Mano kantrybė baigėsi", "angry"),
    ],
    "sr": [
        ("Обратићу се свом адвокату.", "lawyer"),
        ("Тужићу вас", "lawyer"),
        ("Видимо се на суду!", "lawyer"),
        ("Кренућу правним путем.", "lawyer"),
        ("Оспорићу трансакцију код банке", "chargeback"),
        ("Обратићу се банци за повраћај новца", "chargeback"),
        ("Тражићу chargeback", "chargeback"),
        ("Пријавићу вас тржишној инспекцији.", "authority"),
        ("Поднећу кривичну пријаву", "authority"),
        ("Обратићу се удружењу за заштиту потрошача", "authority"),
        ("Објавићу ово на друштвеним мрежама", "press"),
        ("Обавестићу медије о свему", "press"),
        ("Ви сте преваранти", "angry"),
        ("Срам вас било!", "angry"),
        ("Никад више нећу куповати код вас", "angry"),
        ("Доста ми је чекања", "angry"),
    ],
    "sr-latn": [
        ("Obratiću se svom advokatu.", "lawyer"),
        ("obraticu se advokatu", "lawyer"),
        ("Tužiću vas", "lawyer"),
        ("tuzicu vas sudu", "lawyer"),
        ("Krećem pravnim putem.", "lawyer"),
        ("Osporiću transakciju kod banke", "chargeback"),
        ("obraticu se banci da mi vrate novac", "chargeback"),
        ("Prijaviću vas inspekciji", "authority"),
        ("prijavicu vas policiji", "authority"),
        ("Obratiću se udruženju potrošača", "authority"),
        ("Objaviću sve na Fejsbuku", "press"),
        ("objavicu ovo na drustvenim mrezama", "press"),
        ("Vi ste lopovi i prevaranti", "angry"),
        ("Sramota!", "angry"),
        ("Ovo je neprihvatljivo", "angry"),
        ("bezobrazluk", "angry"),
    ],
    "hu": [
        ("Ügyvédhez fordulok.", "lawyer"),
        ("ugyvedhez fordulok", "lawyer"),
        ("Be fogom perelni Önöket", "lawyer"),
        ("Jogi útra terelem az ügyet.", "lawyer"),
        ("A bankomhoz fordulok a pénzemért", "chargeback"),
        ("Visszaterhelést kérek a banktól", "chargeback"),
        ("Vitát nyitok a PayPalnál", "chargeback"),
        ("Feljelentést teszek a fogyasztóvédelemnél.", "authority"),
        ("Jelentem a fogyasztóvédelmi hatóságnak", "authority"),
        ("A békéltető testülethez fordulok", "authority"),
        ("Kiteszem a Facebookra, hogy mindenki lássa", "press"),
        ("Az újsághoz fordulok", "press"),
        ("Csalók vagytok!", "angry"),
        ("Ez felháborító", "angry"),
        ("Elegem van ebből", "angry"),
        ("Soha többet nem rendelek innen", "angry"),
        ("szegyelljek magukat", "angry"),
    ],
    "es": [
        ("Voy a hablar con mi abogado.", "lawyer"),
        ("Emprenderé acciones legales", "lawyer"),
        ("Nos vemos en los tribunales", "lawyer"),
        ("Os voy a poner una demanda", "lawyer"),
        ("Voy a disputar el cargo con mi banco.", "chargeback"),
        ("Abriré una disputa en PayPal", "chargeback"),
        ("Pediré la retrocesión del cargo", "chargeback"),
        ("Pondré una hoja de reclamaciones", "authority"),
        ("Os voy a denunciar", "authority"),
        ("Acudiré a la OCU y a Consumo.", "authority"),
        ("Lo publicaré en redes sociales", "press"),
        ("Voy a contactar con la prensa", "press"),
        ("Sois unos estafadores", "angry"),
        ("Es una vergüenza", "angry"),
        ("es una verguenza", "angry"),
        ("Estoy harto de esperar", "angry"),
        ("No volveré a comprar aquí", "angry"),
    ],
    "ru": [
        ("Я обращусь к адвокату.", "lawyer"),
        ("Подам на вас в суд", "lawyer"),
        ("Увидимся в суде!", "lawyer"),
        ("Готовлю исковое заявление", "lawyer"),
        ("Обращусь в банк и верну деньги.", "chargeback"),
        ("Оспорю платёж через банк", "chargeback"),
        ("Сделаю чарджбэк", "chargeback"),
        ("Напишу жалобу в Роспотребнадзор", "authority"),
        ("Обращусь в прокуратуру", "authority"),
        ("Вы нарушаете закон о защите прав потребителей", "authority"),
        ("Расскажу об этом в соцсетях", "press"),
        ("Предам дело огласке", "press"),
        ("Вы мошенники", "angry"),
        ("Это безобразие!", "angry"),
        ("Моё терпение лопнуло", "angry"),
        ("Больше никогда не закажу у вас", "angry"),
    ],
}
"""What people write, and what it must be found to be."""

CALM = {
    "en": [
        "I don't want to involve a lawyer.",
        "I do not want to go to court over a cup.",
        "I'd rather not open a dispute with my bank.",
        "There is no need to call my solicitor.",
        "We won't take you to court, do not worry.",
        "I'm not angry, only tired.",
        "This is not a scam, I know you are a real shop.",
        "My bank says the payment arrived on Monday.",
        "Please deliver it to the court yard behind the house.",
        "Could you please press the supplier for an answer?",
        "The charger does not charge my phone.",
        "Sue from your team helped me, thank you!",
        "I was charged twice for one order.",
        "The garlic press is broken.",
        "Please call the number and press 1.",
        "I paid via PayPal, case number 123.",
    ],
    "it": [
        "Non voglio rivolgermi a un avvocato.",
        "Non ho intenzione di procedere per vie legali.",
        "Vorrei evitare di contestare il pagamento con la banca.",
        "A causa del ritardo chiedo un rimborso.",
        "Non sono arrabbiata, vorrei solo sapere.",
        "La stufa non si accende.",
        "Ho bisogno della fattura giornaliera.",
        "Il pagamento è stato addebitato due volte.",
        "Potete spedire alla mia banca di lavoro?",
        "Grazie, ottimo servizio.",
        "Lo stampo è rotto.",
        "Non è una truffa, lo so.",
        "La banca ha bloccato il pagamento.",
        "La cazzuola è rotta.",
    ],
    "lt": [
        "Nenoriu kreiptis į teisininką.",
        "Neketinu kreiptis į teismą.",
        "Nenoriu, kad reikėtų kreiptis į policiją.",
        "Ieškau savo siuntos.",
        "Ar galite atsiųsti sąskaitą?",
        "Mokėjimas iš banko atliktas vakar.",
        "Aš nepykstu.",
        "Ačiū už greitą atsakymą.",
        "Kada gausiu pinigus į sąskaitą?",
        "Ar prekė tinka vaikams?",
        "Laikraštyje mačiau jūsų reklamą.",
        "Norėčiau pakeisti spalvą.",
        "Atšaukite mokėjimą, prašau.",
        "Bankas atšaukė mokėjimą.",
    ],
    "sr": [
        "Не желим да ангажујем адвоката.",
        "Нећу вас тужити.",
        "Не бих да идем на суд због шоље.",
        "Немам намеру да пријавим инспекцији.",
        "Када ће стићи пошиљка?",
        "Уплата из банке је извршена јуче.",
        "Курир није дошао.",
        "Хвала на помоћи.",
        "Није превара, знам.",
        "Судопера је напукла.",
        "Паприка није љута.",
        "Пошаљите ми рачун.",
    ],
    "sr-latn": [
        "Ne želim da angažujem advokata.",
        "Necu vas tuziti.",
        "Ne bih da idem na sud zbog šolje.",
        "Nemam nameru da zovem policiju.",
        "Kada stiže pošiljka?",
        "Uplata iz banke je izvršena juče.",
        "Kurir nije došao.",
        "Hvala na pomoći.",
        "Nije prevara, znam.",
        "Sudopera je napukla.",
        "Paprika nije ljuta.",
        "Pošaljite mi račun.",
        "Polica je stigla polomljena.",
    ],
    "hu": [
        "Nem akarok ügyvédhez fordulni.",
        "Nem szeretném, ha bíróságra menne az ügy.",
        "Ügyvédet nem akarok bevonni.",
        "A családommal várjuk a csomagot.",
        "Köszönjük a türelmüket.",
        "Mikor érkezik a csomag?",
        "A bank szerint a fizetés sikeres volt.",
        "Nem vagyok dühös.",
        "Köszönöm a gyors választ.",
        "Kérem a számlát.",
        "Az asztal lapja perfekt.",
        "A bank visszavonta a tranzakciót.",
        "Ez nem csalás, tudom.",
    ],
    "es": [
        "No quiero llamar a mi abogado.",
        "No quiero ir a los tribunales por una taza.",
        "No tengo intención de denunciar.",
        "Prefiero no abrir una disputa.",
        "Perdón por las molestias.",
        "¿Cuándo llega mi pedido?",
        "El banco dice que el pago se hizo el lunes.",
        "No estoy enfadada.",
        "Gracias por la ayuda.",
        "La demanda de este producto es alta.",
        "No es una estafa, ya lo sé.",
        "Necesito la factura.",
        "Mi banco ha bloqueado el pago.",
    ],
    "ru": [
        "Не хочу обращаться к адвокату.",
        "Не хочу, чтобы дело дошло до суда.",
        "Я не собираюсь подавать в суд.",
        "Не буду писать жалобу в Роспотребнадзор.",
        "Когда придёт посылка?",
        "Банк подтвердил оплату вчера.",
        "Я не злюсь.",
        "Спасибо за помощь.",
        "Судя по трекингу, посылка в пути.",
        "Пришлите, пожалуйста, счёт.",
        "Это не обман, я понимаю.",
        "Достал из коробки, всё отлично.",
        "Банк заблокировал платёж.",
        "Посуда разбилась при доставке.",
    ],
}
"""What people write who threaten nobody."""


@pytest.mark.parametrize(
    ("language", "words", "kind"),
    [(language, words, kind) for language, all_of in TELLING.items() for words, kind in all_of],
)
def test_what_people_say_is_found(language: str, words: str, kind: str) -> None:
    found = read(words, language)

    assert kind in {one.kind for one in found}, found
    assert all(words[one.start : one.end] == one.words for one in found)


@pytest.mark.parametrize(
    ("language", "words"),
    [(language, words) for language, all_of in CALM.items() for words in all_of],
)
def test_what_only_looks_like_it_is_not(language: str, words: str) -> None:
    assert read(words, language) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_phrases_and_its_examples(language: str) -> None:
    kinds = {phrase.kind for phrase in phrases_of(language)}

    assert kinds == {"lawyer", "press", "chargeback", "authority", "angry"}
    assert len(TELLING[language]) >= 12
    assert len(CALM[language]) >= 12
    assert {kind for _words, kind in TELLING[language]} == kinds


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_can_be_looked_up(language: str) -> None:
    names = [phrase.name for phrase in phrases_of(language)]

    assert len(names) == len(set(names))
    for phrase in phrases_of(language):
        assert phrase.pattern[0].heads, phrase.name
        assert all(len(stem) >= 3 for stem in phrase.pattern[0].stems), phrase.name
        assert not phrase.pattern[-1].is_gap, phrase.name
        assert len(phrase.name) <= 200, phrase.name


@settings(max_examples=150)
@given(st.text(max_size=400), st.sampled_from([*LANGUAGES, "de", ""]))
def test_any_text_is_read(text: str, language: str) -> None:
    found = read(text, language)

    assert len(found) <= MOST_FOUND
    assert all(text[one.start : one.end] == one.words for one in found)
    assert weight_of((one.kind, one.weight) for one in found) <= 15


_PIECES = st.sampled_from(
    [
        "I",
        "don't",
        "want to",
        "my",
        "lawyer",
        "dispute",
        "...",
        ",",
        "!",
        "but",
        "bank",
        "scam",
        "\n\n",
    ]
)


@settings(max_examples=150)
@given(st.lists(_PIECES, max_size=60))
def test_any_order_of_telling_words_is_read(pieces: list[str]) -> None:
    text = " ".join(pieces)

    found = read(text, "en")

    cut_up = cut(text, [(one.start, one.end, one.kind) for one in found])
    assert "".join(piece for piece, _kind in cut_up) == text


@pytest.mark.parametrize(
    "piece", ["my ", "!", "?", "?!", "!?!", "A", "never contact ", "\n", ",", "ш"]
)
def test_a_megabyte_is_read_no_further_than_its_beginning(piece: str) -> None:
    text = piece * (1_000_000 // len(piece)) + " I will sue you"

    found, seconds = timed(lambda: read(text, "en"), within=2)

    assert seconds < 2
    assert all(one.end <= MOST_READ for one in found)


def test_the_same_said_twice_weighs_once_and_anger_only_so_much() -> None:
    assert weight_of([("lawyer", 3), ("lawyer", 2)]) == 3
    assert weight_of([("angry", 2), ("angry", 2), ("angry", 1)]) == 3
    assert weight_of([("angry", 1), ("chargeback", 3)]) == 4
    assert weight_of([]) == 0


def test_shouting_is_told_from_an_order_number() -> None:
    assert [one.kind for one in read("WHERE IS MY PARCEL I HAVE WAITED FOR WEEKS NOW", "en")] == [
        "angry"
    ]
    assert read("MY ORDER W-1001, PLEASE", "en") == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_the_sample_shops_customers_only_those_who_threaten_are_found(language: str) -> None:
    found = {
        script.kind
        for script in book(language).scripts
        for turn in script.turns
        if turn.way == "in" and read(turn.text, language)
    }

    assert found == {"double_charge"}
