"""The desk the benchmarks run on can be made: its generator knows every column there is."""

import pytest
from bench.generate import Maker

from makegood.cases.models import Case
from makegood.messages.models import Message


@pytest.mark.django_db
def test_a_small_desk_is_made() -> None:
    facts = Maker(60).all()

    assert Case.objects.count() == 60
    assert Message.objects.exists()
    assert facts["numbers"]
