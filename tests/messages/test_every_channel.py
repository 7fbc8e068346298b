"""Each registered channel, ours or a stranger's, keeps the contract of its port."""

from collections.abc import Callable
from typing import Any

import pytest

from makegood.kernel.registry import adapters
from makegood.testing.contracts import CHANNEL_CONTRACT

CHANNELS = adapters("makegood.channels")


def test_ours_are_registered_like_strangers() -> None:
    assert {"email", "postoffice"} <= set(CHANNELS)


@pytest.mark.parametrize("clause", CHANNEL_CONTRACT, ids=lambda clause: clause.__name__)
@pytest.mark.parametrize("name", sorted(CHANNELS))
def test_a_channel_keeps_its_contract(name: str, clause: Callable[[str, Any], None]) -> None:
    clause(name, CHANNELS[name])
