"""Memory the kernel can have back: program text that was read to start with and is not looked at any more."""

import ctypes
import mmap
from pathlib import Path

_PAGE_OUT = 21
"""MADV_PAGEOUT, madvise(2), Linux 5.4: reclaim these pages; what nobody else uses either is read from its file again when needed."""


def give_back_program_text() -> None:
    """Of libraries this process has loaded, let go what is exactly as in their files; older kernels refuse, and nothing changes.

    A process that only waits holds 20 MB of it: pages of every library's start, which its children never look at.
    """
    advise = ctypes.CDLL(None).madvise
    advise.argtypes = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
    for line in Path("/proc/self/maps").read_text().splitlines():
        place, access, _offset, _device, _inode, *path = line.split(maxsplit=5)
        if path and path[0].startswith("/") and "w" not in access:
            start, end = (int(address, 16) for address in place.split("-"))
            assert start % mmap.PAGESIZE == 0
            advise(start, end - start, _PAGE_OUT)
