"""Each registered carrier, ours or a stranger's, keeps the contract of its port."""

from collections.abc import Callable
from typing import Any

import pytest

from makegood.kernel.registry import adapters
from makegood.testing.contracts import CARRIER_CONTRACT

CARRIERS = adapters("makegood.carriers")


def test_ours_are_registered_like_strangers() -> None:
    assert {"by_hand", "feed", "generic"} <= set(CARRIERS)


@pytest.mark.parametrize("clause", CARRIER_CONTRACT, ids=lambda clause: clause.__name__)
@pytest.mark.parametrize("name", sorted(CARRIERS))
def test_a_carrier_keeps_its_contract(name: str, clause: Callable[[str, Any], None]) -> None:
    clause(name, CARRIERS[name])
