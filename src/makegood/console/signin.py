"""How allauth is made ours: nobody signs up by themselves, mail goes through the outbox, secrets are sealed."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from makegood.console.signed_out import carry_words, take_along
from makegood.kernel import crypto
from makegood.messages.actions.sending import send_notice
from makegood.people.models import Staff
from makegood.shops.queries import the_shop

_SAID_BY_THE_PAGE = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Seats are given by set-up and invitation only; the one mail allauth may send is the password's."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *more: Any,
        **named: Any,
    ) -> None:
        """allauth's remarks, without those that say what everybody sees: that one is in, or out."""
        if message_template not in _SAID_BY_THE_PAGE:
            super().add_message(request, level, message_template, *more, **named)

    def pre_login(self, request: HttpRequest, user: Any, **named: Any) -> HttpResponse | None:
        """The first proof was right: words typed while signed out may go along, also through a second one."""
        answer: HttpResponse | None = super().pre_login(request, user, **named)
        # What the provider gave is done with: a session that waits for a second proof need not keep it.
        login = (named["signal_kwargs"] or {}).pop("sociallogin", None)
        if login is None:
            carry_words(request, user)
        else:
            request.session.set_expiry(0)
            take_along(request, user, login.state["words"])
        return answer

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
                _reset_text(staff, _at_our_address(context["password_reset_url"])),
                staff.language,
            )


def new_password_link(staff: Staff) -> str:
    """What the mail would hold, for an operator to hand over: an owner alone, without a mailbox, has no other way."""
    token = default_token_generator.make_token(staff)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(staff), token])
    return f"{settings.MAKEGOOD_URL}{path}"


def _at_our_address(link: str) -> str:
    # allauth builds links from the Host header, which whoever asks for the mail may have made up.
    return settings.MAKEGOOD_URL + urlsplit(link).path


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
