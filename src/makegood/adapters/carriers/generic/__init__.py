"""Any carrier, or service that asks carriers, with our small REST interface; it may call us by Standard Webhooks."""

from collections.abc import Collection
from urllib.parse import quote

from makegood.adapters.carriers.generic import asking, calls
from makegood.kernel.calling import Caller
from makegood.kernel.text import _
from makegood.shops.ports import Call, Field, Settings, Step
from makegood.shops.ports.carriers import Tracked
from makegood.shops.rules.parcel_numbers import has_shape


class Generic:
    kind = "generic"
    label = "REST"
    fields = (
        Field(
            "url",
            _("Address of the interface"),
            _("Where it can be asked about parcels, for example https://carrier.example/makegood."),
        ),
        Field("token", _("Token"), _("It goes with every call."), is_secret=True),
        Field(
            "webhook_secret",
            _("Secret of the webhooks"),
            _(
                "Begins with whsec_. Calls are signed with it. Without it, the carrier is only asked."
            ),
            is_secret=True,
            is_required=False,
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
    abilities = frozenset({"track", "webhooks"})
    at_once = asking.AT_ONCE

    def recognise(self, settings: Settings, number: str) -> bool:
        return has_shape(str(settings.get("shapes") or ""), number)

    def link(self, settings: Settings, number: str) -> str:
        return str(settings.get("link") or "").replace("{number}", quote(number, safe=""))

    def test(self, settings: Settings, web: Caller) -> list[Step]:
        return asking.test(settings, web)

    def track(
        self, settings: Settings, web: Caller, numbers: Collection[str]
    ) -> dict[str, Tracked]:
        return asking.track(settings, web, numbers)

    def hear(self, settings: Settings, call: Call) -> dict[str, Tracked]:
        return calls.hear(settings, call)


carrier = Generic()
