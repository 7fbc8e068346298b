"""Addresses, put in the order in which they are written."""

from collections.abc import Mapping

PARTS = ("name", "company", "street", "street2", "postcode", "city", "region", "country")
"""The database keeps no order of its own; a phone is no part of where something goes."""


def written_parts(address: Mapping[str, object]) -> list[str]:
    """What there is of an address, as it goes on a parcel; what is not known by name comes last."""
    known = [str(address[part]) for part in PARTS if address.get(part)]
    others = {part: value for part, value in address.items() if part not in (*PARTS, "phone")}
    return known + [str(value) for value in others.values() if value]
