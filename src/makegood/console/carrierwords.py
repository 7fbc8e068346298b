"""Trying a carrier, in words: what was tried, what went wrong, what to do."""

from django.utils.translation import gettext as _

from makegood.console.steps import Told
from makegood.shops.ports import Step


def told(step: Step) -> Told:
    """One step of a test."""
    problem, advice = ("", "") if step.is_ok else words_for(step.code)
    names = {"connect": _("Reach the carrier"), "sign_in": _("Ask about a parcel")}
    name = names.get(step.name, step.name)
    return Told(name, step.is_ok, problem, advice, "" if step.is_ok else step.detail)


def words_for(code: str) -> tuple[str, str]:
    """What went wrong, and what to do about it."""
    by_itself = _("It is tried again by itself; nothing is lost meanwhile.")
    check = _("Check the address for typing mistakes.")
    ask = _("Ask whoever gave you the address and the token.")
    words = {
        "no_address": (_("This is no address the carrier can be asked at."), check),
        "name_not_found": (_("There is no server of this name."), check),
        "not_public": (
            _("The address leads into a private network."),
            _("Whoever operates this desk can allow that: MAKEGOOD_HOOK_NETWORKS."),
        ),
        "certificate": (_("The carrier's certificate is not to be trusted."), ask),
        "not_found": (_("There is a server at this address, but nothing about parcels."), check),
        "key_refused": (_("The carrier does not take the token or password."), ask),
        "not_allowed": (_("The carrier does not allow us to ask about parcels."), ask),
        "key_lost": (
            _("The secret kept here can't be opened any more."),
            _("Enter it again. This happens when the desk's own key file was exchanged."),
        ),
        "busy": (_("The carrier asks us to come back later."), by_itself),
        "protocol": (_("The carrier answered something unexpected."), ask),
        "no_json": (_("The carrier answered with a web page instead of data."), by_itself),
    }
    return words.get(code, (_("The carrier does not answer as it should."), by_itself))
