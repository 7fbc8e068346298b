"""Reading a suspected message in a process of its own, where it can kill nobody."""

import subprocess
import sys

PATIENCE = 60.0
_READ = (
    "import sys; from makegood.kernel.registry import adapters; "
    "adapters('makegood.channels')[sys.argv[1]].understand(sys.stdin.buffer.read())"
)


def survives_reading(kind: str, raw: bytes) -> bool:
    """Whether a process that reads `raw` as channel `kind` does lives to tell, within a minute.

    Settles what counting deaths can't: whether it was the message, or the message was only there.
    """
    try:
        done = subprocess.run(  # noqa: S603  ourselves
            [sys.executable, "-c", _READ, kind],
            input=raw,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
