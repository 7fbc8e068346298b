"""`makegood up` as a user meets it: real processes, a data folder of its own."""

import contextlib
import os
import pwd
import re
import shutil
import signal
import socket
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psutil
import psycopg
import pytest
from tests.pace import slowness
from tests.project.groups import ROOT, Running, connected, makegood_up, status_of
from tests.project.places import open_folder
from tests.project.prepared import prepared

from makegood.project.embedded_postgres import EmbeddedPostgres, socket_folder
from makegood.project.server_user import ServerUser

FOUR_JOBS = """
from makegood.cases import tasks as cases
from makegood.kernel import tasks as kernel
from makegood.moods import tasks as moods
from makegood.people import tasks as people
from procrastinate.exceptions import AlreadyEnqueued
for job in (kernel.forget_old_answers, people.lift_marks, moods.sweep_moods, cases.wake_snoozed_cases):
    try:
        job.defer(timestamp=1)
    except AlreadyEnqueued:
        pass
"""


BESIDE_OTHERS = 2
"""Two tests run at once, and each start uses both cores."""


@pytest.fixture
def place() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder


def test_up_prints_the_address_and_a_set_up_link(group: Running) -> None:
    link = re.search(r"http://127\.0\.0\.1:(\d+)/setup/\w{32}/", group.said)

    assert link
    assert int(link[1]) == group.port
    assert group.page() in {200, 302, 303, 404}


@pytest.mark.parametrize("name", ["web", "stream", "worker", "postgres", "house"])
def test_a_part_that_falls_is_started_again(group: Running, name: str) -> None:
    fallen = group.part(name)

    fallen.kill()

    wait_for(lambda: group.part(name).pid != fallen.pid)
    assert group.page() < 500
    assert may_write(group.data)


def test_a_server_killed_outright_leaves_no_workers(group: Running) -> None:
    wait_for(lambda: bool(group.part("web").children()))  # it may have been started again just now
    workers = group.part("web").children()

    group.part("web").kill()

    _gone, alive = psutil.wait_procs(workers, timeout=30)
    assert not alive


def test_jobs_give_their_connections_back(group: Running) -> None:
    """Each costs the database memory: what stays is the pages', the streams', the queue's and the mail threads'."""
    group.inside(FOUR_JOBS)

    def held() -> int:
        with group.connected() as own:
            counted = own.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
            row = counted.fetchone()
        return int(str(row[0])) if row else 0

    time.sleep(2)
    wait_for(lambda: held() <= 10)


def test_up_twice_on_one_folder_is_refused(group: Running) -> None:
    with makegood_up(group.data) as second:
        pass

    assert second.process.returncode == 1
    assert "runs already" in second.said
    assert "Traceback" not in second.said
    assert group.page() < 500


@pytest.mark.thorough
def test_a_second_folder_takes_other_ports(group: Running, place: Path) -> None:
    with makegood_up(prepared(place / "var")) as second:
        assert second.port != group.port
        assert second.page() < 500
        assert group.page() < 500


def test_ctrl_c_stops_everything_and_the_next_start_is_quick(place: Path) -> None:
    # Long enough that the socket would not fit, too.
    data = place / ("a-very-long-folder-name" * 4) / "var"
    data.parent.mkdir()
    prepared(data)
    with makegood_up(data) as running:
        family = running.family()
        began = time.monotonic()
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(timeout=60) == 0
        assert time.monotonic() - began < 15  # 0.4 s on an idle machine
    assert not [part for part in family if part.is_running()]

    began, allowed = time.monotonic(), 5 * BESIDE_OTHERS * slowness()
    with makegood_up(data) as running:
        assert time.monotonic() - began < allowed
        assert running.port == int((data / "port").read_text())


@pytest.mark.thorough
def test_a_killed_group_leaves_nothing_running_and_loses_nothing(place: Path) -> None:
    data = prepared(place / "var")
    with makegood_up(data) as running:
        family = running.family()
        assert may_write(data)

        running.process.kill()

        _gone, alive = psutil.wait_procs(family, timeout=30)
        assert not alive

    with makegood_up(data):
        assert written(data) == 1


