"""A part of the group must not outlive it: when the parent dies, however it dies, the kernel tells the child."""

import ctypes
import os
import signal
import sys
import threading
import time

_PR_SET_PDEATHSIG, _PR_SET_NAME = 1, 15
_is_tied = False


def end_with_parent(parent: int, with_signal: int = signal.SIGTERM) -> None:
    """Have the kernel send us `with_signal` when process `parent`, which started us, dies.

    Call it as the user one stays: a change of user clears it. Only Linux can; elsewhere it does nothing.
    """
    global _is_tied
    _is_tied = True
    _prctl(_PR_SET_PDEATHSIG, int(with_signal))
    if sys.platform.startswith("linux") and os.getppid() != parent:  # it died before we asked
        os.kill(os.getpid(), with_signal)


def give_up_as_orphan(grace: float) -> None:
    """End hard when the parent has been dead for `grace` seconds.

    For a part that may not manage to end by itself: the database went down with the parent, and what waits for
    it waits long. Uses a thread, so it is not for a process that forks.
    """
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        time.sleep(grace)
        os._exit(1)

    threading.Thread(target=watch, name="orphan watch", daemon=True).start()


def is_tied() -> bool:
    """Whether a supervisor started this process."""
    return _is_tied


def name_process(name: str) -> None:
    """What `top` and `ps -o comm` show, 15 bytes at most."""
    _prctl(_PR_SET_NAME, name.encode()[:15])


def _prctl(option: int, value: int | bytes) -> None:
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)
