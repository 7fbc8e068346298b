"""Each registered shop connector, ours or a stranger's, keeps the contract of its port."""

from collections.abc import Callable
from typing import Any

import pytest

from makegood.kernel.registry import adapters
from makegood.testing.contracts import SHOP_CONTRACT

CONNECTORS = adapters("makegood.shops")


def test_ours_are_registered_like_strangers() -> None:
    assert {"woocommerce"} <= set(CONNECTORS)


@pytest.mark.parametrize("clause", SHOP_CONTRACT, ids=lambda clause: clause.__name__)
@pytest.mark.parametrize("name", sorted(CONNECTORS))
def test_a_connector_keeps_its_contract(name: str, clause: Callable[[str, Any], None]) -> None:
    clause(name, CONNECTORS[name])
