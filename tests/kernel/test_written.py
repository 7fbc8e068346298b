"""Statements written once: the same rows, with SQL that is not written again, and builders that break the rules found out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from makegood.cases.models import Case, Note
from makegood.kernel.asking import Question, answers, number_of
from makegood.kernel.written import NotKept, written, written_rows
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_case

pytestmark = pytest.mark.django_db

WRITTEN: list[str] = []


@written_rows
def notes_by(case_id: UUID, by_id: UUID | None) -> QuerySet[Note]:
    WRITTEN.append("notes")
    notes = Note.objects.filter(case=case_id).select_related("by").prefetch_related("case__notes")
    return notes.filter(by=by_id) if by_id else notes


@written_rows
def numbers_since(number: int, at: datetime, is_open: bool) -> QuerySet[Case, int]:
    found = Case.objects.filter(number__gte=number, opened_at__gt=at, closed_at__isnull=is_open)
    return found.order_by("number").values_list("number", flat=True)


@written
def how_many(subject: str) -> Question:
    return number_of(Case.objects.filter(subject=subject).values("pk"))


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def case(people: Cast) -> Case:
    case = make_case(subject="A lamp")
    for by, body in ((people.agent, "One"), (people.owner, "Two")):
        Note.objects.create(case=case, by=by, body=body, at=datetime(2026, 1, 1, tzinfo=UTC))
    return case


def test_rows_are_those_of_the_queryset_with_what_it_selects_and_prefetches(
    case: Case, people: Cast
) -> None:
    with CaptureQueriesContext(connection) as asked:
        found = notes_by(case.pk, None)
        assert {(one.body, one.by.name) for one in found if one.by} == {
            ("One", people.agent.name),
            ("Two", people.owner.name),
        }
        assert len(found[0].case.notes.all()) == 2

    assert len(asked) == 3
    assert [one.body for one in notes_by(case.pk, people.agent.pk)] == ["One"]
    assert notes_by(uuid4(), None) == []


def test_each_shape_is_written_once(case: Case, settings: object) -> None:
    settings.MAKEGOOD_COMPARES_STATEMENTS = 0  # type: ignore[attr-defined]
    notes_by(case.pk, None)
    WRITTEN.clear()

    for _ in range(3):
        notes_by(case.pk, None)

    assert WRITTEN == []


@pytest.mark.django_db(transaction=True)
def test_every_thread_asks_over_its_own_connection(case: Case) -> None:
    asked_here = notes_by(case.pk, None)

    def asked_there() -> list[Note]:
        try:
            return notes_by(case.pk, None)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asked_there).result() == asked_here != []


def test_plain_values_numbers_instants_and_texts_take_their_places(case: Case) -> None:
    before, after = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)

    assert numbers_since(case.number, before, True) == [case.number]
    assert numbers_since(case.number, before, False) == []
    assert numbers_since(case.number + 1, before, True) == []
    assert numbers_since(case.number, after, True) == []
    assert answers(how_many("A lamp"), how_many("A chair")) == (1, 0)


def test_what_django_knows_to_be_empty_is_not_asked(case: Case) -> None:
    @written_rows
    def none_of(case_id: UUID) -> QuerySet[Case]:
        return Case.objects.filter(pk=case_id, number__in=[])

    with CaptureQueriesContext(connection) as asked:
        assert none_of(case.pk) == []

    assert len(asked) == 0


def test_a_builder_that_looks_at_a_value_is_found_out(case: Case) -> None:
    @written
    def wrong(subject: str) -> Question:
        wanted = "nothing" if subject == "A lamp" else subject
        return number_of(Case.objects.filter(subject=wanted).values("pk"))

    with pytest.raises(NotKept, match="anew"):
        wrong("A lamp")


def test_a_value_that_is_changed_on_its_way_is_found_out(case: Case) -> None:
    @written
    def wrong(subject: str) -> Question:
        return number_of(Case.objects.filter(subject__contains=subject).values("pk"))

    with pytest.raises(NotKept, match="changed"):
        wrong("lamp")


def test_only_plain_values_are_taken() -> None:
    with pytest.raises(NotKept, match="no value"):
        how_many({"A lamp"})  # type: ignore[arg-type]


@written
def how_many_of(subjects: list[str]) -> Question:
    return number_of(Case.objects.filter(subject__any=subjects).values("pk"))


def test_a_list_of_texts_is_one_value_whatever_its_length(case: Case) -> None:
    asked = [how_many_of(some) for some in (["A lamp"], ["A lamp", "A table"], [])]

    assert [answers(question) for question in asked] == [(1,), (1,), (0,)]
    assert len({sql for sql, _ in asked}) == 1
