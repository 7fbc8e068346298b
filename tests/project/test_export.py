"""`makegood export`: everything into one file, from the command line."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.project.places import open_folder
from tests.project.prepared import prepared
from tests.project.test_backup import inside, makegood

SET_UP = """
import django; django.setup()
from makegood.kernel import files
from makegood.messages.models import Attachment
from makegood.testing.makers import make_message
kept = files.store(b"a photo")
Attachment.objects.create(message=make_message(), name="a.jpg", type="image/jpeg", size=7, sha256=kept.sha256)
print(kept.sha256)
"""


@pytest.fixture
def place() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder


@pytest.mark.thorough
def test_it_is_whole_or_not_there_and_its_exit_code_says_what_was_missing(place: Path) -> None:
    data, to = prepared(place / "desk"), place / "all.zip"
    sha256 = inside(data, SET_UP)

    done = makegood(data, "export", str(to))

    assert done.returncode == 0, done.stderr
    assert "1 cases, 1 history, 1 messages" in done.stdout
    assert "100 %" in done.stderr
    assert to.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(to) as archive:
        assert archive.read(f"files/{sha256[:2]}/{sha256}") == b"a photo"

    (data / "files" / sha256[:2] / sha256[2:4] / sha256).unlink()
    incomplete = makegood(data, "export", str(to))

    assert incomplete.returncode == 1
    assert "1 attachments were not there any more" in incomplete.stderr
    nowhere = makegood(data, "export", str(place / "no" / "such" / "folder.zip"))
    assert nowhere.returncode == 1
    assert "is no folder" in nowhere.stderr
    assert sorted(os.listdir(place)) == ["all.zip", "desk"]
