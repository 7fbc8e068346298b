"""Who sells, who buys, what is sold: the sample shop's people and things."""

from dataclasses import dataclass

from makegood.kernel.text import _

SHOP = {
    "name": "Lume & Lana",
    "country": "IT",
    "email": "ciao@lume-lana.example",
    "phone": "+39 040 555 0199",
    "website": "https://lume-lana.example",
    "address": "Via dell'Acquedotto 9\n34133 Trieste\nItalia",
    "colour": "#8a4b2d",
}
LANGUAGES = ("it", "en", "sr", "sr-latn", "hu", "lt", "es", "ru")
SHARES = {"it": 58, "en": 52, "hu": 36, "sr": 28, "sr-latn": 26, "lt": 34, "es": 36, "ru": 30}
"""How many of the 300 cases are in each language."""
COUNTRIES = {
    "it": "IT",
    "en": "IE",
    "lt": "LT",
    "sr": "RS",
    "sr-latn": "RS",
    "hu": "HU",
    "es": "ES",
    "ru": "KZ",
}


@dataclass(frozen=True)
class Colleague:
    """A member of the sample shop's staff, and the languages they answer."""

    name: str
    address: str
    role: str
    language: str
    answers: tuple[str, ...]


STAFF = (
    Colleague("Giulia Bassi", "giulia", "manager", "it", ("it", "es")),
    Colleague("Milan Jurić", "milan", "agent", "sr-latn", ("sr", "sr-latn", "ru")),
    Colleague("Réka Tóth", "reka", "agent", "hu", ("hu", "en")),
    Colleague("Ignas Petrauskas", "ignas", "agent", "lt", ("lt", "en")),
)
STAFF_DOMAIN = "desk.lume-lana.example"

SUPPLIERS = (
    "Ceramiche Savio",
    "Vetreria Soffio",
    "Officina Chiaro",
    "Lanificio Timavo",
    "Tessuti Aquila",
    "Dhurrie House",
    "Nordkettle ApS",
    "Bottega Rovere",
)
SUPPLIER_ADDRESSES = {
    name: f"service@{name.lower().replace(' ', '-')}.example" for name in SUPPLIERS
}
CARRIERS = ("BRT", "GLS", "DPD")


@dataclass(frozen=True)
class Thing:
    """A product: `about` is the word conversations know it by, `pet` its own name."""

    about: str
    pet: str
    title: str
    price_minor: int
    supplier: str

    @property
    def sku(self) -> str:
        return f"{self.about[:3].upper()}-{self.pet.upper()[:4]}"


_RANGE = (
    ("mug", "Mug %s, 350 ml", 1490, 0, "Alba Brina Carso Duna"),
    ("plate", "Plate %s, 26 cm", 1850, 0, "Bora Salina Onda Prato"),
    ("vase", "Vase %s", 3900, 1, "Airone Lira Nuvola Ampolla"),
    ("mirror", "Mirror %s, round", 9500, 1, "Laguna Specchio"),
    ("lamp", "Table lamp %s", 8900, 2, "Lume Faro Vesper Gufo Stella"),
    ("clock", "Wall clock %s", 4500, 2, "Meridiana Cuculo Lenta"),
    ("blanket", "Wool blanket %s, 140 × 200", 7900, 3, "Neve Muschio Ruggine Timavo"),
    ("pillow", "Cushion %s, 45 × 45", 3400, 3, "Piuma Sasso Menta Corallo"),
    ("tablecloth", "Tablecloth %s", 5400, 4, "Trama Festa Domenica Riva"),
    ("apron", "Apron %s", 2900, 4, "Farina Basilico"),
    ("rug", "Rug %s, 160 × 230", 14900, 5, "Sentiero Marea Terra Mosaico"),
    ("basket", "Basket %s", 2700, 5, "Giunco Cesta Nassa"),
    ("kettle", "Electric kettle %s, 1.5 l", 6900, 6, "Vapore Fischio Brace"),
    ("pan", "Cast-iron pan %s", 5900, 6, "Ghisa Focolare Tegame"),
    ("candle", "Beeswax candles %s, set of 3", 1200, 7, "Miele Resina Fiaba Quiete"),
    ("table", "Side table %s", 11900, 7, "Tino Olmo Nido"),
    ("stool", "Stool %s", 6500, 7, "Trespolo Fungo Passo"),
)
THINGS = tuple(
    Thing(about, pet, title % pet, price, SUPPLIERS[supplier])
    for about, title, price, supplier, pets in _RANGE
    for pet in pets.split()
)
CITIES = {
    "it": ("34121 Trieste", "33100 Udine", "40121 Bologna", "10121 Torino", "70121 Bari"),
    "en": ("D02 Dublin", "T12 Cork", "H91 Galway", "V94 Limerick"),
    "lt": ("01100 Vilnius", "44240 Kaunas", "91240 Klaipėda", "76280 Šiauliai"),
    "sr": ("11000 Београд", "21000 Нови Сад", "18000 Ниш", "34000 Крагујевац"),
    "hu": ("1052 Budapest", "6720 Szeged", "7621 Pécs", "9022 Győr"),
    "es": ("28001 Madrid", "50001 Zaragoza", "46002 Valencia", "15001 A Coruña"),
    "ru": ("050000 Алматы", "010000 Астана", "100000 Караганда"),
}
STREETS = {
    "it": ("Via dei Mille", "Via Garibaldi", "Viale dei Tigli", "Piazza Grande"),
    "en": ("Hazel Court", "Quay Street", "Mill Lane", "Church Road"),
    "lt": ("Pilies g.", "Laisvės al.", "Liepų g.", "Ąžuolų g."),
    "sr": ("Краља Петра", "Цара Душана", "Липова", "Дунавска"),
    "hu": ("Petőfi utca", "Fő tér", "Kossuth utca", "Akácfa utca"),
    "es": ("calle Mayor", "calle del Olmo", "avenida del Puerto", "plaza Nueva"),
    "ru": ("ул. Абая", "ул. Садовая", "пр. Достык", "ул. Лесная"),
}


