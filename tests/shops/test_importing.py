"""Taking in files."""

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import numbers

from makegood.kernel.errors import BadInput
from makegood.kernel.models import Happening
from makegood.people.models import Customer, Identity
from makegood.shops.actions import importing
from makegood.shops.actions.importing import begin_import, carry_out, import_file, look_at_path
from makegood.shops.actions.opening import open_shop
from makegood.shops.models import ImportRun, Line, Order, Parcel, Product, Shop, Supplier

pytestmark = pytest.mark.django_db

FIGURES = ("created", "changed", "unchanged", "refused")


@pytest.fixture
def shop() -> Shop:
    return open_shop("Hearth", "IT", ["it", "hu", "lt"])


def take(
    shop: Shop, tmp_path: Path, content: bytes | str, kind: str = "orders", **options: object
) -> ImportRun:
    path = tmp_path / "file.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return import_file(shop, kind, path, **options)  # type: ignore[arg-type]


def figures(run: ImportRun) -> tuple[int, ...]:
    run.refresh_from_db()
    assert run.error == ""
    return tuple(getattr(run, name) for name in FIGURES)


def refused(run: ImportRun) -> list[dict[str, str]]:
    text = importing.refused_rows(run).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


ORDERS = """Numero ordine;Data ordine;Nome cliente;E-mail;Telefono;SKU;Prodotto;Quantità;Prezzo;Tracking;Corriere;Fornitore
HL-1;04/05/2025 14:30;Ada Riva;ada@mail.test;347 123 4567;MUG-1;Tazza;2;12,50;BRT001;BRT;Ceramiche Sud
HL-1;04/05/2025 14:30;Ada Riva;ada@mail.test;347 123 4567;LAMP-1;Lampada;1;1.049,00;BRT001;BRT;Luce
HL-2;25/05/2025;Bo Neri;bo@mail.test;;MUG-1;Tazza;1;12,50;;;
"""


def test_orders_land_with_lines_parcels_suppliers_and_buyers(shop: Shop, tmp_path: Path) -> None:
    run = take(shop, tmp_path, ORDERS)

    assert figures(run) == (2, 0, 0, 0)
    order = Order.objects.get(number="HL-1")
    assert order.placed_at == datetime(2025, 5, 4, 12, 30, tzinfo=UTC)
    assert order.total_minor == 2 * 1250 + 104900
    lines = [
        (x.position, x.sku, x.name, x.quantity, x.price_minor)
        for x in order.lines.order_by("position")
    ]
    assert lines == [(1, "MUG-1", "Tazza", 2, 1250), (2, "LAMP-1", "Lampada", 1, 104900)]
    parcel = order.parcels.get()
    assert (parcel.number, parcel.carrier, parcel.lines.count()) == ("BRT001", "BRT", 2)
    assert Product.objects.get(sku="LAMP-1").supplier == Supplier.objects.get(name="Luce")
    assert order.customer is not None
    assert order.customer.name == "Ada Riva"
    values = set(order.customer.identities.values_list("value", flat=True))
    assert values == {"ada@mail.test", "+393471234567"}
    assert order.said["rows"][0]["Prezzo"] == "12,50"


def test_running_it_twice_changes_nothing(shop: Shop, tmp_path: Path) -> None:
    take(shop, tmp_path, ORDERS)
    before = [
        list(m.objects.order_by("pk").values())
        for m in (Order, Line, Parcel, Customer, Identity, Product)
    ]

    run = take(shop, tmp_path, ORDERS)

    assert figures(run) == (0, 0, 2, 0)
    assert before == [
        list(m.objects.order_by("pk").values())
        for m in (Order, Line, Parcel, Customer, Identity, Product)
    ]


def test_zeros_that_a_spreadsheet_ate_make_no_second_order(shop: Shop, tmp_path: Path) -> None:
    take(
        shop, tmp_path, "Numero ordine;Data;Totale\n00123;03/11/2026;10,00\n0044;03/11/2026;1,00\n"
    )
    take(shop, tmp_path, "sku;name\n00077;Tazza\n", "products")

    eaten = (
        "Numero ordine;Data;Totale\n123;03/11/2026;12,00\n44;03/11/2026;1,00\n45;03/11/2026;2,00\n"
    )
    assert figures(take(shop, tmp_path, eaten)) == (1, 1, 1, 0)
    assert figures(take(shop, tmp_path, "sku;name\n77;Tazza\n", "products")) == (0, 0, 1, 0)
    assert set(Order.objects.values_list("number", flat=True)) == {"00123", "0044", "45"}
    assert Product.objects.get().sku == "00077"


