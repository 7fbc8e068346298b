"""Two processes and one import."""

import threading

import pytest
from django.db import connection

from makegood.kernel.errors import Conflict
from makegood.shops.actions.importing import begin_import, carry_out
from makegood.shops.actions.opening import open_shop
from makegood.shops.models import ImportRun, Product
from makegood.shops.tasks import resume_imports


@pytest.mark.django_db(transaction=True)
def test_an_import_under_way_is_left_alone_and_an_abandoned_one_is_resumed() -> None:
    shop = open_shop("Hearth", "IT", ["it"])
    run = begin_import(shop, None, "products", "p.csv", b"sku;name\nA;Mug\nB;Bowl\n")
    refusals: list[str] = []

    def elsewhere(run: ImportRun) -> None:
        thread = threading.Thread(target=_try, args=(run, refusals))
        thread.start()
        thread.join()

    carry_out(run.pk, elsewhere)
    resume_imports(0)

    assert refusals == ["import_under_way"]
    assert Product.objects.count() == 2
    ImportRun.objects.update(ended_at=None, done=0, created=0)
    resume_imports(0)
    run.refresh_from_db()
    assert run.ended_at is not None
    assert run.unchanged == 2


def _try(run: ImportRun, refusals: list[str]) -> None:
    try:
        carry_out(run.pk)
    except Conflict as conflict:
        refusals.append(conflict.code)
    finally:
        connection.close()
