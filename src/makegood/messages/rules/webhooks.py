"""Providers that hand mail to us by calling an address of ours."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WebhookProvider:
    """`signs`: it signs each call with a key of its own, which the owner copies here; else the address holds a secret of
    ours. `tail` stands at the end of the address.
    """

    name: str
    label: str
    signs: bool = False
    tail: str = ""


WEBHOOK_PROVIDERS = (
    # Mailgun sends the mail as it came, and not taken apart, to an address that ends so.
    WebhookProvider("mailgun", "Mailgun", signs=True, tail="mime"),
    WebhookProvider("postmark", "Postmark"),
    WebhookProvider("mailjet", "Mailjet"),
    WebhookProvider("mailersend", "MailerSend", signs=True),
    WebhookProvider("sparkpost", "SparkPost"),
)
USER = "makegood"
"""Before the secret in the address, as providers want one."""


def webhook_provider(name: str) -> WebhookProvider | None:
    return next((one for one in WEBHOOK_PROVIDERS if one.name == name), None)


def webhook_path(account_id: object, provider: WebhookProvider) -> str:
    """Where the provider calls."""
    return f"/api/inbound/{account_id}/{provider.name}/{provider.tail}"
