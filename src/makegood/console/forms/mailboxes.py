"""A mailbox: where it is, and how to get in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.console.forms.base import DeskForm

SECURITIES = [
    ("tls", _("TLS from the start (usual)")),
    ("starttls", _("STARTTLS")),
    ("none", _("None – only inside your own network")),
]


class AddressForm(DeskForm):
    """First the address alone: the rest can often be filled in from it."""

    address = forms.EmailField(
        label=_("Address your customers write to"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    hoster = forms.ChoiceField(
        label=_("Who hosts the mailbox?"),
        help_text=_("Only needed for an address on your own domain, and only if it stands here."),
        required=False,
    )

    def __init__(self, *args: Any, hosters: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unknown = ("", _("Somebody else, or I do not know"))
        self.fields["hoster"].choices = [unknown, *((name, name) for name in hosters)]  # type: ignore[attr-defined]  # the stubs know only Field


class MailboxForm(DeskForm):
    """All that is needed to read and write through a mailbox."""

    address = forms.EmailField(
        label=_("Address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Name customers see"),
        help_text=_("Empty: the shop's."),
        max_length=120,
        required=False,
    )
    imap_user = forms.CharField(
        label=_("User name"),
        help_text=_("Empty: the address."),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    secret = forms.CharField(
        label=_("Password"),
        help_text=_("Kept encrypted."),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=True),
    )
    imap_host = forms.CharField(label=_("Incoming server (IMAP)"), max_length=253)
    imap_port = forms.IntegerField(label=_("Its port"), min_value=1, max_value=65535, initial=993)
    imap_security = forms.ChoiceField(label=_("Its security"), choices=SECURITIES)
    folder = forms.CharField(
        label=_("Folder to read"), max_length=200, required=False, help_text=_("Empty: INBOX.")
    )
    smtp_host = forms.CharField(label=_("Outgoing server (SMTP)"), max_length=253)
    smtp_port = forms.IntegerField(label=_("Its port"), min_value=1, max_value=65535, initial=465)
    smtp_security = forms.ChoiceField(label=_("Its security"), choices=SECURITIES)
    smtp_user = forms.CharField(
        label=_("User name for sending"),
        help_text=_("Empty: the same as for reading."),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    smtp_secret = forms.CharField(
        label=_("Password for sending"),
        help_text=_("Empty: the same as for reading."),
        max_length=1000,
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=True),
    )
    plus_addressing = forms.BooleanField(
        label=_("The mailbox takes name+anything@…"),
        help_text=_(
            "Then every case has a reply address of its own; without it answers are matched by their headers."
        ),
        required=False,
    )

    most_per_minute = forms.IntegerField(
        label=_("Mails a minute, at most"), min_value=0, max_value=100_000, required=False
    )
    most_per_hour = forms.IntegerField(
        label=_("Mails an hour, at most"), min_value=0, max_value=1_000_000, required=False
    )
    most_per_day = forms.IntegerField(
        label=_("Mails a day, at most"),
        help_text=_("Empty or 0: no limit. What is more waits for its turn; nothing is lost."),
        min_value=0,
        max_value=10_000_000,
        required=False,
    )

    def __init__(self, *args: Any, has_secret: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_secret:
            self.fields["secret"].required = False
            self.fields["secret"].help_text = _("Leave empty to keep the one saved.")

    @classmethod
    def of(cls, settings: dict[str, Any], **kwargs: Any) -> "MailboxForm":
        """The form filled with settings of an account, or with suggested ones."""
        folders = settings.get("folders") or [""]
        folder = "" if folders[0] == "INBOX" else folders[0]
        return cls(
            initial={**settings, "folder": folder, "secret": "", "smtp_secret": ""}, **kwargs
        )

    def settings(self) -> dict[str, Any]:
        """The account's settings as the channel reads them, without the secret."""
        given = {key: value for key, value in self.cleaned_data.items() if key != "secret"}
        folder = given.pop("folder") or "INBOX"
        return {**given, "folders": [folder]}
