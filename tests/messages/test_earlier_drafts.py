"""What stood in a draft before is not lost: pauses, slips, two windows, a draft thrown away."""

from datetime import UTC, datetime, timedelta

import pytest

from makegood.cases.actions.merging import merge_case
from makegood.cases.actions.rearranging import take_back
from makegood.cases.queries import last_rearrangement
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, NotFound
from makegood.messages.access import earlier_draft_for
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.drafting import (
    discard_draft,
    put_earlier_back,
    save_draft,
    set_aside,
)
from makegood.messages.actions.sending import LONGEST, send_reply
from makegood.messages.models import Draft, EarlierDraft
from makegood.messages.queries import earlier_drafts
from makegood.messages.rules.remembering import MOST_KEPT, worth_keeping
from makegood.testing.cast import make_staff
from makegood.testing.makers import make_case

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LONG = "We are sorry that the mug came in pieces and will send another one."


@pytest.mark.parametrize(
    ("before", "after", "seconds", "why"),
    [
        ("Hel", "Hello", 1, ""),
        ("Hel", "Hello", 20, "pause"),
        ("Hello", "Hello", 60, ""),
        ("", "Hello", 60, ""),
        ("  \n", "Hello", 60, ""),
        (LONG, "", 1, "shortened"),
        (LONG, LONG[:20], 1, "shortened"),
        (LONG, LONG[:-20], 1, ""),
        ("Hello", "", 1, ""),
    ],
)
def test_what_is_worth_keeping(before: str, after: str, seconds: int, why: str) -> None:
    now = NOON + timedelta(seconds=seconds)

    assert worth_keeping(before, after, changed_at=NOON, now=now) == why


@pytest.mark.django_db
def test_a_version_is_kept_at_each_pause_and_none_while_typing() -> None:
    case, ana = make_case(), make_staff()
    typed = [
        (0, "D"),
        (1, "Dear"),
        (2, "Dear Carla"),
        (60, "Dear Carla, so"),
        (61, "Dear Carla, sorry"),
    ]
    version = 0
    for seconds, text in typed:
        with clock.frozen(NOON + timedelta(seconds=seconds)):
            version = save_draft(case, ana, version, text).version

    kept = [(one.body, one.why) for one in earlier_drafts(case, ana)]
    assert kept == [("Dear Carla", "pause")]


@pytest.mark.django_db
def test_twenty_are_kept_the_latest_ones() -> None:
    case, ana = make_case(), make_staff()
    version = 0
    for minute in range(30):
        with clock.frozen(NOON + timedelta(minutes=minute)):
            version = save_draft(case, ana, version, f"Text {minute}").version

    assert [one.body for one in earlier_drafts(case, ana)] == [
        f"Text {minute}" for minute in range(28, 28 - MOST_KEPT, -1)
    ]


@pytest.mark.django_db
def test_what_a_second_window_typed_is_one_entry_that_grows() -> None:
    case, ana = make_case(), make_staff()
    save_draft(case, ana, 0, "From the first window")

    for text in ("From the", "From the second", "From the second window"):
        set_aside(case, ana, text)

    (kept,) = earlier_drafts(case, ana)
    assert (kept.body, kept.why) == ("From the second window", "other_window")
    assert Draft.objects.get().body == "From the first window"


@pytest.mark.django_db
def test_writing_knowingly_over_another_windows_text_keeps_that() -> None:
    case, ana = make_case(), make_staff()
    first = save_draft(case, ana, 0, "From the first window")

    save_draft(case, ana, first.version, "From the second", is_over=True)

    assert [one.body for one in earlier_drafts(case, ana)] == ["From the first window"]


@pytest.mark.django_db
def test_an_earlier_one_put_back_changes_places_with_what_stands_there() -> None:
    case, ana = make_case(), make_staff()
    save_draft(case, ana, 0, LONG)
    discard_draft(case, ana)
    save_draft(case, ana, 0, "Another try")

    put_earlier_back(case, ana, earlier_drafts(case, ana)[0])

    assert Draft.objects.get().body == LONG
    assert [(one.body, one.why) for one in earlier_drafts(case, ana)] == [
        ("Another try", "replaced"),
        (LONG, "discarded"),
    ]


@pytest.mark.django_db
def test_a_window_that_saw_the_draft_before_does_not_save_over_what_was_put_back() -> None:
    case, ana = make_case(), make_staff()
    seen = save_draft(case, ana, 0, LONG)
    discard_draft(case, ana)
    save_draft(case, ana, 0, "Another try")

    saved = put_earlier_back(case, ana, earlier_drafts(case, ana)[0])

    assert saved.version > seen.version


@pytest.mark.django_db
def test_sending_ends_the_earlier_ones_but_what_another_window_typed() -> None:
    case, ana = make_case(), make_staff()
    post_office(case.shop)
    save_draft(case, ana, 0, LONG)
    discard_draft(case, ana)
    save_draft(case, ana, 0, "One")
    set_aside(case, ana, "Two")

    send_reply(case, ana, "One")

    assert [one.body for one in earlier_drafts(case, ana)] == ["Two"]


@pytest.mark.django_db
def test_earlier_drafts_are_seen_by_their_writer_alone() -> None:
    case, ana, ben = make_case(), make_staff(), make_staff("Ben Agent")
    save_draft(case, ana, 0, LONG)
    discard_draft(case, ana)
    one = EarlierDraft.objects.get()

    assert earlier_draft_for(ana, case, one.pk) == one
    for staff, on in ((ben, case), (ana, make_case())):
        with pytest.raises(NotFound):
            earlier_draft_for(staff, on, one.pk)


@pytest.mark.django_db
def test_a_megabyte_is_kept_whole_and_more_is_refused_not_cut() -> None:
    case, ana = make_case(), make_staff()
    save_draft(case, ana, 0, "ж" * LONGEST)

    assert len(Draft.objects.get().body) == LONGEST
    with pytest.raises(BadInput):
        save_draft(case, ana, Draft.objects.get().version, "ж" * (LONGEST + 1))
    assert len(Draft.objects.get().body) == LONGEST


@pytest.mark.django_db
def test_earlier_drafts_go_along_when_cases_join_and_come_back_when_they_part() -> None:
    one, other, ana = make_case(), make_case(), make_staff()
    save_draft(one, ana, 0, LONG)
    discard_draft(one, ana)

    merge_case(one, other, ana)
    assert [kept.body for kept in earlier_drafts(other, ana)] == [LONG]

    joined = last_rearrangement(other)
    assert joined is not None
    take_back(joined, ana)
    assert [kept.body for kept in earlier_drafts(one, ana)] == [LONG]
