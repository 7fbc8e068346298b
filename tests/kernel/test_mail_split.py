"""Every language and program of the corpus, in every position a person answers in."""

from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pace import timed

from makegood.kernel.mail.split import split
from makegood.kernel.mail.split.dates import instant_of
from makegood.kernel.mail.values import Address
from makegood.testing.mails.quoting import (
    ATTRIBUTIONS,
    BLOCKS,
    FORWARDS,
    MAIL,
    NAME,
    NAMES_ONLY,
    ORIGINALS,
    block,
    wrapped,
)

OWN = "Thank you, and when will it come?\n\nMy neighbour can take it in."
OLD = "Dear Ana,\n\nyour lamp leaves on Friday.\n\nBottega Rossi"
LINES = [line for lines in ATTRIBUTIONS.values() for line in lines.values()]
MARKED_ONLY = NAMES_ONLY | {"horde", "freemail"}
TEN_O_CLOCK = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


@pytest.mark.parametrize("language", ATTRIBUTIONS)
def test_an_answer_above_a_marked_quotation(language: str) -> None:
    for line in ATTRIBUTIONS[language].values():
        parts = split(f"{OWN}\n\n{line}\n\n{quoted(OLD)}")

        assert (parts.reply, parts.signature) == (OWN, ""), line


@pytest.mark.parametrize("language", ATTRIBUTIONS)
def test_an_answer_below_a_marked_quotation(language: str) -> None:
    for line in ATTRIBUTIONS[language].values():
        assert split(f"{line}\n{quoted(OLD)}\n\n{OWN}").reply == OWN, line


@pytest.mark.parametrize("language", ATTRIBUTIONS)
def test_an_answer_above_a_quotation_without_marks(language: str) -> None:
    for program, line in ATTRIBUTIONS[language].items():
        if program not in MARKED_ONLY:
            parts = split(f"{OWN}\n\n{line}\n\n{OLD}")

            quotation = f"{line}\n\n{OLD}".replace("  \n", "\n").strip("\n")
            assert (parts.reply, parts.quoted) == (OWN, quotation)


@pytest.mark.parametrize("language", ATTRIBUTIONS)
def test_the_line_above_a_quotation_may_be_broken_anywhere(language: str) -> None:
    for line in map(str.strip, ATTRIBUTIONS[language].values()):
        for at in range(1, len(line.split(" "))):
            broken = wrapped(line, at)
            if any(map(str.isalnum, broken.split("\n")[0])):
                assert split(f"{OWN}\n\n{broken}\n\n{quoted(OLD)}").reply == OWN, broken


@pytest.mark.parametrize("language", ATTRIBUTIONS)
def test_the_line_above_a_quotation_may_bear_the_mark_itself(language: str) -> None:
    for line in ATTRIBUTIONS[language].values():
        assert split(f"{OWN}\n\n{quoted(f'{line}{chr(10)}{chr(10)}{OLD}')}").reply == OWN, line


@pytest.mark.parametrize("language", BLOCKS)
def test_an_answer_above_a_block_of_headers(language: str) -> None:
    headers = block(language)
    bold = "\n".join("*{}:*{}".format(*line.split(":", 1)) for line in headers.split("\n"))
    rules = ("", "________________________________\n", f"-----{ORIGINALS[language]}-----\n")
    for rule, told in product(rules, (headers, bold)):
        quotation = f"{rule}{told}\n\n{OLD}"

        parts = split(f"{OWN}\n\n{quotation}")

        assert (parts.reply, parts.quoted) == (OWN, quotation)


@pytest.mark.parametrize("language", FORWARDS)
def test_a_forward_tells_who_wrote_first(language: str) -> None:
    rule, prefix = FORWARDS[language]
    inside = f"{block(language)}\n\n{OLD}"
    for above, told in product(("", OWN), (f"{rule}\n{inside}", inside)):
        parts = split(f"{above}\n\n{told}", f"{prefix}: Your lamp")

        forwarded = parts.forwarded
        assert forwarded is not None
        assert forwarded.sender == Address(NAME, MAIL)
        told_of = (forwarded.sent_at, forwarded.subject, forwarded.text)
        assert told_of == (TEN_O_CLOCK, "Your lamp", OLD)
        assert not above or parts.reply == OWN


