"""Every pack says what its worked examples, written by hand, say; and its rules have no holes."""

from collections import Counter
from datetime import date

import pytest

from makegood.policy.ports import Pack
from makegood.policy.queries import complaints, examples_of, packs

PACKS = sorted(packs().values(), key=lambda pack: pack.pack_id)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.pack_id)
def test_a_pack_says_what_its_examples_say(pack: Pack) -> None:
    assert examples_of(pack)
    assert complaints(pack) == []


def test_examples_are_many_and_of_every_family() -> None:
    examples = [example for pack in PACKS for example in examples_of(pack)]

    assert len({example.id for example in examples}) == len(examples) >= 120
    told = Counter(tag for example in examples for tag in example.tags)
    assert {
        "weekday", "holiday", "moved_days", "month_end", "leap_day", "dst", "multi_parcel", "lines", "unknown_delivery",
        "suspension", "extension", "uninformed", "refund", "penalty", "complaint", "privacy", "loaner", "exchange",
        "mandatory_warranty", "rejection", "b2b", "exception", "function", "transposition", "validity", "hours",
    } <= set(told)  # fmt: skip


def test_every_pack_is_called_reference_until_somebody_who_knows_has_read_it() -> None:
    for pack in PACKS:
        assert pack.legal_status == "verified" or "not legal advice" in pack.disclaimer
        assert pack.next_review > date(2026, 11, 1)
