"""Which rights a customer asked for: nobody is told no to what they never asked."""

from dataclasses import replace

import pytest
from tests.rights.test_gathering import KNOWN

from makegood.rights.rules.claiming import claimed, wishes
from makegood.rights.rules.knowing import Told


@pytest.mark.parametrize(
    ("kind", "expectation", "asked", "not_asked"),
    [
        ("", "", (), ("withdrawal", "guarantee", "repair")),
        ("where_is_it", "", (), ("withdrawal", "delivery")),
        ("return", "", ("withdrawal", "refund"), ("guarantee", "price_reduction")),
        ("defective", "", ("guarantee", "repair", "replacement"), ("withdrawal", "termination", "price_reduction")),
        ("defective", "My money back", ("termination", "withdrawal", "guarantee"), ("price_reduction", "exchange")),
        ("damaged", "A discount would do", ("price_reduction",), ("termination", "withdrawal")),
        ("exchange", "", ("exchange",), ("withdrawal", "guarantee")),
        ("", "Fix it, please", ("repair", "guarantee"), ("replacement", "withdrawal")),
        ("late", "", ("delivery",), ("withdrawal",)),
    ],
)  # fmt: skip
def test_what_is_asked_for_is_what_kind_and_wish_name(
    kind: str, expectation: str, asked: tuple[str, ...], not_asked: tuple[str, ...]
) -> None:
    facts = {"expectation": Told(expectation)} if expectation else {}

    found = claimed(replace(KNOWN, kind=kind, facts=facts))

    assert found.issuperset(asked)
    assert found.isdisjoint(not_asked)


def test_what_was_noted_was_asked_for() -> None:
    facts = {"withdrawn_on": Told("2026-12-10"), "loaner_on": Told("2026-12-11")}

    assert claimed(replace(KNOWN, facts=facts)) == {"withdrawal", "refund", "loaner"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("I'd like my money back", ["money"]),
        ("Vorrei il rimborso o uno sconto", ["money", "less"]),
        ("Una riparazione", ["repair"]),
        ("Uno nuovo, per favore", ["new"]),
        ("Grąžinkite pinigus", ["money"]),
        ("Pakeiskite arba sutaisykite", ["repair", "new"]),
        ("Повраћај новца", ["money"]),
        ("Hoću zamenu", ["new"]),
        ("Kérem vissza a pénzem", ["money"]),
        ("Cseréljék ki, vagy javítsák meg", ["repair", "new"]),
        ("Quiero el reembolso", ["money"]),
        ("Que lo reparen", ["repair"]),
        ("Верните деньги", ["money"]),
        ("Замена на новый", ["new"]),
        ("That somebody answers me", []),
        ("Una risposta", []),
    ],
)
def test_wishes_are_read_in_every_language(words: str, found: list[str]) -> None:
    assert wishes(words) == found
