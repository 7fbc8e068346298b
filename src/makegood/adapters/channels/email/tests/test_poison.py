"""What one mail can do to a mailbox: nothing to the next."""

from datetime import UTC, datetime
from typing import Any

import pytest

from makegood.adapters.channels.email import channel, contents, folder
from makegood.kernel.errors import ProviderFailed
from makegood.messages.ports import Countable, Fetched
from makegood.testing.imap_server import ImapServer, ManyMails

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def mail(number: int, words: str = "Where is it?") -> bytes:
    return f"From: ana@example.org\nSubject: {number}\n\n{words}\n".encode()


def subjects(got: list[Fetched]) -> list[str]:
    return [channel.understand(one.raw).subject for one in got]


def test_a_mail_in_which_the_line_breaks_every_time_is_taken_with_its_header(
    settings: dict[str, Any], imap_server: ImapServer
) -> None:
    cursor = channel.begin(settings, {})
    for number in range(1, 6):
        imap_server.put(mail(number))
    imap_server.faults.cut_off = {3}

    got = list(channel.fetch(settings, cursor))

    assert subjects(got) == ["1", "2", "3", "4", "5"]
    assert [one.problem for one in got] == ["", "", "cut_off", "", ""]
    assert b"Where" not in got[2].raw
    assert got[2].size == len(mail(3)) + 4
    assert list(channel.fetch(settings, got[-1].cursor)) == []


def test_a_line_that_breaks_in_the_only_mail_there_is_is_an_outage_only_without_its_header(
    settings: dict[str, Any], imap_server: ImapServer
) -> None:
    cursor = channel.begin(settings, {})
    imap_server.put(mail(1))
    imap_server.faults.cut_off = {1}

    assert [one.problem for one in channel.fetch(settings, cursor)] == ["cut_off"]

    imap_server.faults.unreadable = {1}
    with pytest.raises(ProviderFailed):
        list(channel.fetch(settings, cursor))

    imap_server.put(mail(2))
    got = list(channel.fetch(settings, cursor))
    assert [(one.problem, one.raw == b"") for one in got] == [("unreadable", True), ("", False)]


@pytest.mark.thorough
def test_a_mail_that_cannot_even_be_measured_is_taken_as_its_mere_existence(
    settings: dict[str, Any], imap_server: ImapServer
) -> None:
    cursor = channel.begin(settings, {})
    for number in range(1, 41):
        imap_server.put(mail(number))
    imap_server.faults.unmeasured = {7, 8, 40}

    got = list(channel.fetch(settings, cursor))

    assert len(got) == 40
    assert [(n, one.raw) for n, one in enumerate(got, 1) if one.problem] == [
        (7, b""),
        (8, b""),
        (40, b""),
    ]
    assert list(channel.fetch(settings, got[-1].cursor)) == []


def test_a_mail_that_is_not_given_keeps_no_other_from_being_counted(
    settings: dict[str, Any], imap_server: ImapServer
) -> None:
    cursor = channel.begin(settings, {})
    for number in (1, 2, 3):
        imap_server.put(f"Message-ID: <{number}@example.org>\n".encode() + mail(number))
    imap_server.faults.unreadable = {2}

    assert isinstance(channel, Countable)
    with channel.census(settings, cursor) as counting:
        lying = [one.server_id for some in counting.lying(None) for one in some]
        assert (len(lying), list(counting.mail_ids(lying).values())) == (
            3,
            ["1@example.org", "3@example.org"],
        )


def test_a_server_that_measures_nothing_is_an_outage_found_soon(
    settings: dict[str, Any], imap_server: ImapServer
) -> None:
    cursor = channel.begin(settings, {})
    for number in range(1, 1001):
        imap_server.put(mail(number))
    imap_server.faults.unmeasured = set(range(1, 1001))

    with pytest.raises(ProviderFailed):
        list(channel.fetch(settings, cursor))

    assert len([c for c in imap_server.commands if "FETCH" in c]) < 20


