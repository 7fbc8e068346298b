"""Reading cells: whatever is written can be read back, whatever is nonsense is refused and never crashes."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import example, given, settings
from hypothesis import strategies as st

from makegood.kernel.money import babel_locale
from makegood.kernel.text import LANGUAGES
from makegood.shops.rules import cells
from makegood.shops.rules.cells import BadCell, Manners
from makegood.shops.rules.columns import FIELDS, guess, lacking

ROME = Manners(decimal=",", zone="Europe/Rome", country="IT")
anything = st.one_of(
    st.text(), st.integers(), st.floats(), st.none(), st.booleans(), st.datetimes(), st.dates()
)


@given(
    amount=st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    language=st.sampled_from(list(LANGUAGES)),
)
def test_an_amount_written_in_any_of_our_languages_is_read_back(
    amount: Decimal, language: str
) -> None:
    text = format_decimal(amount, format="#,##0.00", locale=babel_locale(language))

    decimal = cells.decimal_of([text])

    assert decimal is not None
    assert cells.number(text, Manners(decimal=decimal)) == amount


@given(
    day=st.dates(min_value=date(1991, 1, 1), max_value=date(2099, 12, 30)),
    language=st.sampled_from(list(LANGUAGES)),
    form=st.sampled_from(["medium", "long"]),
)
def test_a_day_written_in_any_of_our_languages_is_read_back(
    day: date, language: str, form: str
) -> None:
    text = format_date(day, format=form, locale=babel_locale(language))

    found = cells.moment(text, ROME)

    assert found is not None
    assert found.astimezone(ZoneInfo("Europe/Rome")).date() == day


@given(at=st.datetimes(min_value=datetime(1991, 1, 1), max_value=datetime(2099, 1, 1)))
def test_an_instant_in_iso_form_is_read_back(at: datetime) -> None:
    exact = at.replace(tzinfo=UTC)

    assert cells.moment(exact.isoformat(), ROME) == exact


@settings(max_examples=300)
@example(cell="1" + "0" * 26)
@given(cell=anything)
def test_no_cell_whatsoever_breaks_a_reader(cell: cells.Cell) -> None:
    for read in (cells.number, cells.moment, cells.count, cells.phone):
        _tolerate(read, cell, ROME)
    for read in (cells.identifier, cells.email, cells.country_code, cells.language_code):
        _tolerate(read, cell)
    _tolerate(cells.minor, cell, "HUF", ROME)
    cells.day_first_of([cell])
    cells.decimal_of([cell])


def _tolerate(read: Callable[..., object], *arguments: object) -> None:
    with suppress(BadCell):
        read(*arguments)


@given(number=st.integers(min_value=10**8, max_value=10**14))
def test_an_order_number_excel_shortened_is_never_made_up(number: int) -> None:
    with pytest.raises(BadCell):
        cells.identifier(f"{number:.3E}")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("861234567", "+37061234567"),
        ("61234567", "+37061234567"),
        ("37061234567", "+37061234567"),
        ("+370 612 34567", "+37061234567"),
        ("00370-612-34567", "+37061234567"),
        ("'+37061234567", "+37061234567"),
        (381641234567, "+381641234567"),
        ("n/a", ""),
        ("12", ""),
    ],
)
def test_a_phone_is_read_however_it_is_written(written: str | int, number: str) -> None:
    assert cells.phone(written, Manners(country="LT")) == number


HEADERS = {
    "en": "Order number,Order date,Customer name,E-mail,Phone,SKU,Product,Quantity,Unit price,Total,Tracking number,Carrier,Supplier",
    "it": "Numero ordine,Data ordine,Nome cliente,E-mail,Telefono,Codice articolo,Prodotto,Quantità,Prezzo unitario,Totale,Codice tracking,Corriere,Fornitore",
    "lt": "Užsakymo Nr.,Užsakymo data,Vardas Pavardė,El. paštas,Telefonas,Prekės kodas,Prekė,Kiekis,Kaina,Iš viso,Siuntos numeris,Vežėjas,Tiekėjas",
    "sr": "Број поруџбине,Датум,Име и презиме,Имејл,Телефон,Шифра артикла,Назив артикла,Количина,Цена,Укупно,Број пошиљке,Курирска служба,Добављач",
    "sr-latn": "Broj porudžbine,Datum,Ime i prezime,Imejl,Telefon,Šifra artikla,Naziv artikla,Količina,Cena,Ukupno,Broj pošiljke,Kurirska služba,Dobavljač",
    "hu": "Rendelésszám,Dátum,Vevő neve,E-mail cím,Telefonszám,Cikkszám,Megnevezés,Mennyiség,Egységár (Ft),Végösszeg,Csomagszám,Futárszolgálat,Beszállító",
    "es": "Nº pedido,Fecha,Nombre completo,Correo electrónico,Teléfono,Referencia,Producto,Cantidad,Precio,Importe,Localizador,Transportista,Proveedor",
    "ru": "Номер заказа,Дата заказа,ФИО,Почта,Телефон,Артикул,Товар,Кол-во,Цена,Сумма,Трек-номер,Служба доставки,Поставщик",
}
ORDER_COLUMNS = "number,placed_at,customer_name,customer_email,customer_phone,line_sku,line_name,line_quantity,line_price,total,parcel_number,carrier,supplier"


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_are_recognised_by_their_names_in_every_language(language: str) -> None:
    names = HEADERS[language].split(",")

    found = guess("orders", names)

    assert found == dict(zip(ORDER_COLUMNS.split(","), names, strict=True))
    assert lacking("orders", found) == []


@given(columns=st.lists(st.text(max_size=20), unique=True), kind=st.sampled_from(list(FIELDS)))
def test_a_column_is_never_used_twice(columns: list[str], kind: str) -> None:
    found = guess(kind, columns)

    assert len(set(found.values())) == len(found)
    assert set(found.values()) <= set(columns)


@pytest.mark.parametrize(
    ("written", "code"), [("UK", "GB"), ("el", "GR"), ("gb", "GB"), ("Regno Unito", "GB")]
)
def test_a_country_is_known_by_the_code_people_write(written: str, code: str) -> None:
    assert cells.country_code(written) == code
