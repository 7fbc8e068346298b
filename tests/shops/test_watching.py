"""Files that somebody puts into a folder."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from makegood.kernel import clock
from makegood.shops.actions.importing import carry_out
from makegood.shops.actions.opening import open_shop
from makegood.shops.actions.watching import watch
from makegood.shops.models import ImportRun, Order, Shop

pytestmark = pytest.mark.django_db

ORDERS = "Order number;Date;Email;Total\n{number};2026-11-02;ann@example.com;10,00\n"


@pytest.fixture
def shop() -> Shop:
    return open_shop("Hearth", "IT", ["it"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "orders").mkdir()
    return tmp_path


def put(folder: Path, name: str, number: str, age: float = 60, text: str = ORDERS) -> Path:
    path = folder / "orders" / name
    path.write_text(text.format(number=number))
    at = clock.now().timestamp() - age
    os.utime(path, (at, at))
    return path


def lying(folder: Path, where: str = "") -> list[str]:
    return sorted(p.name for p in (folder / "orders" / where).iterdir() if p.is_file())


def test_the_oldest_is_taken_first_and_one_at_a_time(shop: Shop, folder: Path) -> None:
    put(folder, "new.csv", "2", age=60)
    put(folder, "old.csv", "1", age=600)

    assert (watch(folder), watch(folder)) == (1, 0)
    run = ImportRun.objects.get()
    assert (run.filename, run.kind, run.by_id) == ("old.csv", "orders", None)
    assert lying(folder) == ["new.csv"]
    carry_out(run.pk)

    assert watch(folder) == 1
    carry_out(ImportRun.objects.get(filename="new.csv").pk)
    assert {order.number for order in Order.objects.all()} == {"1", "2"}
    assert lying(folder) == []
    assert sorted(name.rpartition("-")[2] for name in lying(folder, "taken")) == [
        "new.csv",
        "old.csv",
    ]
    assert watch(folder) == 0


def test_what_is_still_being_written_hidden_or_a_link_is_left_alone(
    shop: Shop, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.csv"
    secret.write_text(ORDERS.format(number="9"))
    (folder / "orders" / "link.csv").symlink_to(secret)
    put(folder, "fresh.csv", "1", age=5)
    put(folder, ".hidden.csv", "2")
    put(folder, "half.csv.part", "3")

    assert watch(folder) == 0
    assert not ImportRun.objects.exists()
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        assert watch(folder) == 1
    assert ImportRun.objects.get().filename == "fresh.csv"


def test_what_is_no_table_or_lacks_a_column_is_put_aside_with_the_reason(
    shop: Shop, folder: Path
) -> None:
    put(folder, "picture.csv", "", text="\x00\x01 nothing", age=90)
    put(folder, "columns.csv", "", text="Colour;Size\nred;M\n", age=60)

    assert (watch(folder), watch(folder), watch(folder)) == (1, 1, 0)

    runs = list(ImportRun.objects.order_by("started_at"))
    assert [run.filename for run in runs] == ["picture.csv", "columns.csv"]
    assert all(run.error and run.ended_at for run in runs)
    assert len(lying(folder, "refused")) == 2
    assert lying(folder) == []


def test_the_same_file_once_more_changes_nothing(shop: Shop, folder: Path) -> None:
    """As after a crash between beginning it and putting it aside."""
    for _turn in range(2):
        put(folder, "orders.csv", "1")
        watch(folder)
        carry_out(ImportRun.objects.order_by("-started_at")[0].pk)

    assert Order.objects.count() == 1
    assert [run.unchanged for run in ImportRun.objects.order_by("started_at")] == [0, 1]


def test_a_folder_that_is_not_there_takes_nothing(shop: Shop, tmp_path: Path) -> None:
    assert watch(tmp_path / "nowhere") == 0


def test_a_sample_shop_takes_nothing(folder: Path) -> None:
    put(folder, "orders.csv", "1")

    assert watch(folder) == 0
    assert lying(folder) == ["orders.csv"]
