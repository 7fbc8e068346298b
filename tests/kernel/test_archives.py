"""A ZIP that is written as it goes."""

import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from makegood.kernel.archives import written


def test_what_was_written_is_read_again_by_any_program(tmp_path: Path) -> None:
    place = tmp_path / "all.zip"
    with place.open("w+b") as stream, written(stream, tmp_path) as archive:
        with archive.file("words.txt") as file:
            file.write("žodžiai\n".encode() * 1000)
        archive.add("files/ab/1", BytesIO(b"\x00\x01" * 5000))
        archive.add("files/ab/2", BytesIO(b""))

    with zipfile.ZipFile(place) as found:
        assert found.testzip() is None
        assert found.namelist() == ["words.txt", "files/ab/1", "files/ab/2"]
        assert found.read("words.txt") == "žodžiai\n".encode() * 1000
        assert found.read("files/ab/1") == b"\x00\x01" * 5000
        assert found.getinfo("words.txt").compress_size < 1000
        assert found.getinfo("files/ab/1").compress_type == zipfile.ZIP_STORED
    assert [one.name for one in tmp_path.iterdir()] == ["all.zip"]


@pytest.mark.thorough
def test_more_files_than_an_old_zip_may_hold_take_no_more_memory(tmp_path: Path) -> None:
    count = 70_000
    place = tmp_path / "many.zip"
    tracemalloc.start()

    with place.open("w+b") as stream, written(stream, tmp_path) as archive:
        for number in range(count):
            archive.add(f"files/{number}", BytesIO(b"x"))

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000
    with zipfile.ZipFile(place) as found:
        assert len(found.namelist()) == count
        assert found.read(f"files/{count - 1}") == b"x"