def test_a_mail_too_big_is_known_by_its_header_alone(
    settings: dict[str, Any], imap_server: ImapServer
) -> None:
    cursor = channel.begin(settings, {})
    for number, words in ((1, "a"), (2, "b" * 300_000), (3, "c")):
        imap_server.put(mail(number, words))

    got = list(channel.fetch({**settings, "largest": 100_000}, cursor))

    assert subjects(got) == ["1", "2", "3"]
    assert [one.problem for one in got] == ["", "too_big", ""]
    assert (len(got[1].raw) < 100, got[1].size > 300_000) == (True, True)


def test_a_big_mail_goes_to_the_disk_in_pieces(
    settings: dict[str, Any], imap_server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "BATCH_BYTES", 100_000)
    monkeypatch.setattr(contents, "PIECE", 64_000)
    cursor = channel.begin(settings, {})
    for number, words in ((1, "a"), (2, "b" * 300_000), (3, "c")):
        imap_server.put(mail(number, words))

    got = list(channel.fetch(settings, cursor))

    assert [one.file is not None for one in got] == [False, True, False]
    assert got[1].file
    with got[1].file as file:
        assert file.read() == mail(2, "b" * 300_000).replace(b"\n", b"\r\n")
    asked = [c for c in imap_server.commands if c.startswith("UID FETCH 2 (BODY")]
    assert len(asked) == 5


def test_a_mailbox_of_half_a_million_mails_is_never_asked_about_all_of_them(
    settings: dict[str, Any], imap_server: ImapServer
) -> None:
    box = imap_server.folders["INBOX"]
    box.mails, box.next_uid = ManyMails(500_000, mail, NOW), 500_001
    here = channel.begin(settings, {})
    assert here["INBOX"]["uid"] == 500_000
    assert list(channel.fetch(settings, here)) == []
    assert not any("SEARCH" in command for command in imap_server.commands)

    first, _second = zip(channel.fetch(settings, behind(here, 0)), range(2), strict=False)
    latest = list(channel.fetch(settings, behind(here, 499_800)))

    assert (subjects([first[0]]), first[0].left) == (["1"], 499_999)
    assert (len(latest), latest[0].left, latest[-1].left) == (200, 199, 0)
    searched = [c.split()[-1] for c in imap_server.commands if "SEARCH" in c]
    fetched = [c.split()[2] for c in imap_server.commands if "FETCH" in c]
    assert all(width(uids) <= folder.STRETCH for uids in searched)
    assert all(width(uids) <= 1000 for uids in fetched)


def test_a_gap_of_deleted_mails_is_crossed_in_few_strides(
    settings: dict[str, Any], imap_server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "STRETCH", 2)
    for number in range(1, 5):
        imap_server.put(mail(number))
    cursor = channel.begin(settings, {})
    imap_server.folders["INBOX"].next_uid = 1_000_000
    imap_server.put(mail(5))
    imap_server.commands.clear()

    assert subjects(list(channel.fetch(settings, cursor))) == ["5"]

    assert len([c for c in imap_server.commands if "SEARCH" in c]) < 25


def test_a_renumbered_mailbox_read_in_two_goes_keeps_its_old_mail_out(
    settings: dict[str, Any], imap_server: ImapServer
) -> None:
    """The old ones may have higher numbers than the new ones now: a move copies in any order."""
    cursor = channel.begin(settings, {})
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    imap_server.put(mail(1))
    imap_server.put(mail(2))
    imap_server.put(mail(3), arrived_at=long_ago)
    imap_server.renumber()

    first = next(iter(channel.fetch(settings, cursor)))
    imap_server.put(mail(4))
    got = list(channel.fetch(settings, first.cursor))

    assert subjects([first, *got]) == ["1", "2", "4"]
    assert list(channel.fetch(settings, got[-1].cursor)) == []


def behind(cursor: dict[str, Any], uid: int) -> dict[str, Any]:
    return {"INBOX": {**cursor["INBOX"], "uid": uid}}


def width(uids: str) -> int:
    """How many UIDs a question names."""
    ends = [piece.split(":") for piece in uids.split(",")]
    return sum(int(end[-1]) - int(end[0]) + 1 for end in ends)
