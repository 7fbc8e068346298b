from pathlib import Path

import pytest
from pytest_django import Settings

from makegood.kernel import files


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def test_the_same_bytes_are_kept_once(folder: Path) -> None:
    first, second = files.store(b"a photo"), files.store(b"a photo")

    assert first == second
    assert files.read(first.sha256) == b"a photo"
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [first.sha256]


def test_a_file_cut_off_by_a_kill_is_stored_again(folder: Path) -> None:
    stored = files.store(b"the whole message")
    (folder / files.path_of(stored.sha256)).write_bytes(b"the wh")

    files.store(b"the whole message")

    assert files.read(stored.sha256) == b"the whole message"


def test_what_can_not_be_written_leaves_nothing(folder: Path) -> None:
    def broken(content: bytes) -> bytes:
        raise OSError("disk full")

    stored = files.store(b"a photo")
    with pytest.raises(OSError, match="disk full"):
        files.derived(stored.sha256, "small", broken)

    assert [path.name for path in folder.rglob("*") if path.is_file()] == [stored.sha256]


def test_many_at_once_are_all_there(folder: Path) -> None:
    with files.together():
        stored = [files.store(f"message {n}".encode()) for n in range(20)]
        assert files.read(stored[0].sha256) == b"message 0"

    assert [files.read(one.sha256) for one in stored] == [
        f"message {n}".encode() for n in range(20)
    ]
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 20
