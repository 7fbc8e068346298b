"""Which column of a file is which field of ours, guessed from the names people give columns in eight languages."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from makegood.kernel.text import Phrase, _, folded


@dataclass(frozen=True)
class Field:
    """Something a file can tell of an order, customer or product. `names` are columns' names for it, as they are compared."""

    name: str
    label: Phrase
    names: tuple[str, ...]


def compared(name: str) -> str:
    """A column's name without case, accents and signs: "Order_No." → "order no"."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(re.sub(r"[\W_]+", " ", folded(apart)).split())


def _field(name: str, label: Phrase, names: str) -> Field:
    return Field(name, label, tuple(compared(part) for part in names.split("|")))


EMAIL = "email|e-mail|mail|e-mail address|email address|posta elettronica|indirizzo email|el. paštas|el paštas|elektroninis paštas|epaštas|е-пошта|епошта|имејл|мејл|e-pošta|imejl|mejl|e-mail cím|email cím|correo|correo electrónico|dirección de correo|почта|эл. почта|электронная почта|емейл|имейл|billing email|customer email|email cliente|buyer email|contact email|kliento el. paštas|имејл купца|vevő email|email del cliente|почта клиента|customer.email|billing.email|shipping email"
PHONE = "phone|phone number|telephone|mobile|cell|telefono|cellulare|numero di telefono|telefonas|tel. nr.|telefono numeris|mobilus|телефон|број телефона|мобилни|telefon|broj telefona|mobilni|telefonszám|mobil|teléfono|móvil|número de teléfono|номер телефона|тел|tel|billing phone|shipping phone|customer phone|customer.phone|мобильный"
FULL_NAME = "customer|customer name|name of customer|full name|buyer|client|recipient|cliente|nome cliente|nome e cognome|nominativo|acquirente|destinatario|klientas|pirkėjas|kliento vardas|vardas pavardė|vardas ir pavardė|gavėjas|купац|име и презиме|име купца|kupac|ime i prezime|ime kupca|vevő|vevő neve|ügyfél|teljes név|név|nombre completo|nombre y apellidos|nombre del cliente|comprador|покупатель|клиент|имя клиента|фио|получатель|имя и фамилия|billing name|shipping name|ship name|customer.name|client name"
FIRST_NAME = "first name|given name|firstname|forename|nome|vardas|име|ime|keresztnév|utónév|nombre|имя|billing first name|shipping first name|customer.first name"
LAST_NAME = "last name|surname|family name|lastname|cognome|pavardė|презиме|prezime|vezetéknév|családnév|apellido|apellidos|фамилия|billing last name|shipping last name|customer.last name"
LANGUAGE = "language|locale|lingua|kalba|језик|jezik|nyelv|idioma|язык|customer.language|customer locale|lang"
COUNTRY = "country|country code|paese|nazione|stato paese|šalis|земља|држава|zemlja|država|ország|país|страна|billing country|shipping country|ship country|customer.country|address.country"
STREET = "address|street|address 1|address line 1|indirizzo|via|adresas|gatvė|адреса|улица|adresa|ulica|cím|utca|dirección|calle|адрес|shipping address|shipping street|shipping address1|billing address1|address.street"
STREET_TWO = "address 2|address line 2|shipping address2|billing address2|indirizzo 2|dirección 2|address.street2"
POSTCODE = "postcode|postal code|zip|zip code|cap|codice postale|pašto kodas|поштански број|poštanski broj|irányítószám|código postal|индекс|почтовый индекс|shipping zip|billing zip|address.postcode"
CITY = "city|town|città|comune|miestas|град|место|grad|mesto|város|település|ciudad|localidad|población|город|shipping city|billing city|ship city|address.city"
REGION = "region|state|province|regione|provincia|apskritis|регион|област|okrug|megye|región|область|shipping province|billing province|address.region"
SKU = "sku|article|article number|item number|product code|item code|codice|codice articolo|codice prodotto|prekės kodas|artikulas|шифра|шифра артикла|артикл|šifra|šifra artikla|artikal|cikkszám|termékkód|referencia|código|código de producto|артикул|код товара|lineitem sku|lines.sku|line sku|items.sku|product sku"
PRODUCT_NAME = "product|item|item name|product name|title|description|articolo|prodotto|nome prodotto|descrizione|prekė|prekės pavadinimas|pavadinimas|назив|назив артикла|производ|naziv|naziv artikla|proizvod|termék|termék neve|megnevezés|producto|nombre del producto|artículo|descripción|товар|название|наименование|название товара|lineitem name|lines.name|line name|items.name"
PRICE = "price|unit price|item price|prezzo|prezzo unitario|kaina|vieneto kaina|цена|cena|ár|egységár|precio|precio unitario|цена за штуку|lineitem price|lines.price|line price|items.price"
SUPPLIER = "supplier|vendor|manufacturer|brand|fornitore|produttore|marca|tiekėjas|gamintojas|добављач|произвођач|dobavljač|proizvođač|beszállító|gyártó|szállító cég|proveedor|fabricante|поставщик|производитель|lineitem vendor|lines.supplier"

CUSTOMER_FIELDS = (
    _field("email", _("E-mail"), EMAIL),
    _field("phone", _("Phone"), PHONE),
    _field("name", _("Name"), FULL_NAME + "|name|nome completo"),
    _field("first_name", _("First name"), FIRST_NAME),
    _field("last_name", _("Last name"), LAST_NAME),
    _field("language", _("Language"), LANGUAGE),
    _field("country", _("Country"), COUNTRY),
    _field(
        "note",
        _("Note"),
        "note|notes|comment|nota|pastaba|напомена|napomena|megjegyzés|notas|comentario|примечание|заметка",
    ),
    _field(
        "group",
        _("Customer group"),
        "group|customer group|tier|loyalty tier|segment|gruppo|gruppo cliente|livello|grupė|kliento grupė|група|група купаца|grupa|grupa kupaca|csoport|vevőcsoport|grupo|grupo de cliente|nivel|группа|группа клиента|customer.group|customer group code",
    ),
)
PRODUCT_FIELDS = (
    _field("sku", _("Article number"), SKU + "|id|variant sku"),
    _field("name", _("Product"), PRODUCT_NAME + "|name|nome|nombre|név"),
    _field("price", _("Price"), PRICE + "|variant price"),
    _field("supplier", _("Supplier"), SUPPLIER),
    _field(
        "warranty_months",
        _("Warranty in months"),
        "warranty|warranty months|guarantee|garanzia|garanzia mesi|garantija|garantija mėn|гаранција|garancija|garancia|garancia hónap|jótállás|garantía|garantía meses|гарантия|гарантия мес|warranty in months",
    ),
)
ORDER_FIELDS = (
    _field(
        "number",
        _("Order number"),
        "order number|order no|order nr|order id|order|number|increment id|reference|ordine|numero ordine|n ordine|nr ordine|id ordine|riferimento|užsakymas|užsakymo nr|užsakymo numeris|numeris|поруџбина|број поруџбине|број|porudžbina|broj porudžbine|broj|rendelés|rendelésszám|rendelés száma|rendelési szám|azonosító|pedido|número de pedido|n pedido|nº pedido|id pedido|referencia pedido|заказ|номер заказа|номер|№ заказа|order name|order reference",
    ),
    _field(
        "placed_at",
        _("Ordered on"),
        "date|order date|placed at|ordered at|ordered on|created|created at|purchase date|paid at|data|data ordine|data acquisto|užsakymo data|užsakyta|датум|датум поруџбине|datum|datum porudžbine|dátum|rendelés dátuma|rendelés ideje|fecha|fecha de pedido|fecha pedido|fecha de compra|дата|дата заказа|создан",
    ),
    _field(
        "state",
        _("State"),
        "status|order status|fulfillment status|stato|stato ordine|būsena|статус|стање|stanje|státusz|állapot|rendelés állapota|estado|estado del pedido|статус заказа|состояние|financial status",
    ),
    _field(
        "currency",
        _("Currency"),
        "currency|valuta|валута|pénznem|deviza|moneda|divisa|валюта|currency code",
    ),
    _field(
        "total",
        _("Total"),
        "total|order total|grand total|amount|totale|totale ordine|importo|suma|viso|iš viso|bendra suma|укупно|износ|укупан износ|ukupno|iznos|végösszeg|összesen|összeg|importe|total pedido|итого|сумма|всего|сумма заказа|total price",
    ),
    _field(
        "delivered_at",
        _("Delivered on"),
        "delivered|delivered at|delivered on|delivery date|consegnato|consegnato il|data consegna|pristatyta|pristatymo data|испоручено|датум испоруке|isporučeno|datum isporuke|kézbesítve|kézbesítés dátuma|entregado|fecha de entrega|доставлен|дата доставки",
    ),
    _field("customer_email", _("Customer's e-mail"), EMAIL),
    _field("customer_phone", _("Customer's phone"), PHONE),
    _field("customer_name", _("Customer's name"), FULL_NAME),
    _field("customer_first_name", _("Customer's first name"), FIRST_NAME),
    _field("customer_last_name", _("Customer's last name"), LAST_NAME),
    _field("language", _("Language"), LANGUAGE),
    _field("street", _("Street"), STREET),
    _field("street2", _("Street, second line"), STREET_TWO),
    _field("postcode", _("Postcode"), POSTCODE),
    _field("city", _("City"), CITY),
    _field("region", _("Region"), REGION),
    _field("country", _("Country"), COUNTRY),
    _field("line_sku", _("Article number"), SKU),
    _field("line_name", _("Product"), PRODUCT_NAME),
    _field(
        "line_quantity",
        _("Pieces"),
        "quantity|qty|pieces|pcs|quantità|qtà|pezzi|kiekis|vnt|количина|ком|količina|kom|mennyiség|darab|db|cantidad|unidades|uds|количество|кол-во|шт|lineitem quantity|lines.quantity|line quantity|items.quantity",
    ),
    _field("line_price", _("Price of a piece"), PRICE),
    _field("supplier", _("Supplier"), SUPPLIER),
    _field(
        "parcel_number",
        _("Parcel number"),
        "tracking|tracking number|tracking no|tracking code|parcel|parcel number|shipment number|numero di tracking|codice tracking|numero spedizione|tracking spedizione|lettera di vettura|siuntos numeris|siuntos nr|siunta|sekimo numeris|број пошиљке|пошиљка|код за праћење|broj pošiljke|pošiljka|kod za praćenje|csomagszám|nyomkövetési szám|nyomkövetés|csomag|número de seguimiento|seguimiento|localizador|número de envío|трек|трек-номер|трек номер|номер отправления|номер посылки|parcels.number|parcels.tracking_number|shipment.tracking number|awb",
    ),
    _field(
        "carrier",
        _("Carrier"),
        "carrier|courier|shipping company|shipped with|corriere|vettore|spedizioniere|vežėjas|kurjeris|siuntų tarnyba|курирска служба|превозник|курир|kurirska služba|prevoznik|kurir|futár|futárszolgálat|szállító|transportista|mensajería|empresa de transporte|перевозчик|служба доставки|курьер|parcels.carrier|tracking company",
    ),
    _field(
        "shipped_at",
        _("Shipped on"),
        "shipped|shipped at|shipped on|ship date|shipping date|dispatched|fulfilled at|spedito|spedito il|data spedizione|išsiųsta|išsiuntimo data|послато|датум слања|poslato|datum slanja|feladva|feladás dátuma|szállítás dátuma|enviado|fecha de envío|отправлен|отправлено|дата отправки|parcels.shipped_at",
    ),
    _field(
        "expected_at",
        _("Expected on"),
        "expected|expected at|expected on|eta|estimated delivery|consegna prevista|numatoma data|numatomas pristatymas|очекивано|očekivano|várható|várható kézbesítés|entrega prevista|entrega estimada|ожидается|ожидаемая дата|parcels.expected_at",
    ),
    _field(
        "parcel_delivered_at",
        _("Parcel delivered on"),
        "parcel delivered|parcel delivered at|parcels.delivered_at|parcel delivery date",
    ),
)
FIELDS: dict[str, tuple[Field, ...]] = {
    "orders": ORDER_FIELDS,
    "customers": CUSTOMER_FIELDS,
    "products": PRODUCT_FIELDS,
}
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "orders": (("number",),),
    "customers": (("email", "phone"),),
    "products": (("sku",), ("name",)),
}
"""Of each group, at least one must be mapped."""


def columns_key(columns: Iterable[str]) -> str:
    """What a set of columns is remembered by, whatever their order."""
    return hashlib.sha256("\x1f".join(sorted(columns)).encode()).hexdigest()


def guess(kind: str, columns: Iterable[str]) -> dict[str, str]:
    """Our field → the file's column. A column is used once; the closest name wins, the earlier field on a tie."""
    compare = {column: _bare(compared(column)) for column in columns}
    found: dict[str, str] = {}
    if kind == "orders" and any(name.startswith("lineitem") for name in compare.values()):
        # Shopify's export calls the order's number just "Name".
        found |= dict(
            [("number", column) for column, name in compare.items() if name == "name"][:1]
        )
    for closeness in (_is_same, _is_within):
        for entry in FIELDS[kind]:
            if entry.name not in found and (column := _best(entry, compare, found, closeness)):
                found[entry.name] = column
    return found


def lacking(kind: str, mapping: Mapping[str, str]) -> list[tuple[Phrase, ...]]:
    """What must still be mapped before the file can be taken: of each group, one."""
    labels = {entry.name: entry.label for entry in FIELDS[kind]}
    return [
        tuple(labels[name] for name in group)
        for group in NEEDED[kind]
        if not any(mapping.get(name) for name in group)
    ]


def _bare(name: str) -> str:
    """Without the words a column adds to say what it holds: "price eur" is price."""
    return re.sub(r"\s+(?:eur|usd|rsd|huf|rub|gbp|din|ft|mm|hh|yyyy|dd)\b", "", name)


def _best(
    entry: Field,
    compare: Mapping[str, str],
    found: Mapping[str, str],
    closeness: Callable[[str, str], bool],
) -> str | None:
    taken = set(found.values())
    for name in entry.names:
        for column, other in compare.items():
            if column not in taken and closeness(name, other):
                return column
    return None


def _is_same(name: str, other: str) -> bool:
    return name == other


def _is_within(name: str, other: str) -> bool:
    """Every word of a name of two words or more stands in the column's, in order: "Order number (shop)"."""
    return " " in name and f" {name} " in f" {other} "
