"""The test database: an embedded PostgreSQL of this checkout, kept between runs because starting it is the slow part.

And what a machine may lack: tests marked `browser` need Chromium, `mailservers` need Dovecot and Postfix,
`oscar` a django-oscar, `vendure` a Vendure.
Where those are missing the rest runs, and one line at the end says what was left out and how to get it.
"""

import gc
import os
import shutil
import sys
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from tests import template

from makegood.project.embedded_postgres import EmbeddedPostgres

ROOT = Path(__file__).resolve().parent.parent
TEST_DATA = ROOT / "test-data"
sys.path.append(str(ROOT / "tools"))
NEEDS = {
    "browser": {"Chromium": ["chromium"]},
    "mailservers": {"Dovecot": ["dovecot"], "Postfix": ["postfix"]},
    "oscar": {"django-oscar": [str(ROOT / ".oscar" / "bin" / "django-admin")]},
    "vendure": {"Vendure": [str(ROOT / ".vendure" / "vendure"), "node"]},
}
"""Marker → what its tests need, and the programs that prove it is there."""


JOBS = {"procrastinate_events", "procrastinate_jobs", "procrastinate_periodic_defers"}
"""Tables of the job queue, which Django does not call its own."""
LASTING = {"django_migrations", "django_content_type", "auth_permission"}
"""Tables that hold what the code says, the same for every test."""


# A machine that is slow, or shared, is not what a property is about; where time is, the test says how much.
settings.register_profile("makegood", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("makegood")


def pytest_configure(config: pytest.Config) -> None:
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    if not is_worker:
        import compile_sources  # noqa: PLC0415  slow import

        compile_sources.everything()
    if "MAKEGOOD_DATABASE_URL" in os.environ:
        return
    if not is_worker:
        # The test database may vanish with the power: nothing in it is worth an fsync.
        EmbeddedPostgres(TEST_DATA).start(
            fsync="off", full_page_writes="off", synchronous_commit="off", max_connections="200"
        )
        # Beside the workers, who load and gather the tests meanwhile; whoever wants its database waits below.
        Thread(target=template.make, args=(TEST_DATA,)).start()
    TransactionTestCase._fixture_teardown = _emptied  # type: ignore[attr-defined]
    connection.settings_dict["TEST"]["TEMPLATE"] = template.name()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    if "MAKEGOOD_DATABASE_URL" not in os.environ:
        template.make(TEST_DATA)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = {marker for marker in NEEDS if _missing(marker)}
    if not config.getoption("markexpr"):
        left_out.add("soak")
    dropped = [item for item in items if left_out & {mark.name for mark in item.iter_markers()}]
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = [item for item in items if item not in set(dropped)]


def pytest_collection_finish() -> None:
    # What is loaded now stays to the end; the collector, a twentieth of all time, need not walk through it again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") is None:
        _no_browser()


def pytest_sessionfinish() -> None:
    _no_browser()


def _no_browser() -> None:
    # Asked of what is loaded: a run without a browser's test need not load Playwright.
    if kept := sys.modules.get("tests.browser.chromium"):
        kept.stop()


def pytest_unconfigure(config: pytest.Config) -> None:
    # Here and not in the summary hook: it must be the last line, below the counts.
    missing = [name for marker in NEEDS for name in _missing(marker)]
    if missing and "PYTEST_XDIST_WORKER" not in os.environ and not config.option.collectonly:
        print(
            f"Left out: the tests that need {' and '.join(missing)}, which this machine lacks. "
            "To get them: make test-tools"
        )


def _emptied(_case: TransactionTestCase) -> None:
    """After a test that commits: no row is left. Django's own way truncates every table, empty or not, and makes all
    permissions anew, half a second a test. Nothing is asked of foreign keys here, which only a superuser may order.
    """
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    emptied = "".join(f'DELETE FROM "{table}";' for table in (set(tables) | JOBS) - LASTING)
    with connection.cursor() as cursor:
        cursor.execute(
            "SET session_replication_role = replica;"
            + emptied
            + "SET session_replication_role = origin"
        )


def _missing(marker: str) -> list[str]:
    path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
    found = {
        name: all(shutil.which(program, path=path) for program in programs)
        for name, programs in NEEDS[marker].items()
    }
    return [name for name, is_there in found.items() if not is_there]
