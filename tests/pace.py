"""CPU time as an idle machine would count it: one that is slower, or shared with others, is not what a test is about."""

from time import process_time

IDLE = 0.010
"""What the yardstick takes on two cores of 2.5 GHz that do nothing else."""


class Pace:
    """A stopwatch for this process, with a yardstick laid on before and after; it never counts more than the clock."""

    def __init__(self) -> None:
        self._before = _yardstick()
        self._began = process_time()

    def seconds(self) -> float:
        """What the work since the beginning would have taken."""
        took = process_time() - self._began
        return took * IDLE / max(IDLE, min(self._before, _yardstick()))


def slowness() -> float:
    """How many times slower than the idle one this machine is; 1 where it is not."""
    return max(1.0, min(_yardstick(), _yardstick()) / IDLE)


def _yardstick() -> float:
    began = process_time()
    kept: dict[int, str] = {}
    for number in range(60_000):
        kept[number % 1_000] = str(number)
    return process_time() - began
