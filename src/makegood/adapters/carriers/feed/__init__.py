"""A carrier that lays a file of what happened at an address: CSV, read whole each time."""

from collections.abc import Collection
from urllib.parse import quote

from makegood.adapters.carriers.feed import reading
from makegood.kernel.calling import Caller
from makegood.kernel.errors import NotAllowed
from makegood.kernel.text import _
from makegood.shops.ports import Call, Field, Settings, Step
from makegood.shops.ports.carriers import Tracked
from makegood.shops.rules.parcel_numbers import has_shape


class Feed:
    kind = "feed"
    label = "CSV"
    fields = (
        Field("url", _("Address of the file"), _("It must begin with https://.")),
        Field("user", _("User name"), is_required=False),
        Field("password", _("Password"), is_secret=True, is_required=False),
        Field(
            "states",
            _("What its states mean"),
            _("Its word, =, ours, with commas between. For example DLV=delivered, HUB=sorting."),
            is_required=False,
            binds_secrets=False,
        ),
        Field(
            "shapes",
            _("Shapes of its numbers"),
            _(
                "With commas between: # is a digit, @ a letter, * whatever follows. For example @@#########IT, 1Z*."
            ),
            is_required=False,
            binds_secrets=False,
        ),
        Field(
            "link",
            _("Link for customers"),
            _("Where the carrier tells of a parcel, {number} in the place of its number."),
            is_required=False,
            binds_secrets=False,
        ),
    )
    abilities = frozenset({"track"})
    at_once = 5_000
    """One reading of the file for all of them."""

    def recognise(self, settings: Settings, number: str) -> bool:
        return has_shape(str(settings.get("shapes") or ""), number)

    def link(self, settings: Settings, number: str) -> str:
        return str(settings.get("link") or "").replace("{number}", quote(number, safe=""))

    def test(self, settings: Settings, web: Caller) -> list[Step]:
        return reading.test(settings, web)

    def track(
        self, settings: Settings, web: Caller, numbers: Collection[str]
    ) -> dict[str, Tracked]:
        return reading.track(settings, web, numbers)

    def hear(self, settings: Settings, call: Call) -> dict[str, Tracked]:
        raise NotAllowed


carrier = Feed()
