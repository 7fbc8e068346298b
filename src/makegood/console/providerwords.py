"""What the test of a sign-in provider found, in words: what was tried, what went wrong, what to do."""

from django.utils.translation import gettext as _

from makegood.console.steps import Told
from makegood.kernel.errors import ProviderFailed


def went_well(step: str) -> Told:
    return Told(_name_of(step), True, "", "", "")


def went_wrong(error: ProviderFailed) -> Told:
    problem, advice = words_for(error.code)
    detail = error.message if error.message != error.code else ""
    return Told(_name_of(error.step), False, problem, advice, detail)


def _name_of(step: str) -> str:
    names = {
        "openid.document": _("Read what the provider says of itself"),
        "openid.keys": _("Read the keys it signs with"),
    }
    return names.get(step, step)


def words_for(code: str) -> tuple[str, str]:
    """What went wrong, and what to do about it."""
    check = _("Check the address for typing mistakes.")
    someone = _("Whoever runs the provider has to put that right.")
    words = {
        "name_not_found": (_("There is no server of this name."), check),
        "refused": (
            _("The server refuses the connection."),
            _("Check the address and its port, and whether the provider is running."),
        ),
        "timed_out": (
            _("The server did not answer in time."),
            _("Check the address; a firewall may stand between."),
        ),
        "unreachable": (_("The server can't be reached."), check),
        "no_tls": (_("The server does not speak TLS (https) at this address."), check),
        "certificate": (_("The server's certificate is not to be trusted."), someone),
        "certificate_expired": (
            _("The server's certificate has expired."),
            _("Whoever runs the server has to renew it. Check this machine's clock, too."),
        ),
        "certificate_name": (_("The server's certificate is made for another name."), check),
        "certificate_issuer": (
            _("The server's certificate comes from somebody this machine does not know."),
            _(
                "If it is an authority of your own, add its certificate to those this machine trusts. Otherwise do not go on: somebody may be listening in."
            ),
        ),
        "not_found": (
            _("There is no OpenID Connect provider at this address."),
            _(
                "Often a part of the path is missing, such as the realm, tenant or application. The guide “Own the desk” shows the address for each provider."
            ),
        ),
        "moved": (
            _("The server sends us on to another address."),
            _("Enter the address it names, if it is your provider's."),
        ),
        "http": (_("The server answered with an error."), someone),
        "not_json": (
            _("What is at this address is not a provider's description."),
            _("It is a page for people, not JSON. Enter the issuer address, not the sign-in page."),
        ),
        "too_long": (_("What is at this address is far too long to be right."), check),
        "issuer_differs": (
            _("The provider calls itself by another address."),
            _(
                "Enter the address below exactly. With Microsoft, use your own tenant's ID instead of “common” or “organizations”."
            ),
        ),
        "incomplete": (_("The provider does not say all that is needed."), someone),
        "in_the_clear": (
            _("The provider wants to be asked without encryption."),
            _("Set it up so that all its addresses begin with https://."),
        ),
        "no_keys": (_("The provider shows no key we can check its signatures with."), someone),
    }
    unknown = (_("The server answered something unexpected."), someone)
    return words.get(code, unknown)
