"""A carrier's file, as its program and as Excel write it."""

from datetime import UTC, datetime

import httpx
import pytest

from makegood.adapters.carriers.feed import carrier
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.web import Web
from makegood.shops.ports.carriers import ScanSeen, Tracked

SETTINGS = {
    "url": "https://carrier.example/feed.csv",
    "states": "DLV=delivered, Zoll=delayed, X=nowhere",
}
FILE = """number,at,state,place,words,cause,expected
A,2026-03-03T14:00:00Z,DLV,Milano,Consegnato,,2026-03-04
B,2026-03-03T14:00:00Z,sorting,,,,
A,soon,DLV,,,,
A,2026-03-02T14:00:00Z,X,,,,
"""


def track(body: bytes, *numbers: str) -> dict[str, Tracked]:
    transport = httpx.MockTransport(lambda _request: httpx.Response(200, content=body))
    with Web(transport=transport) as web:
        return carrier.track(SETTINGS, web, numbers)


def test_a_row_is_a_scan_by_what_its_state_means() -> None:
    told = track(FILE.encode(), "A")

    assert told == {
        "A": Tracked(
            (
                ScanSeen(datetime(2026, 3, 3, 14, tzinfo=UTC), "delivered", "Milano", "Consegnato"),
                ScanSeen(datetime(2026, 3, 2, 14, tzinfo=UTC), "unknown", words="X"),
            ),
            datetime(2026, 3, 4),  # noqa: DTZ001  without a zone is meant
        )
    }


def test_excels_semicolons_and_code_page_are_read() -> None:
    body = "Number;At;State;Place\r\nA;2026-03-03T14:00;ZOLL;Köln\r\n".encode("cp1252")

    assert track(body, "A")["A"].scans[0].place == "Köln"
    assert track(body, "A")["A"].scans[0].state == "delayed"


def test_a_number_is_found_however_the_file_writes_it() -> None:
    body = b"number,at,state\nrr 1234 5678 it,2026-03-03T14:00:00Z,DLV\n,2026-03-03T14:00:00Z,DLV\n"

    assert list(track(body, "RR12345678IT")) == ["RR12345678IT"]


def test_a_file_of_something_else_is_a_failure() -> None:
    with pytest.raises(ProviderFailed):
        track(b"<html>Back soon</html>", "A")