@pytest.mark.parametrize("language", BLOCKS)
def test_a_date_is_read_in_its_language(language: str) -> None:
    assert instant_of(BLOCKS[language][4]) == TEN_O_CLOCK


@pytest.mark.parametrize(
    "text",
    [
        "As I wrote to desk@shop.example on 23/11/2026:\nit is broken.",
        "On Monday 23/11/2026 your colleague wrote:\nit will be there tomorrow. It was not.",
        "On 23 November 2026 at 10:00 your driver called and wrote:\nnobody at home. I was.",
        "Please write to ana@example.org before 23/11/2026:\nthat is my address.",
        "From: the second floor\nTo: the shop\nplease fetch it.",
        "Here are the dates:\n\n2026-11-20 10:00\n20.11.2026 10:00\nNov 23, 2026 at 10:00\n\nWhich one?",
        "It was sent from my iPhone app by mistake, please cancel it.",
        "With regards to the payment: it failed.\n\n- first\n- second\n\n--\n\nWhat should I do now?",
        "First part.\n\n____________________\n\nSecond part, which is mine as well.",
        "Date: 23/11/2026\nOrder: W-1001\nIt did not come.",
        "I wrote:\n\nwhere is it?\n\nand nobody answered.",
        "It is broken.\n\nSent with DHL on Monday, scanned by the driver.",
        "Hvor er den?\n\nSendt med posten i går.",
        "Где посылка?\n\nОтправлено из Москвы вчера.",
        "Gdje je?\n\nPoslano iz Zagreba jučer.",
        "Dov'è?\n\nInviato con corriere lunedì.",
        "Please take me off your list.\n\nI want to unsubscribe from all of this.",
        "Is the file virus free?\n\nMy computer says it has a virus.",
        "Heading\n-------\nWords below it",
        "Sent from my iPhone\n\nAnd one more thing: it is the blue one.",
        "-- \nDear shop,\nit came broken.\nI would like to have my money back, and I mean all of it.\nWhen?",
        "The parcel says:\nFrom: Bottega\nTo: Ana\nand nothing else.",
    ],
)
def test_words_that_look_like_a_program_are_kept(text: str) -> None:
    parts = split(text)

    assert (parts.reply, parts.quoted, parts.signature) == (text, "", "")


_LINES = st.sampled_from(
    LINES
    + [block(language) for language in BLOCKS]
    + [rule for rule, _ in FORWARDS.values()]
    + ["> old", ">> older", "own words", "", "-- ", "--", "____________", "Ana", "Sent from my iPhone", "Tel. +39 055 12345", "From: x", "wrote:", "> wrote:"]
)  # fmt: skip


@settings(max_examples=300, deadline=1000)
@given(st.lists(_LINES, max_size=30), st.sampled_from(["", "Re: x", "Fwd: x", "WG: x"]))
def test_no_word_is_lost_however_lines_are_mixed(lines: list[str], subject: str) -> None:
    text = "\n".join(lines)

    parts = split(text, subject)

    told = f"{parts.reply} {parts.quoted} {parts.signature}".split()
    assert sorted(told) == sorted(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "a " * 2_000_000, "a:\n" * 1_300_000, "> a b c d\n" * 400_000, "> a\nb\n" * 600_000, "On 1/1/2026 10:00 a@b.c\n" * 160_000,
        "From: a@b.c\n" * 300_000, "-----\n" * 600_000, "On 1/1/2026 at 10:00 wrote:\n" * 140_000, "Sent from my iPhone\n" * 200_000,
        "\n" * 4_000_000, "On Mon, " * 500_000, ("x On Mon, 1 1 1 " * 20 + "\n") * 12_000 + "wrote:", "<a@b.c> " * 500_000 + ":",
        "To: x\n\n" * 500_000, ">" * 4_000_000, "> x:\n\n" * 600_000, "Fwd:\n" * 800_000, "wrote:" * 600_000,
    ],
    ids=range(18),
)  # fmt: skip
def test_four_megabytes_take_no_longer_than_a_moment(text: str) -> None:
    assert timed(lambda: split(text), within=3)[1] < 3