def test_a_line_finds_its_product_whose_zeros_a_spreadsheet_ate(shop: Shop, tmp_path: Path) -> None:
    head = "Numero ordine;Data;SKU;Prodotto;Quantità;Prezzo\n"
    take(shop, tmp_path, "sku;name\n00077;Tazza\n", "products")
    take(shop, tmp_path, f"{head}N-1;03/11/2026;00077;Tazza;1;5,00\n")

    eaten = (
        f"{head}N-1;03/11/2026;77;Tazza;1;5,00\nN-2;03/11/2026;77;Tazza;2;5,00\n"
        "N-2;03/11/2026;78;Vaso;1;9,00\n"
    )
    assert figures(take(shop, tmp_path, eaten)) == (1, 0, 1, 0)

    lines = Line.objects.order_by("order__number", "position").values_list("sku", "product__sku")
    assert list(lines) == [("00077", "00077"), ("00077", "00077"), ("78", "78")]
    assert set(Product.objects.values_list("sku", flat=True)) == {"00077", "78"}


def test_a_number_that_stands_for_two_with_zeros_is_a_new_one(shop: Shop, tmp_path: Path) -> None:
    head = "Numero ordine;Data;Totale\n"
    take(shop, tmp_path, f"{head}0123;03/11/2026;1,00\n00123;03/11/2026;1,00\n")

    assert figures(take(shop, tmp_path, f"{head}123;03/11/2026;1,00\n")) == (1, 0, 0, 0)


ABROAD = "8 (912) 345-67-89"
"""Written as in Russia, which a shop in Italy does not know to be one."""


def test_a_phone_that_cannot_be_read_is_kept_as_written_and_told(
    shop: Shop, tmp_path: Path
) -> None:
    file = (
        "Nome;E-mail;Telefono;Nota\n"
        f"Ada;ada@mail.test;{ABROAD};x\nBo;bo@mail.test;347 123 4567;\nIvo;ivo@mail.test;chiedere;\n"
    )

    run = take(shop, tmp_path, file, "customers")

    assert figures(run) == (3, 0, 0, 0)
    assert (run.unread_phones, run.unread_examples) == (1, [[2, ABROAD]])
    ada = Customer.objects.get(name="Ada")
    kept = ada.identities.get(kind="phone")
    assert (kept.value, kept.raw) == ("89123456789", ABROAD)
    again = take(shop, tmp_path, file, "customers")
    assert (figures(again), again.unread_phones) == ((0, 0, 3, 0), 1)


def test_an_order_keeps_it_too_and_nobody_is_recognised_by_it(shop: Shop, tmp_path: Path) -> None:
    head = "Numero ordine;Data;Nome cliente;E-mail;Telefono\n"
    rows = f"N-1;03/11/2026;Ada;ada@mail.test;{ABROAD}\nN-2;03/11/2026;Eva;;{ABROAD}\n"

    run = take(shop, tmp_path, head + rows)

    assert (figures(run), run.unread_phones) == ((2, 0, 0, 0), 2)
    assert Customer.objects.get().identities.filter(raw=ABROAD).exists()
    assert Order.objects.get(number="N-2").customer is None


def test_a_customer_with_nothing_but_such_a_phone_is_refused_with_what_to_do(
    shop: Shop, tmp_path: Path
) -> None:
    run = take(shop, tmp_path, f"Nome;E-mail;Telefono\nAda;;{ABROAD}\n", "customers")

    assert figures(run) == (0, 0, 0, 1)
    assert ABROAD in refused(run)[0]["Motivo"]
    assert not Customer.objects.exists()


