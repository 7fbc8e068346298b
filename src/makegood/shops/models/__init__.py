"""The mirror, as rows: what the shops said (`mirror`), what money moved (`money`), where parcels are (`tracking`), and the lines to them (`connections`)."""

from makegood.shops.models.carriers import CarrierAccount
from makegood.shops.models.commands import Command
from makegood.shops.models.connections import Connection, Document, Hint, Refusal, StateMapping
from makegood.shops.models.handed import HandedFile, HandedPiece
from makegood.shops.models.looking_up import OrderQuestion
from makegood.shops.models.mirror import (
    CustomerAddress,
    ImportMapping,
    ImportRefusal,
    ImportRun,
    Line,
    Order,
    Packed,
    Parcel,
    Product,
    Shop,
    Supplier,
    Variant,
)
from makegood.shops.models.money import Entry, Instrument
from makegood.shops.models.tracking import TrackingEvent

__all__ = [
    "CarrierAccount",
    "Command",
    "Connection",
    "CustomerAddress",
    "Document",
    "Entry",
    "HandedFile",
    "HandedPiece",
    "Hint",
    "ImportMapping",
    "ImportRefusal",
    "ImportRun",
    "Instrument",
    "Line",
    "Order",
    "OrderQuestion",
    "Packed",
    "Parcel",
    "Product",
    "Refusal",
    "Shop",
    "StateMapping",
    "Supplier",
    "TrackingEvent",
    "Variant",
]
