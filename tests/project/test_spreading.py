"""Busy clients come to be spread evenly over the workers, whatever the kernel dealt; nobody who is alone is sent away."""

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from makegood.project.spreading import COUNTED_FOR, Clients, Tally, spread

CLIENTS = range(8)


def asked(workers: list[Clients], at: dict[int, int], seconds: float, dice: random.Random) -> int:
    """Every client asks its worker ten times a second; who is sent away falls to either. How many were."""
    sent = 0
    for step in range(round(seconds * 10)):
        for client, worker in list(at.items()):
            now = 100 + step / 10 + client / 100
            if workers[worker].is_one_too_many(client, now):
                at[client] = dice.randrange(len(workers))
                sent += 1
    return sent


@pytest.mark.parametrize("dealt", [(8, 0), (6, 2), (5, 3)], ids=str)
def test_whoever_has_too_many_clients_sends_some_away(dealt: tuple[int, int]) -> None:
    tally = Tally(2)
    at = {client: int(client >= dealt[0]) for client in CLIENTS}

    asked([Clients(tally), Clients(tally)], at, 10, random.Random(1))

    assert Counter(at.values()) == {0: 4, 1: 4}


def test_evenly_spread_clients_stay_where_they_are() -> None:
    tally = Tally(2)
    at = {client: client % 2 for client in range(7)}

    assert asked([Clients(tally), Clients(tally)], at, 10, random.Random(1)) == 0


def test_who_has_not_asked_for_a_while_is_no_client() -> None:
    tally = Tally(2)
    mine, _other = Clients(tally), Clients(tally)

    assert not mine.is_one_too_many(1, 100)
    assert not mine.is_one_too_many(2, 100 + COUNTED_FOR)
    assert mine.is_one_too_many(3, 100 + COUNTED_FOR + 0.1)


def test_a_worker_begins_though_the_number_of_a_fallen_one_is_another_programs_now() -> None:
    tally = Tally(2)
    fallen, other = tally.place(), tally.place()
    tally.tell(fallen, 5, 100)
    tally.tell(other, 3, 200)

    assert tally.place() == fallen
    assert tally.fewest_beside(other, 200) == 0


def test_one_is_sent_away_at_a_time() -> None:
    tally = Tally(2)
    mine, _other = Clients(tally), Clients(tally)

    found = [mine.is_one_too_many(client, 100) for client in CLIENTS]

    assert found.count(True) == 1
    assert mine.is_one_too_many(99, 100.5)


def test_a_worker_that_is_started_again_takes_the_place_of_the_one_that_fell() -> None:
    tally = Tally(2)
    first, second = tally.place(), tally.place()
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], stdout=-1)
    tally.tell_as(int(gone.stdout), second, 7, 100)

    assert first != second
    assert tally.place() == second


def test_the_answer_says_that_it_is_the_last_of_its_connection() -> None:
    serve = spread(_hello, Tally(2))

    assert _asked(serve, "one")[1] == [("X", "y")]
    assert _asked(serve, "two")[1] == [("X", "y"), ("Connection", "close")]


def test_nobody_is_sent_away_by_a_version_that_knows_no_such_word() -> None:
    serve = spread(_hello, Tally(2))
    _asked(serve, "one")

    assert _asked(serve, "two", "HTTP/2.0")[1] == [("X", "y")]


def _hello(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("200 OK", [("X", "y")])
    return [b"hello"]


def _asked(serve: Callable[..., Iterable[bytes]], cookie: str, version: str = "HTTP/1.1") -> Any:
    said: list[Any] = []
    body = serve(
        {"SERVER_PROTOCOL": version, "HTTP_COOKIE": cookie}, lambda *given: said.extend(given)
    )
    assert list(body) == [b"hello"]
    return said
