import pytest

from makegood.messages.actions.accounts import post_office
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_shop


@pytest.fixture
def people(db: None) -> Cast:
    post_office(make_shop())
    return cast()
