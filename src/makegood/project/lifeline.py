"""A part of the group must not outlive it: when the parent dies, however it dies, the kernel tells the child."""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int, with_signal: int = signal.SIGTERM) -> None:
    """Have the kernel send us `with_signal` when process `parent`, which started us, dies.

    Call it as the user one stays: a change of user clears it. Only Linux can; elsewhere it does nothing.
    """
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(with_signal), 0, 0, 0)
    if os.getppid() != parent:  # it died before we asked
        os.kill(os.getpid(), with_signal)
