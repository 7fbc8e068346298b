"""A mail's bytes into an `Inbound`."""

from dataclasses import fields

from makegood.kernel.mail.parse import parse
from makegood.kernel.mail.values import Mail
from makegood.messages.ports import Inbound


def understand(raw: bytes) -> Inbound:
    mail = parse(raw)
    return Inbound(**{field.name: getattr(mail, field.name) for field in fields(Mail)})