def test_a_changed_row_changes_its_order_alone(shop: Shop, tmp_path: Path) -> None:
    take(shop, tmp_path, ORDERS)

    run = take(
        shop,
        tmp_path,
        ORDERS.replace(
            "HL-2;25/05/2025;Bo Neri;bo@mail.test;;MUG-1;Tazza;1",
            "HL-2;25/05/2025;Bo Neri;bo@mail.test;;MUG-1;Tazza;3",
        ),
    )

    assert figures(run) == (0, 1, 1, 0)
    assert Line.objects.get(order__number="HL-2").quantity == 3


def test_a_dry_run_tells_the_same_and_leaves_nothing(shop: Shop, tmp_path: Path) -> None:
    run = take(shop, tmp_path, ORDERS, is_dry=True)

    assert figures(run) == (2, 0, 0, 0)
    assert not Order.objects.exists()
    assert not Customer.objects.exists()


def test_lines_of_an_order_may_be_scattered_over_the_file(shop: Shop, tmp_path: Path) -> None:
    rows = ["order;date;sku;product;qty;price"]
    rows += [f"A-{n % 40};2025-03-01;S-{n};Thing {n};1;1,00" for n in range(200)]

    run = take(shop, tmp_path, "\n".join(rows))

    assert figures(run) == (40, 0, 0, 0)
    skus = (
        Line.objects.filter(order__number="A-7").order_by("position").values_list("sku", flat=True)
    )
    assert list(skus) == ["S-7", "S-47", "S-87", "S-127", "S-167"]
    assert figures(take(shop, tmp_path, "\n".join(rows))) == (0, 0, 40, 0)


def test_rows_that_name_their_order_only_once_belong_to_it(shop: Shop, tmp_path: Path) -> None:
    run = take(
        shop,
        tmp_path,
        "Name,Email,Created at,Total,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku\n"
        "#1001,a@mail.test,2025-03-04 10:00:00 +0100,30.00,1,Mug,10.00,M\n"
        ",,,,2,Bowl,10.00,B\n"
        "#1002,b@mail.test,2025-03-05 10:00:00 +0100,10.00,1,Mug,10.00,M\n",
    )

    assert figures(run) == (2, 0, 0, 0)
    assert Order.objects.get(number_key="1001").lines.count() == 2
    assert Order.objects.get(number_key="1001").placed_at == datetime(2025, 3, 4, 9, tzinfo=UTC)


def test_rows_that_fail_go_to_a_file_with_the_reason_and_the_rest_lands(
    shop: Shop, tmp_path: Path
) -> None:
    run = take(
        shop,
        tmp_path,
        "Numero ordine;Data;E-mail;SKU;Prodotto;Quantità;Prezzo\n"
        "HL-1;04/05/2025;ada@mail.test;M;Tazza;1;12,50\n"
        "HL-2;31/31/2025;bo@mail.test;M;Tazza;1;12,50\n"
        "1,00235E+11;04/05/2025;cy@mail.test;M;Tazza;1;12,50\n"
        ";04/05/2025;di@mail.test;;;;\n"
        "HL-5;04/05/2025;ed at mail;M;Tazza;1;12,50\n"
        "HL-6;04/05/2025;fi@mail.test;M;Tazza;1;12,50\n"
        "HL-6;04/05/2025;fi@mail.test;B;Ciotola;molti;9,00\n"
        "HL-7;04/05/2025;=cmd|' /C calc'!A0;M;Tazza;1;12,50\n"
        "HL-8;04/05/2025;gi@mail.test;M;Tazza;1;12,50;x;y\n",
    )

    assert figures(run) == (1, 0, 0, 8)
    rows = refused(run)
    assert [row["Numero ordine"] for row in rows] == [
        "HL-2",
        "1,00235E+11",
        "",
        "HL-5",
        "HL-6",
        "HL-6",
        "HL-7",
        "HL-8",
    ]
    reasons = [list(row.values())[-1] for row in rows]
    assert all(reasons)
    assert "31/31/2025" in reasons[0]
    assert "molti" in reasons[5]
    assert reasons[4] != reasons[5]
    assert "molti" in reasons[4]
    assert rows[6]["E-mail"].startswith("'=")
    assert Order.objects.get().number == "HL-1"
    assert Customer.objects.count() == 1


