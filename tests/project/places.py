"""Folders for data, in tests that start processes of their own."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def open_folder() -> Iterator[Path]:
    """A folder the database's user can enter; pytest's own are for one user alone."""
    with tempfile.TemporaryDirectory(prefix="makegood-test-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)
