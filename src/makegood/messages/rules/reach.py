"""Whether links in messages lead anywhere for their readers."""

from urllib.parse import urlsplit

HERE = frozenset({"127.0.0.1", "localhost", "::1"})


def leads_only_here(url: str) -> bool:
    """Whether nobody but this machine itself can open the address."""
    return urlsplit(url).hostname in HERE
