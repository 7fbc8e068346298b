"""A carrier nobody can ask: its numbers and its link are known, and where a parcel is somebody writes down."""

from collections.abc import Collection
from urllib.parse import quote

from makegood.kernel.calling import Caller
from makegood.kernel.errors import NotAllowed
from makegood.kernel.text import _
from makegood.shops.ports import Call, Field, Settings, Step
from makegood.shops.ports.carriers import Tracked
from makegood.shops.rules.parcel_numbers import has_shape


class ByHand:
    kind = "by_hand"
    label = "Number and link"
    fields = (
        Field(
            "link",
            _("Link for customers"),
            _("Where the carrier tells of a parcel, {number} in the place of its number."),
            is_required=False,
        ),
        Field(
            "shapes",
            _("Shapes of its numbers"),
            _(
                "With commas between: # is a digit, @ a letter, * whatever follows. For example @@#########IT, 1Z*."
            ),
            is_required=False,
        ),
    )
    abilities: frozenset[str] = frozenset()
    at_once = 1

    def recognise(self, settings: Settings, number: str) -> bool:
        return has_shape(str(settings.get("shapes") or ""), number)

    def link(self, settings: Settings, number: str) -> str:
        return str(settings.get("link") or "").replace("{number}", quote(number, safe=""))

    def test(self, settings: Settings, web: Caller) -> list[Step]:
        """Nobody is asked, so all there is to try is whether the link is one, and leads to a parcel."""
        link = str(settings.get("link") or "")
        is_link = not link or (link.startswith(("https://", "http://")) and "{number}" in link)
        return [Step("connect", "ok" if is_link else "no_address", "" if is_link else link[:200])]

    def track(
        self, settings: Settings, web: Caller, numbers: Collection[str]
    ) -> dict[str, Tracked]:
        return {}

    def hear(self, settings: Settings, call: Call) -> dict[str, Tracked]:
        raise NotAllowed


carrier = ByHand()