@dataclass(frozen=True)
class Names:
    """First names by gender, and surnames as (his, hers)."""

    hers: tuple[str, ...]
    his: tuple[str, ...]
    surnames: tuple[tuple[str, str], ...]


def _names(hers: str, his: str, surnames: str) -> Names:
    pairs = [tuple(name.split("/")) for name in surnames.split()]
    return Names(
        tuple(hers.split()), tuple(his.split()), tuple((pair[0], pair[-1]) for pair in pairs)
    )


NAMES = {
    "it": _names(
        "Ada Chiara Elena Francesca Giorgia Ilaria Lucia Marta Paola Serena Silvia Teresa",
        "Andrea Carlo Davide Enrico Fabio Giorgio Luca Marco Nicola Paolo Stefano Tommaso",
        "Bianchi Cosulich Ferrari Gallo Lupi Marchesi Neri Padovan Riva Sartori Villa Zanetti",
    ),
    "en": _names(
        "Alice Bridget Clare Emma Fiona Grace Hannah Maeve Nora Orla Ruth Sinead",
        "Aidan Brian Conor Declan Eoin Finn James Liam Mark Niall Patrick Sean",
        "Brennan Byrne Doyle Fallon Gallagher Hayes Kearney Lynch Moore Nolan Quinn Walsh",
    ),
    "lt": _names(
        "Agnė Austėja Daiva Eglė Gintarė Ieva Jurga Kristina Lina Rasa Rūta Živilė",
        "Andrius Darius Gediminas Jonas Karolis Linas Mantas Paulius Rokas Saulius Tomas Vytautas",
        "Kazlauskas/Kazlauskienė Petrauskas/Petrauskaitė Jankauskas/Jankauskaitė "
        "Žukauskas/Žukauskienė Butkus/Butkutė Paulauskas/Paulauskienė Urbonas/Urbonaitė "
        "Kavaliauskas/Kavaliauskienė Šimkus/Šimkutė Čepas/Čepaitė Mažeika/Mažeikaitė",
    ),
    "sr": _names(
        "Ана Биљана Драгана Ивана Јелена Љиљана Марија Милица Наташа Сања Тамара Снежана",
        "Александар Бојан Дејан Горан Иван Јован Лука Марко Немања Стефан Урош Владимир",
        "Јовановић Петровић Николић Марковић Ђорђевић Стојановић Илић Павловић Живковић Чолић Његован",
    ),
    "hu": _names(
        "Anna Boglárka Dóra Emese Eszter Fanni Ildikó Judit Katalin Lilla Noémi Zsófia",
        "Ádám Balázs Bence Csaba Dániel Gábor Gergely István László Máté Péter Zoltán",
        "Nagy Kovács Tóth Szabó Horváth Varga Kiss Molnár Németh Farkas Balogh Szűcs",
    ),
    "es": _names(
        "Ainhoa Begoña Carmen Elena Inés Laura Lucía Marta Nuria Pilar Rocío Sonia",
        "Álvaro Andrés Carlos Diego Javier Jorge Luis Manuel Miguel Pablo Rubén Sergio",
        "García Fernández Muñoz Ibáñez López Martín Núñez Ortega Peña Romero Sanz Vidal",
    ),
    "ru": _names(
        "Айгуль Анна Вера Галина Дарья Екатерина Ирина Лариса Мария Ольга Светлана Татьяна",
        "Алексей Андрей Дмитрий Евгений Игорь Максим Михаил Николай Олег Руслан Сергей Тимур",
        "Иванов/Иванова Смирнов/Смирнова Кузнецов/Кузнецова Ахметов/Ахметова Попов/Попова "
        "Соколов/Соколова Лебедев/Лебедева Ким/Ким Морозов/Морозова Волков/Волкова",
    ),
}
TAGS = {
    "late": _("courier"),
    "lost": _("courier"),
    "where_is_it": _("courier"),
    "damaged": _("breakage"),
    "defective": _("warranty"),
    "missing_part": _("spare parts"),
    "wrong_item": _("warehouse"),
    "not_as_described": _("product page"),
    "billing": _("accounts"),
    "return": _("returns"),
}
"""Kind → the tag such cases get, in the language of whoever loads them."""
