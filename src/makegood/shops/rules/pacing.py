"""When a shop that failed is asked again."""

from datetime import timedelta

LONGEST = timedelta(minutes=30)


def next_try(failures: int, retry_after: float | None = None) -> timedelta:
    """A minute after the first failure, twice as long after each further one, half an hour at most; as the shop says,
    where it does and that is later."""
    own = min(timedelta(minutes=2 ** min(failures - 1, 6)), LONGEST)
    return own if retry_after is None else max(own, timedelta(seconds=retry_after))
