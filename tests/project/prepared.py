"""A data folder as a desk leaves it that was started once and stopped: whoever does not test the first start begins
with a copy, and spares the ten seconds in which every table is made.
"""

import fcntl
import shutil
import subprocess
from pathlib import Path

from tests import template
from tests.project.groups import makegood_up
from tests.project.places import open_folder

KEPT = template.ROOT / "test-data" / "started-once"


def prepared(data: Path) -> Path:
    """`data`, started once before: not set up, with no port and no socket of its own yet."""
    subprocess.run(["cp", "-a", "--reflink=auto", str(_kept()), str(data)], check=True)
    return data


def _kept() -> Path:
    """The one that fits the checkout's migrations, made by whoever needs it first."""
    KEPT.mkdir(parents=True, exist_ok=True)
    wanted = KEPT / template.name()
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not wanted.exists():
            for old in KEPT.glob(f"{template.PREFIX}*"):
                shutil.rmtree(old)
            with open_folder() as folder:
                with makegood_up(folder / "var") as running:
                    assert running.port
                unfinished = KEPT / f"{template.PREFIX}be"
                subprocess.run(["cp", "-a", str(folder / "var"), str(unfinished)], check=True)
            (unfinished / "port").unlink()
            (unfinished / "run").rmdir()  # where the socket can be depends on the path
            unfinished.rename(wanted)
    return wanted
