"""A desk, backed up and brought back to another folder: real processes, real database."""

import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.project.places import open_folder
from tests.project.prepared import prepared

from makegood.project.embedded_postgres import EmbeddedPostgres

pytestmark = pytest.mark.thorough

SET_UP = """
import django; django.setup()
from makegood.kernel import crypto, files
from makegood.people.actions.staffing import create_owner
create_owner(email="olga@shop.example", name="Olga", password="correct horse battery", language="en", timezone="UTC")
print(files.store(b"a photo").sha256, crypto.seal("secret"))
"""
LOOK = """
import sys, django; django.setup()
from makegood.kernel import crypto, files
from makegood.people.models import Staff
print([staff.email for staff in Staff.objects.all()], files.read(sys.argv[1]), crypto.unseal(sys.argv[2]))
"""
"""Run inside `makegood`'s own database context by `inside`."""


@pytest.fixture
def place() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder


def makegood(data: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return run(data, "-m", "makegood.project.cli", *arguments)


def inside(data: Path, code: str, *arguments: str) -> str:
    """What `code` prints, with the database of `data` running."""
    running = (
        "from pathlib import Path; import sys\n"
        "from makegood.project.embedded_postgres import EmbeddedPostgres\n"
        f"with EmbeddedPostgres(Path({str(data)!r})).running():\n"
        f"    exec({code!r})\n"
    )
    done = run(data, "-c", running, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def run(data: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {name: v for name, v in os.environ.items() if not name.startswith("MAKEGOOD_")}
    environment |= {
        "MAKEGOOD_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "makegood.project.settings",
    }
    return subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
    )


@dataclass(frozen=True)
class Kept:
    """A desk with an owner, a file and a sealed secret, and its backup."""

    data: Path
    tar: Path
    sha256: str
    sealed: str

    def is_in(self, data: Path) -> bool:
        seen = inside(data, LOOK, self.sha256, self.sealed)
        return seen == "['olga@shop.example'] b'a photo' secret"


@pytest.fixture(scope="module")
def kept() -> Iterator[Kept]:
    with open_folder() as folder:
        data, tar = prepared(folder / "desk"), folder / "desk.tar"
        sha256, sealed = inside(data, SET_UP).split()
        done = makegood(data, "backup", str(tar))
        assert done.returncode == 0, done.stderr
        yield Kept(data, tar, sha256, sealed)


def test_what_was_backed_up_comes_back_elsewhere(kept: Kept, place: Path) -> None:
    done = makegood(place / "new", "restore", str(kept.tar))

    assert done.returncode == 0, done.stderr
    assert not EmbeddedPostgres(place / "new").is_running()
    assert kept.is_in(place / "new")


def test_a_desk_that_is_set_up_is_replaced_on_purpose_only(kept: Kept) -> None:
    refused = makegood(kept.data, "restore", str(kept.tar))
    forced = makegood(kept.data, "restore", "--force", str(kept.tar))

    assert refused.returncode == 1
    assert "--force" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert forced.returncode == 0, forced.stderr
    assert kept.is_in(kept.data)


def test_a_broken_file_changes_nothing(kept: Kept, place: Path) -> None:
    with tarfile.open(kept.tar) as whole, tarfile.open(place / "cut.tar", "w") as cut:
        for entry in whole:
            content = whole.extractfile(entry)
            assert content is not None
            if entry.name == "database.dump":
                entry.size //= 2
            cut.addfile(entry, content)

    done = makegood(kept.data, "restore", "--force", str(place / "cut.tar"))

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert kept.is_in(kept.data)


def test_nobody_else_may_read_a_backup(kept: Kept) -> None:
    assert kept.tar.stat().st_mode & 0o077 == 0


def test_a_backup_into_no_folder_is_refused(place: Path) -> None:
    done = makegood(place / "desk", "backup", str(place / "nowhere" / "desk.tar"))

    assert done.returncode == 1
    assert "nowhere is no folder" in done.stderr
