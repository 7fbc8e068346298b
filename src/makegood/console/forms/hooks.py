"""Webhooks: which program is told what."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from makegood.console.forms.base import DeskForm
from makegood.hooks.models import Endpoint
from makegood.hooks.rules.kinds import KINDS
from makegood.ui.words import word


class HookKindsForm(DeskForm):
    """What an endpoint is told."""

    events = forms.MultipleChoiceField(
        label=_("What it is told"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["events"].choices = [(kind, word("hook", kind)) for kind in KINDS]  # type: ignore[attr-defined]  # the stubs know only Field

    @classmethod
    def of(cls, endpoint: Endpoint) -> "HookKindsForm":
        """The form as the endpoint is now."""
        return cls(initial={"events": endpoint.kinds})


class HookForm(HookKindsForm):
    """A new endpoint."""

    name = forms.CharField(
        label=_("What is it for?"), help_text=_("Such as “shop system”."), max_length=80
    )
    url = forms.CharField(
        label=_("Address"),
        help_text=_("Where the program listens. It begins with https://."),
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://shop.example/hooks"}),
    )
    field_order = ("name", "url", "events")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if networks := settings.MAKEGOOD_HOOK_NETWORKS:
            hint = _(
                "Where the program listens. It begins with https://, or with http:// inside %(networks)s."
            )
            self.fields["url"].help_text = hint % {"networks": ", ".join(map(str, networks))}
