"""How allauth is made ours: nobody signs up by themselves, mail goes through the outbox, secrets are sealed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from makegood.kernel import crypto
from makegood.messages.actions.sending import send_notice
from makegood.people.models import Staff
from makegood.shops.queries import the_shop


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Seats are given by set-up and invitation only; the one mail allauth may send is the password's."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if template_prefix != "account/email/password_reset_key":
            raise ValueError(f"a mail nobody has words for: {template_prefix}")
        shop, staff = the_shop(), context["user"]
        assert shop, "somebody has an account, so there is a shop"
        with translation.override(staff.language):
            send_notice(
                shop,
                email,
                _("Choose a new password"),
                _reset_text(staff, context["password_reset_url"]),
                staff.language,
            )


def _reset_text(staff: Staff, link: str) -> str:
    return _(
        "Hello %(name)s,\n\nsomebody, most likely you, asked for a new password for the desk. "
        "Choose it here:\n\n%(link)s\n\nIf it was not you, there is nothing to do: your password stays as it is."
    ) % {"name": staff.name, "link": link}


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Authenticator secrets and recovery codes are sealed like every other secret at rest."""

    def encrypt(self, text: str) -> str:
        return crypto.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.unseal(encrypted_text)
