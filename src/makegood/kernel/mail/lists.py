"""Newsletters and lists, and the people who only write to us through one."""

import re
from collections.abc import Mapping

_LIST_HEADERS = (
    "list-id",
    "list-post",
    "list-unsubscribe",
    "x-mailing-list",
    "mailing-list",
    "x-mailman-version",
    "x-campaign",
    "x-campaignid",
    "x-mailchimp-id",
    "x-mc-user",
    "x-csa-complaints",
)
_BULK = ("bulk", "list", "junk")
_GROUP_SIGNS = ("list-post", "x-google-group-id", "mailing-list", "x-beenthere")
_ADDRESS = re.compile(r"[^\s<>\"',;:()]{1,100}@([^\s<>\"',;:()]{1,200})")


def is_list(headers: Mapping[str, str], sender: str) -> bool:
    """Whether it was written to many. A person's mail through our own group address was written to us."""
    is_bulk = headers.get("precedence", "").strip().lower() in _BULK
    if not is_bulk and not any(name in headers for name in _LIST_HEADERS):
        return False
    return not _is_through_our_group(headers, sender)


def _is_through_our_group(headers: Mapping[str, str], sender: str) -> bool:
    """A group such as support@shop.example hands on to colleagues of the same domain, who are the ones it was sent to."""
    if not any(name in headers for name in _GROUP_SIGNS) or "list-unsubscribe-post" in headers:
        return False
    posts = [
        m.lower()
        for name in ("list-post", "mailing-list", "x-beenthere")
        for m in _ADDRESS.findall(headers.get(name, ""))
    ]
    to = {
        domain.lower()
        for name in ("to", "cc")
        for domain in _ADDRESS.findall(headers.get(name, ""))
    }
    delivered = {
        d.lower()
        for name in ("delivered-to", "x-original-to", "envelope-to", "x-forwarded-to")
        for d in _ADDRESS.findall(headers.get(name, ""))
    }
    homes = set(posts) - {"googlegroups.com"}
    if not homes and "x-google-group-id" in headers:
        homes = to
    written_from = sender.rpartition("@")[2]
    return bool(homes & to & (delivered or set())) and written_from not in homes
