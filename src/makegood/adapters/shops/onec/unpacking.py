"""Files as 1C hands them over: XML, or a zip with some; and their XML read piece by piece, in any of its alphabets.

Nothing in here trusts the other side: what is unpacked is counted as it comes, not as the archive says, a document type
is refused (with one, a few bytes can ask for gigabytes), and so is what is nested beyond reason.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from makegood.kernel.errors import ProviderFailed

LARGEST = 256 * 1024 * 1024
"""Bytes of XML in one file handed over, unpacked: some 200,000 offers."""
MOST_FILES = 200
DEEPEST = 40
_PIECE = 64 * 1024


def documents(name: str, body: bytes) -> Iterator[tuple[str, IO[bytes]]]:
    """Each XML of the file, with its name, to be read from its beginning; all of them together bounded."""
    if not body.startswith(b"PK\x03\x04"):
        yield name, io.BytesIO(body)
        return
    left = LARGEST
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            inside = [one for one in archive.infolist() if one.filename.lower().endswith(".xml")]
            if len(inside) > MOST_FILES:
                raise _odd("too many files in the zip", code="too_big")
            for one in inside:
                if one.flag_bits & 1:
                    raise _odd("the zip is locked by a password")
                text = _unpacked(archive, one, left)
                left -= len(text)
                yield one.filename.rpartition("/")[2], io.BytesIO(text)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise _odd(f"the zip can't be read: {error}") from error


def _unpacked(archive: zipfile.ZipFile, one: zipfile.ZipInfo, left: int) -> bytes:
    with archive.open(one) as stream:
        text = stream.read(left + 1)
    if len(text) > left:
        raise _odd("unpacked it is beyond all measure", code="too_big")
    return text


def elements(stream: IO[bytes], *wanted: str) -> Iterator[Element]:
    """The elements of these names, each whole, and nothing else kept; of one inside another the outer. Before all
    others comes the root, with its attributes only."""
    reader = _Reader(set(wanted))
    while piece := stream.read(_PIECE):
        reader.feed(piece)
        yield from reader.taken()
    reader.feed(b"", is_last=True)
    yield from reader.taken()


class _Reader:
    def __init__(self, wanted: set[str]) -> None:
        self._wanted, self._depth, self._began = wanted, 0, 0
        self._builder: TreeBuilder | None = None
        self._found: list[Element] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, piece: bytes, is_last: bool = False) -> None:
        try:
            self._parser.Parse(piece, is_last)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise _odd(f"no XML: {error}") from error

    def taken(self) -> list[Element]:
        found, self._found = self._found, []
        return found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _odd("its elements are nested beyond reason")
        if self._depth == 1:
            self._found.append(Element(name, attributes))
        if self._builder is None and name in self._wanted:
            self._builder, self._began = TreeBuilder(), self._depth
        if self._builder is not None:
            self._builder.start(name, attributes)

    def _end(self, name: str) -> None:
        if self._builder is not None:
            self._builder.end(name)
            if self._depth == self._began:
                self._found.append(self._builder.close())
                self._builder = None
        self._depth -= 1

    def _text(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)

    def _refuse(self, *_args: object) -> None:
        raise _odd("XML with a document type")


def _odd(words: str, code: str = "protocol") -> ProviderFailed:
    return ProviderFailed(words[:300], permanent=True, code=code, step="read")
