"""The query language: any text is read, what is read is written the same way again, and what isn't clear is told."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from makegood.cases.models import Case
from makegood.cases.rules.asking import (
    FIELDS,
    KINDS,
    MOST_TERMS,
    Query,
    Takes,
    Term,
    Value,
    bounds,
    read_query,
)

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
ROME = "Europe/Rome"

pieces = st.sampled_from(
    [
        *(f"{name}:" for name in FIELDS),
        *':,-"\\<>.. \t#@',
        "kind:late",
        "due:<2d",
        "-tag:vip",
        '"',
        "2026-03-01",
        "31.12.2026",
        "today",
        "none",
        "me",
        "wrold:",
        "http://x.y",
        "1d..3d",
        "…",
        "  ",
    ]
)
texts = st.one_of(st.text(max_size=300), st.lists(pieces | st.text(max_size=5)).map("".join))


@given(texts)
@example("--x -")
@example('foo:,"" bar')
@example('kind:late,,"x\\"')
@example('"' * 70)
@example("a " * 100)
@example("ſtate:open İ:x")
@example("tag:" + "x," * 50)
@example(f'tag:"{"y " * 300}"')
def test_any_text_is_read_and_what_is_written_is_read_the_same(text: str) -> None:
    query = read_query(text)

    assert read_query(str(query)) == query
    assert str(read_query(str(query))) == str(query)
    assert len(query.terms) <= MOST_TERMS + 1


@given(st.lists(texts, min_size=1, max_size=3).map(" ".join))
def test_a_term_taken_out_leaves_the_others_as_they_are(text: str) -> None:
    query = read_query(text)

    for place in range(len(query.terms)):
        rest = query.without(place)
        assert read_query(str(rest)) == rest


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("  KIND:Late   due:2d ", "kind:late due:<2d"),
        ("kind:wrong-item,wrong_item", "kind:wrong_item"),
        ("kind:wismo", "kind:where_is_it"),
        ('customer:"Anna  Rossi"', 'customer:"Anna Rossi"'),
        ("language:it", "lang:it"),
        ("opened:1.2.2026..", "opened:>=2026-02-01"),
        ("opened:..7d", "opened:<7d"),
        ("due:1d..3d", "due:1d..3d"),
        ("closed:2026-3", "closed:2026-03"),
        ('assignee:ME tag:"none"', 'assignee:me tag:"none"'),
        ('-"out of stock" "kind:late" Re: hello', '-"out of stock" "kind:late" "Re:" hello'),
        ("https://shop.example/x", '"https://shop.example/x"'),
        ("", ""),
    ],
)
def test_a_query_is_written_in_one_way(text: str, written: str) -> None:
    query = read_query(text)

    assert str(query) == written
    assert query.unclear == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("supplyer:acme", "Did you mean “supplier:”?"),
        ("kind:soap", "“kind:” knows no “soap”. Choose from: where_is_it, late"),
        ("due:soon", "“soon” is no time."),
        ("due:2026-02-30", "“2026-02-30” is no time."),
        ("due:1d..2026-03-01", "mixes a date with a length of time"),
        ("kind:", "Say what: kind:where_is_it."),
        ("tag:" + ",".join(map(str, range(30))), "at most 20 values"),
        ("x " * 31, "at most 30 parts"),
    ],
)
def test_what_is_not_clear_stays_and_says_what_to_do(text: str, why: str) -> None:
    query = read_query(f"lang:it {text}")

    assert len(query.unclear) == 1
    assert why in str(query.unclear[0].reason)


def test_terms_added_take_the_place_of_those_of_their_field() -> None:
    query = read_query("kind:late -kind:lost tag:a cup")

    assert str(query.with_terms(read_query("kind:damaged"))) == "-kind:lost tag:a cup kind:damaged"
    assert str(query.with_terms(read_query("cup"))) == "kind:late -kind:lost tag:a cup"
    assert query.values_of("kind") == {"late"}
    assert query.words == "cup"


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("due:<2d", None, "2026-03-06T12:00"),
        ("due:>4h", "2026-03-04T16:00", None),
        ("opened:<2d", "2026-03-02T12:00", None),
        ("opened:>1w", None, "2026-02-25T12:00"),
        ("opened:1d..3d", "2026-03-01T12:00", "2026-03-03T12:00"),
        ("due:3d..1d", "2026-03-05T12:00", "2026-03-07T12:00"),
        ("opened:today", "2026-03-03T23:00", "2026-03-04T23:00"),
        ("due:tomorrow", "2026-03-04T23:00", "2026-03-05T23:00"),
        ("closed:2026-03", "2026-02-28T23:00", "2026-03-31T22:00"),
        ("closed:2025", "2024-12-31T23:00", "2025-12-31T23:00"),
        ("closed:>2026-03-01", "2026-03-01T23:00", None),
        ("closed:<=2026-03-01", None, "2026-03-01T23:00"),
        ("closed:2026-12..2027-01", "2026-11-30T23:00", "2027-01-31T23:00"),
    ],
)
def test_times_are_counted_from_now_and_days_are_the_readers(
    text: str, since: str | None, until: str | None
) -> None:
    term = read_query(text).understood[0]

    found = bounds(term.values[0], is_ahead=FIELDS[term.field].is_ahead, now=NOON, zone=ROME)

    told = [at and at.astimezone(UTC).isoformat()[:16] for at in found]
    assert told == [since, until]


def test_the_kinds_of_the_language_are_the_cases() -> None:
    assert {code for (code,) in KINDS.values()} == set(Case.Kind.values)


def test_every_field_with_a_column_names_one() -> None:
    columns = {field.name for field in Case._meta.get_fields()}

    assert {field.column for field in FIELDS.values() if field.column} <= columns
    assert all(field.column for field in FIELDS.values() if field.takes is Takes.TIME)


def test_an_empty_query_asks_for_nothing_in_particular() -> None:
    assert not read_query("  ")
    assert read_query("cup") == Query((Term("", (Value("cup"),)),))
