"""A mailbox: where it is, and how to get in."""

from typing import Any, Self

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from makegood.console.forms.base import DeskForm
from makegood.kernel.ids import new_token
from makegood.messages.rules.webhooks import WEBHOOK_PROVIDERS, webhook_provider

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


def _user(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _secret(label: Any, hint: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=1000,
        strip=False,
        required=required,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=True),
    )


def _host(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=253, **more)


def _port(initial: int) -> forms.IntegerField:
    return forms.IntegerField(label=_("Its port"), min_value=1, max_value=65535, initial=initial)


def _security() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Its security"), choices=SECURITIES)


class AccountForm(DeskForm):
    """What every way of receiving shares: whose address it is, and how answers are sent.

    `secrets` may stay empty when there is one saved. `about` and `receiving` are the fields the page shows above
    sending, in order; a tuple stands in one row.
    """

    kind = ""
    secrets: tuple[str, ...] = ("smtp_secret",)
    about: tuple[str, ...] = ("address", "name")
    receiving: tuple[str | tuple[str, ...], ...] = ()

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
    aliases = forms.CharField(
        label=_("Other addresses of yours that arrive here"),
        help_text=_(
            "One a line. Mail from them is never taken for a customer's, and answers are not sent to them."
        ),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )
    smtp_host = _host(_("Outgoing server (SMTP)"))
    smtp_port = _port(465)
    smtp_security = _security()
    smtp_user = _user(_("User name for sending"), _("Empty: the same as for reading."))
    smtp_secret = _secret(
        _("Password for sending"), _("Empty: the same as for reading."), required=False
    )
    plus_addressing = forms.BooleanField(
        label=_("The mailbox takes name+anything@…"),
        help_text=_(
            "Then every case has a reply address of its own; without it answers are matched by their headers."
        ),
        required=False,
    )
    knows_plain = forms.BooleanField(
        label=_("Without encryption is meant"),
        help_text=_(
            "Only with security “None”: whoever is on the way reads the password and every mail. Right inside one machine, wrong everywhere else."
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
        for name in self.secrets if has_secret else ():
            if self.fields[name].required:
                self.fields[name].required = False
                self.fields[name].help_text = _("Leave empty to keep the one saved.")

    def clean_aliases(self) -> list[str]:
        lines = map(str.strip, self.cleaned_data["aliases"].splitlines())
        found = dict.fromkeys(line.lower() for line in lines if line)
        for line in found:
            try:
                validate_email(line)
            except forms.ValidationError as error:
                refusal = _("“%(words)s” is no e-mail address.")
                raise forms.ValidationError(refusal, params={"words": line}) from error
        return [one for one in found if one != self.cleaned_data.get("address", "").lower()]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        plain = [name for name in given if name.endswith("_security") and given[name] == "none"]
        if plain and not given.get("knows_plain"):
            self.add_error(
                "knows_plain",
                _("Choose TLS or STARTTLS, or tick here if you know that nothing is encrypted."),
            )
        return given

    @classmethod
    def of(cls, settings: dict[str, Any], **kwargs: Any) -> Self:
        """The form filled with settings of an account, or with suggested ones."""
        folders = [name for name in settings.get("folders") or [] if name != "INBOX"]
        folder = "\n".join(
            ["INBOX", *folders] if len(settings.get("folders") or []) > 1 else folders
        )
        empty = dict.fromkeys(cls.secrets, "")
        lines = {"folder": folder, "aliases": "\n".join(settings.get("aliases") or [])}
        return cls(initial={**settings, **lines, **empty}, **kwargs)

    def settings(self) -> dict[str, Any]:
        """The account's settings as the channel reads them, without the secret."""
        given = {key: value for key, value in self.cleaned_data.items() if key != "secret"}
        if "folder" in given:
            lines = (line.strip() for line in given.pop("folder").splitlines())
            given["folders"] = list(dict.fromkeys(filter(None, lines))) or ["INBOX"]
        return given


class _PasswordForm(AccountForm):
    """A mailbox one signs in to with a password."""

    secrets = ("secret", "smtp_secret")
    about = ("address", "name", "imap_user", "secret")

    imap_user = _user(_("User name"), _("Empty: the address."))
    secret = _secret(_("Password"), _("Kept encrypted."))


class MailboxForm(_PasswordForm):
    """A mailbox read over IMAP."""

    kind = "email"
    receiving = ("imap_host", ("imap_port", "imap_security"), "folder")

    imap_host = _host(_("Incoming server (IMAP)"))
    imap_port = _port(993)
    imap_security = _security()
    folder = forms.CharField(
        label=_("Folders to read"),
        max_length=2000,
        required=False,
        help_text=_("One a line; empty: INBOX."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Pop3Form(_PasswordForm):
    """A mailbox read over POP3."""

    kind = "pop3"
    receiving = ("pop3_host", ("pop3_port", "pop3_security"))

    pop3_host = _host(_("Incoming server (POP3)"))
    pop3_port = _port(995)
    pop3_security = _security()


class ServerForm(AccountForm):
    """Handed over by the shop's own mail server."""

    kind = "handed"


class WebhookForm(AccountForm):
    """Handed over by a provider's webhook."""

    kind = "handed"
    secrets = ("webhook_secret", "smtp_secret")
    receiving = ("webhook", "webhook_secret")

    webhook = forms.ChoiceField(
        label=_("Provider"), choices=[(one.name, one.label) for one in WEBHOOK_PROVIDERS]
    )
    webhook_secret = _secret(
        _("Signing key"),
        _(
            "Needed with Mailgun (its “HTTP webhook signing key”) and MailerSend (the inbound route's secret). Leave it empty with the others: we make one for you."
        ),
        required=False,
    )

    def __init__(self, *args: Any, has_secret: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, has_secret=has_secret, **kwargs)
        self.has_secret = has_secret
        if not has_secret:  # a key that some need is not called optional
            signing = " ".join(one.name for one in WEBHOOK_PROVIDERS if one.signs)
            self.fields["webhook_secret"].widget.attrs["data-needed-with"] = signing

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        provider = webhook_provider(given.get("webhook", ""))
        if provider and provider.signs and not given.get("webhook_secret") and not self.has_secret:
            self.add_error("webhook_secret", _("This provider signs with a key: copy it here."))
        return given

    def settings(self) -> dict[str, Any]:
        given = super().settings()
        if not given["webhook_secret"] and not self.has_secret:
            given["webhook_secret"] = new_token(24)
        return given


class ConsentForm(AccountForm):
    """A mailbox at Google or Microsoft, which one signs in to there."""

    kind = "email"
    secrets = ("oauth_client_secret", "smtp_secret")
    about = ("address", "name", "oauth_client_id", "oauth_client_secret")
    receiving = (
        "imap_host",
        ("imap_port", "imap_security"),
        "folder",
        "oauth_authorize_url",
        "oauth_token_url",
        "oauth_scope",
    )

    oauth_client_id = forms.CharField(label=_("Client ID"), max_length=500)
    oauth_client_secret = _secret(_("Client secret"), _("Kept encrypted."))
    imap_host = _host(_("Incoming server (IMAP)"))
    imap_port = _port(993)
    imap_security = _security()
    folder = MailboxForm.base_fields["folder"]
    oauth_authorize_url = forms.URLField(
        label=_("Where you sign in"),
        assume_scheme="https",
        help_text=_(
            "With Microsoft, an app for one organisation only needs its tenant ID instead of “common” here and in the next."
        ),
    )
    oauth_token_url = forms.URLField(label=_("Where permission is renewed"), assume_scheme="https")
    oauth_scope = forms.CharField(label=_("What is asked for"), max_length=1000)


def form_for(kind: str, settings: dict[str, Any]) -> type[AccountForm]:
    """The form an account is changed with."""
    if settings.get("oauth_token_url"):
        return ConsentForm
    if settings.get("webhook"):
        return WebhookForm
    return {"pop3": Pop3Form, "handed": ServerForm}.get(kind, MailboxForm)
