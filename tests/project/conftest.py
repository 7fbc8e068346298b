from collections.abc import Iterator

import pytest
from tests.project.groups import Running, makegood_up
from tests.project.places import open_folder
from tests.project.prepared import prepared


@pytest.fixture(scope="session")
def group() -> Iterator[Running]:
    """One group for all tests that leave it running."""
    with open_folder() as folder:
        lmtp = {"MAKEGOOD_LMTP": str(folder / "lmtp.sock")}
        with makegood_up(prepared(folder / "var"), more=lmtp) as running:
            yield running
