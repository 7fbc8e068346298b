"""The test database: an embedded PostgreSQL of this checkout, kept between runs because starting it is the slow part."""

import os
from pathlib import Path

from makegood.project.embedded_postgres import EmbeddedPostgres

ROOT = Path(__file__).resolve().parent.parent


def pytest_configure(config: object) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ and "MAKEGOOD_DATABASE_URL" not in os.environ:
        # The test database may vanish with the power: nothing in it is worth an fsync.
        EmbeddedPostgres(ROOT / "test-data").start(
            fsync="off", full_page_writes="off", synchronous_commit="off", max_connections="200"
        )
