"""How much longer a load takes, by how long it has taken so far. Pure."""

EARLIEST = 20
"""Before this part of the way (one in so many) the measure says little."""


def minutes_left(seconds_gone: float, done: int, total: int) -> int | None:
    """Whole minutes, 0 for less than one; None while nobody can tell."""
    if not total or done * EARLIEST < total:
        return None
    seconds = max(0.0, seconds_gone) * (total - done) / done
    return round(seconds / 60) if seconds >= 60 else 0