def test_the_refused_file_can_be_mended_and_taken_in_again(shop: Shop, tmp_path: Path) -> None:
    run = take(shop, tmp_path, "Numero ordine;Data;SKU;Prodotto\nHL-1;99/99/2025;M;Tazza\n")

    mended = importing.refused_rows(run).decode("utf-8-sig").replace("99/99/2025", "09/09/2025", 1)

    assert figures(take(shop, tmp_path, mended))[0] == 1


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "Žemaitė Šeškinė"),
        ("utf-8-sig", "Кирил Ђорђевић"),
        ("utf-16", "Őri Gyöngyvér"),
        ("utf-16-le", "Őri Gyöngyvér"),
        ("windows-1250", "Győző Szűcs"),
        ("windows-1251", "Ольга Журавлёва"),
        ("windows-1252", "Nicolò Muñoz"),
        ("windows-1257", "Žydrūnė Šaulienė"),
        ("iso-8859-2", "Željko Šućurović"),
    ],
)
def test_every_alphabet_is_recognised(shop: Shop, tmp_path: Path, encoding: str, name: str) -> None:
    content = f"nome;email\r\n{name};one@mail.test\r\n{name};two@mail.test\r\n"

    run = take(shop, tmp_path, content.encode(encoding), "customers")

    assert figures(run) == (2, 0, 0, 0)
    assert set(Customer.objects.values_list("name", flat=True)) == {name}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_is_recognised(shop: Shop, tmp_path: Path, delimiter: str) -> None:
    rows = [
        ["sku", "name", "price"],
        ["A", 'Bowl, "large"; deep', "1.234,50"],
        ["B", "Mug\nwith handle", "9,00"],
    ]
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)

    run = take(shop, tmp_path, file.getvalue(), "products")

    assert figures(run) == (2, 0, 0, 0)
    product = Product.objects.get(sku="A")
    assert (product.name, product.price_minor) == ('Bowl, "large"; deep', 123450)
    assert Product.objects.get(sku="B").name == "Mug with handle"


def test_excel_says_its_delimiter_in_a_first_line(shop: Shop, tmp_path: Path) -> None:
    assert figures(take(shop, tmp_path, "sep=;\nsku;name\nA;Bowl, large\n", "products"))[0] == 1


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (["03/04/2025", "25/04/2025"], datetime(2025, 4, 3, 10, tzinfo=UTC)),
        (["03/04/2025", "04/25/2025"], datetime(2025, 3, 4, 11, tzinfo=UTC)),
        (["03/04/2025"], datetime(2025, 4, 3, 10, tzinfo=UTC)),
        (["2025. április 3."], datetime(2025, 4, 3, 10, tzinfo=UTC)),
        (["2025 m. balandžio 3 d."], datetime(2025, 4, 3, 10, tzinfo=UTC)),
        (["45750,5"], datetime(2025, 4, 3, 10, tzinfo=UTC)),
    ],
)
def test_day_and_month_are_told_apart_by_the_whole_file(
    shop: Shop, tmp_path: Path, days: list[str], first: datetime
) -> None:
    rows = "".join(f'O-{n},"{day}",M,Mug\n' for n, day in enumerate(days))

    take(shop, tmp_path, f"order,date,sku,product\n{rows}")

    assert Order.objects.get(number="O-0").placed_at == first
    assert Order.objects.count() == len(days)


@pytest.mark.parametrize(
    ("prices", "minor"),
    [
        (["1.234", "5,50"], 123400),
        (["1.234", "5.50"], 123),
        (["1.234"], 123400),
        (["1 234,00 €"], 123400),
        (["€ 1,234.00"], 123400),
        (["-4,50"], -450),
    ],
)
def test_decimal_signs_are_told_apart_by_the_whole_file(
    shop: Shop, tmp_path: Path, prices: list[str], minor: int
) -> None:
    rows = "".join(f"S-{n};Mug;{price}\n" for n, price in enumerate(prices))

    take(shop, tmp_path, f"sku;name;price\n{rows}", "products")

    assert Product.objects.get(sku="S-0").price_minor == minor


