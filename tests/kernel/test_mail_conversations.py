"""Thread-Index as Outlook writes it."""

from base64 import b64decode
from datetime import UTC, datetime, timedelta

import pytest

from makegood.kernel.mail.conversations import thread_index
from makegood.kernel.mail.parse import parse

GUID = "00112233445566778899aabbccddeeff"
BEGAN = datetime(2026, 11, 26, 12, tzinfo=UTC)


def test_a_conversation_begins_with_its_hour_and_its_guid() -> None:
    index = b64decode(thread_index(GUID, BEGAN))

    ticks = int.from_bytes(index[1:6], "big") << 24
    began = datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
    assert (len(index), index[0], index[6:].hex()) == (22, 1, GUID)
    assert timedelta(0) <= BEGAN - began < timedelta(seconds=2)


@pytest.mark.parametrize(
    ("after", "scale"),
    [
        (timedelta(0), 0),
        (timedelta(hours=3), 0),
        (timedelta(days=400), 0),
        (timedelta(days=900), 1),
    ],
)
def test_an_answer_adds_how_long_after_that_it_came(after: timedelta, scale: int) -> None:
    index = b64decode(thread_index(GUID, BEGAN, BEGAN + after))

    block = int.from_bytes(index[22:26], "big")
    ticks = (block & 0x7FFFFFFF) << (23 if scale else 18)
    told = timedelta(microseconds=ticks // 10)
    assert (len(index), block >> 31) == (27, scale)
    assert abs(told - after) < timedelta(seconds=3)


def test_an_answer_before_its_question_came_at_once() -> None:
    index = thread_index(GUID, BEGAN, BEGAN - timedelta(days=1))

    assert b64decode(index)[22:] == bytes(5)


def test_what_is_written_is_read_as_the_same_conversation() -> None:
    for answered_at in (None, BEGAN + timedelta(days=3)):
        raw = f"Thread-Index: {thread_index(GUID, BEGAN, answered_at)}\n\nHi"
        assert parse(raw.encode()).conversation == GUID
