"""How long our own files are kept is nobody's date."""

import pytest

from makegood.rights.rules.records import is_of_our_files


@pytest.mark.parametrize(
    ("rule", "ours"),
    [
        ("records.accounting", True),
        ("records.contract", True),
        ("complaint.record", True),
        ("guarantee.record", True),
        ("complaint.answer", False),
        ("guarantee.repair_deadline", False),
        ("guarantee.refusal_written", False),
    ],
)
def test_duties_to_keep_files_are_told_from_what_concerns_the_customer(
    rule: str, ours: bool
) -> None:
    assert is_of_our_files(rule) is ours