def test_a_port_that_was_asked_for_and_is_taken_is_an_error(place: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with makegood_up(place / "var", more={"MAKEGOOD_PORT": port}) as running:
            pass

    assert running.process.returncode == 1
    assert f"port {port} is taken" in running.said
    assert "Traceback" not in running.said


def test_a_misspelt_setting_is_an_error(place: Path) -> None:
    with makegood_up(place / "var", more={"MAKEGOOD_PROT": "8000"}) as running:
        pass

    assert running.process.returncode == 1
    assert "unknown setting MAKEGOOD_PROT" in running.said


def test_a_database_of_another_make_is_an_error(place: Path) -> None:
    url = "mysql://me:geheim@db.example/makegood"
    with makegood_up(place / "var", more={"MAKEGOOD_DATABASE_URL": url}) as running:
        pass

    assert running.process.returncode == 1
    assert "expected postgresql://…, got mysql" in running.said
    assert "geheim" not in running.said
    assert "Traceback" not in running.said


@pytest.mark.thorough
def test_an_ordinary_user_can_run_it_too(place: Path) -> None:
    """Root runs it as `nobody` here; for an ordinary user all of the above was this test."""
    if os.geteuid() != 0:
        return
    entry = pwd.getpwnam("nobody")
    user = ServerUser(entry.pw_uid, entry.pw_gid)
    home = place
    os.chown(home, user.uid, user.gid)

    with makegood_up(
        home / "var",
        python=python_for(user),
        more={"PYTHONPATH": packages_for(user, place), "HOME": str(home)},
        **user.demoted,
    ) as running:
        owners = {part.uids().real for part in [running.part("postgres"), running.part("web")]}
        assert running.page() < 500
        assert statuses_of_styles(running) == {200}

    assert owners == {user.uid}


@pytest.mark.thorough
def test_a_server_of_ones_own_is_used_instead_over_the_network(place: Path) -> None:
    server = EmbeddedPostgres(prepared(place / "elsewhere"))
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    server.prepare()
    (server.folder / "pg_hba.conf").write_text(
        "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
    )
    server.start(listen_addresses="127.0.0.1", port=str(port))
    try:
        with psycopg.connect(
            host=str(socket_folder(server.data)), user="postgres", port=port, dbname="makegood"
        ) as own:
            own.execute("ALTER ROLE postgres PASSWORD 'geheim'")
        url = f"postgresql://postgres:geheim@127.0.0.1:{port}/makegood"
        with makegood_up(place / "var", more={"MAKEGOOD_DATABASE_URL": url}) as running:
            assert running.page() < 500
            assert not [one for one in running.family() if "postgres" in one.name()]
        assert not (place / "var" / "postgres").exists()
        assert "geheim" not in running.said
    finally:
        server.stop()


def python_for(user: ServerUser) -> str:
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        if Path(python).exists() and user.reaches(Path(python).resolve().parent):
            return python
    pytest.fail("no Python an ordinary user may run")


def packages_for(user: ServerUser, folder: Path) -> str:
    """Where that Python finds our code and its packages: as they are, or copied to where `user` can read them."""
    site = next(Path(path) for path in sys.path if path.endswith("site-packages"))
    found = []
    for tree in (ROOT / "src", site):
        if not user.reaches(tree):
            tree = Path(shutil.copytree(tree, folder / tree.name, symlinks=True))
        found.append(str(tree))
    return ":".join(found)


def statuses_of_styles(running: Running) -> set[int]:
    """What those who open the first page get for each style sheet it names."""
    origin = f"http://127.0.0.1:{running.port}"
    with urllib.request.urlopen(f"{origin}/sign-in/", timeout=30) as page:
        named = re.findall(r'href="(/static/[^"]+\.css)"', page.read().decode())
    return {status_of(f"{origin}{path}") for path in named}


def wait_for(condition: Callable[[], bool], *ignored: type[Exception], seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(psutil.Error, *ignored):
            if condition():
                return
        time.sleep(0.1)
    pytest.fail("it did not happen in time")


def may_write(data: Path) -> bool:
    """Leave a row behind, as soon as the database answers."""

    def write() -> bool:
        with connected(data) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS left_behind (n int)")
            connection.execute("INSERT INTO left_behind VALUES (1)")
        return True

    wait_for(write, psycopg.OperationalError)
    return True


def written(data: Path) -> int:
    with connected(data) as connection:
        row = connection.execute("SELECT count(*) FROM left_behind").fetchone()
        assert row
        return int(row[0])
