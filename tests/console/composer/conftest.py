from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.console.composer.at_the_composer import MONDAY

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.messages.actions.accounts import post_office
from makegood.testing.makers import make_case, make_message, make_shop


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def case(db: None) -> Iterator[Case]:
    """With a word of the customer, on a Monday; time stands still."""
    with clock.frozen(MONDAY):
        post_office(make_shop())
        opened = make_case()
        make_message(opened, "Where is it?", from_address="carla@customer.example")
        yield opened