def workbook(rows: list[list[object]]) -> Workbook:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    return book


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_what_excel_did_to_numbers_and_dates_is_undone(shop: Shop, tmp_path: Path) -> None:
    book = workbook(
        [
            ["Ordini maggio 2025"],
            ["Numero ordine", "Data", "Telefono", "E-mail", "SKU", "Prodotto", "Prezzo"],
            [1001.0, datetime(2025, 5, 4), 3471234567, "a@mail.test", 42, "Tazza", 12.5],
            [123, date(2025, 5, 5), 393471234568, "b@mail.test", "0042", "Tazza", 9],
            [123456789012345678, date(2025, 5, 5), None, "c@mail.test", "X", "Tazza", 9],
        ]
    )
    sheet = book.active
    assert sheet is not None
    sheet["A4"].number_format = "00000"
    sheet["E3"].number_format = numbers.FORMAT_NUMBER
    content = saved(book)

    run = take(shop, tmp_path, content)

    assert figures(run) == (2, 0, 0, 1)
    assert sorted(Order.objects.values_list("number", flat=True)) == ["00123", "1001"]
    assert Order.objects.get(number="1001").placed_at == datetime(2025, 5, 4, 10, tzinfo=UTC)
    phones = Identity.objects.filter(kind="phone").values_list("value", flat=True)
    assert sorted(phones) == ["+393471234567", "+393471234568"]
    assert sorted(Product.objects.values_list("sku", flat=True)) == ["0042", "42"]
    assert figures(take(shop, tmp_path, content)) == (0, 0, 2, 1)


def test_merged_cells_speak_for_all_their_rows(shop: Shop, tmp_path: Path) -> None:
    book = workbook(
        [
            ["Supplier", "SKU", "Product", "Price"],
            ["Ceramiche Sud", "A", "Mug", 1],
            [None, "B", "Bowl", 2],
            ["Luce", "C", "Lamp", 3],
        ]
    )
    assert book.active is not None
    book.active.merge_cells("A2:A3")

    take(shop, tmp_path, saved(book), "products")

    found = dict(Product.objects.values_list("sku", "supplier__name"))
    assert found == {"A": "Ceramiche Sud", "B": "Ceramiche Sud", "C": "Luce"}


def test_json_lines_with_nested_lines_and_parcels_land(shop: Shop, tmp_path: Path) -> None:
    order = {
        "number": "J-1",
        "placed_at": "2025-05-04T10:00:00Z",
        "customer": {"email": "a@mail.test", "name": "Ada"},
        "lines": [
            {"sku": "A", "name": "Mug", "quantity": 2, "price": 5},
            {"sku": "B", "name": "Bowl", "quantity": 1, "price": 7.5},
        ],
        "parcels": [{"number": "P1", "carrier": "DPD", "delivered_at": "2025-05-08"}],
    }

    run = take(shop, tmp_path, json.dumps(order) + "\n{broken\n[1]\n")

    assert figures(run) == (1, 0, 0, 2)
    found = Order.objects.get()
    assert (found.total_minor, found.lines.count(), found.parcels.get().state) == (
        1750,
        2,
        "delivered",
    )
    assert found.delivered_at == datetime(2025, 5, 8, 10, tzinfo=UTC)


def test_a_file_of_parcels_alone_leaves_the_orders_be(shop: Shop, tmp_path: Path) -> None:
    take(shop, tmp_path, ORDERS)

    run = take(
        shop,
        tmp_path,
        "order;tracking;carrier;shipped\nHL-2;GLS9;GLS;2025-05-27\nHL-9;GLS8;GLS;2025-05-27\n",
    )

    assert figures(run) == (0, 1, 0, 1)
    order = Order.objects.get(number="HL-2")
    assert order.lines.count() == 1
    assert order.parcels.get().state == "in_transit"


