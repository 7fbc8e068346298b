"""Ports are taken before anybody listens there: two groups that start at once never share one."""

import socket
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from makegood.project import ports

HERE = "127.0.0.1"


def started(
    place: Path, name: str, wanted: int | None = None
) -> AbstractContextManager[tuple[int, int]]:
    folder = place / name
    folder.mkdir(exist_ok=True)
    return ports.taken(HERE, wanted, None, folder)


def test_a_group_that_starts_while_another_does_takes_other_ports(tmp_path: Path) -> None:
    with started(tmp_path, "one") as first, started(tmp_path, "two") as second:
        assert not set(first) & set(second)


def test_a_port_asked_for_while_another_group_starts_there_is_refused(tmp_path: Path) -> None:
    with (
        started(tmp_path, "one") as (pages, _),
        pytest.raises(ports.PortBusy, match=str(pages)),
        started(tmp_path, "two", wanted=pages),
    ):
        pass


def test_our_own_servers_listen_there_and_no_caller_is_lost_beside_them(tmp_path: Path) -> None:
    with started(tmp_path, "one") as (pages, _), socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind((HERE, pages))
        server.listen(64)

        for _ in range(20):
            with socket.create_connection((HERE, pages), timeout=5):
                server.accept()[0].close()


def test_the_next_start_takes_the_same_ports(tmp_path: Path) -> None:
    with started(tmp_path, "one") as first:
        pass

    with started(tmp_path, "one") as again:
        assert again == first


def test_a_port_that_was_asked_for_is_the_next_one_s_too_and_in_links(tmp_path: Path) -> None:
    with started(tmp_path, "other") as (free, _):
        pass
    with started(tmp_path, "one", wanted=free):
        assert ports.remembered(tmp_path / "one") == free

    with started(tmp_path, "one") as (again, _):
        assert again == free