def test_the_mapping_is_guessed_then_remembered_by_the_columns(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Ref X;Quando;Cosa\nA-1;2025-03-01;Mug\n")
    assert look_at_path(shop, "orders", path).lacking != []

    mapping = {"number": "Ref X", "placed_at": "Quando", "line_name": "Cosa"}
    import_file(shop, "orders", path, mapping=mapping)
    glance = look_at_path(shop, "orders", path)

    assert (glance.is_remembered, glance.mapping, glance.lacking) == (True, mapping, [])
    assert glance.rows == [["A-1", "2025-03-01", "Mug"]]


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (b"", "file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old excel", "file"),
        (b"PK\x03\x04 not really a workbook", "file"),
        (b"colour,size\nred,1\n", "mapping"),
        (b"[1, 2]", "mapping"),
        (b'email,name\n"never closed,' + b"x" * 1_100_000, "file"),
    ],
)
def test_what_is_no_table_is_refused_before_anything_starts(
    shop: Shop, tmp_path: Path, content: bytes, field: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        take(shop, tmp_path, content)

    assert refusal.value.field == field
    assert not ImportRun.objects.exists()


def test_a_quotation_mark_that_never_closes_ends_the_run_with_a_word(
    shop: Shop, tmp_path: Path
) -> None:
    rows = (
        "".join(f"S-{n};Mug\n" for n in range(300))
        + 'S-X;"never closed\n'
        + "S-Y;"
        + "y" * 1_100_000
    )

    run = take(shop, tmp_path, f"sku;name\n{rows}", "products")

    run.refresh_from_db()
    assert "quotation mark" in run.error
    assert run.ended_at is not None


def test_customers_are_recognised_by_address_and_rows_of_one_are_one(
    shop: Shop, tmp_path: Path
) -> None:
    content = (
        "Nome;Cognome;E-mail;Cellulare;Paese;Lingua;Gruppo\n"
        "Ada;Riva;ADA@mail.test;347 123 4567;Italia;italiano;\n"
        "Ada Maria;Riva;ada@mail.test;;IT;;Oro\n"
        "Bo;Riva;bo@mail.test;+39 347 123 4567;;;\n"
        ";;;347 999 8877;;;\n"
        "Nessuno;;;;;;\n"
    )

    run = take(shop, tmp_path, content, "customers")

    assert figures(run) == (3, 0, 0, 1)
    ada = Identity.objects.get(value="ada@mail.test").customer
    assert (ada.name, ada.country, ada.language) == ("Ada Maria Riva", "IT", "it")
    assert ada.group == "Oro"
    assert Identity.objects.get(value="+393471234567").customer == ada
    assert figures(take(shop, tmp_path, content, "customers")) == (0, 0, 3, 1)


def test_an_import_that_was_killed_goes_on_where_it_was(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH_ROWS", 10)
    rows = "".join(
        f"O-{n};2025-03-{n % 28 + 1:02};M;Mug;{'x' if n % 9 == 0 else 1}\n" for n in range(100)
    )
    content = f"order;date;sku;product;qty\n{rows}".encode()
    run = begin_import(shop, None, "orders", "orders.csv", content)

    class Killed(Exception):
        pass

    def kill(run: ImportRun) -> None:
        if run.done >= 40:
            raise Killed

    with pytest.raises(Killed):
        carry_out(run.pk, kill)
    assert Order.objects.count() < 60
    carry_out(run.pk)

    run.refresh_from_db()
    assert (run.rows, run.done, run.created, run.unchanged, run.refused) == (100, 100, 88, 0, 12)
    assert Order.objects.count() == 88
    assert len(refused(run)) == 12
    assert run.refusals.count() == 0


def test_pages_hear_how_far_it_is_and_when_it_is_over(shop: Shop, tmp_path: Path) -> None:
    run = take(shop, tmp_path, ORDERS)

    names = Happening.objects.filter(topic=f"import:{run.pk}").values_list("name", flat=True)
    assert list(names) == ["ImportAdvanced", "ImportEnded"]


def test_a_column_that_is_no_number_is_refused_not_held_in_memory(
    shop: Shop, tmp_path: Path
) -> None:
    rows = "".join(f"same;2025-03-01;S-{n};Mug\n" for n in range(2500))

    run = take(shop, tmp_path, f"order;date;sku;product\n{rows}")

    assert figures(run)[3] >= 1500


def test_a_line_without_a_price_is_not_one_that_cost_nothing(shop: Shop, tmp_path: Path) -> None:
    rows = "order;date;sku;product;qty;price\nA-1;2025-03-01;S-1;Mug;1;\nA-1;2025-03-01;S-2;Gift;1;0,00\n"

    take(shop, tmp_path, rows)

    prices = Line.objects.order_by("position").values_list("price_minor", flat=True)
    assert list(prices) == [None, 0]
    assert figures(take(shop, tmp_path, rows)) == (0, 0, 1, 0)
