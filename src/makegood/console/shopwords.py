"""The steps of trying a shop system in words: what was tried, what went wrong, what to do."""

from django.utils.translation import gettext as _

from makegood.console.steps import Told
from makegood.shops.ports import Step
from makegood.ui.words import say


def told(step: Step) -> Told:
    """One step of a test."""
    problem, advice = ("", "") if step.is_ok else words_for(step.code)
    return Told(
        name_of(step.name),
        step.is_ok,
        problem,
        advice,
        "" if step.is_ok else step.detail,
        say(step.note) if step.note else "",
    )


def name_of(step: str) -> str:
    """What a step does."""
    names = {
        "connect": _("Reach the shop"),
        "sign_in": _("Show the key"),
        "orders": _("Read an order"),
        "products": _("Read a product"),
    }
    return names.get(step, step)


def words_for(code: str) -> tuple[str, str]:
    """What went wrong, and what to do about it."""
    by_itself = _("It is tried again by itself; nothing is lost meanwhile.")
    words = {
        "no_address": (
            _("This is no address the shop can be read at."),
            _("Write it as customers open it, beginning with https://."),
        ),
        "name_not_found": (
            _("There is no server of this name."),
            _("Check the shop's address for typing mistakes."),
        ),
        "not_public": (
            _("The shop's address leads into a private network."),
            _(
                "Whoever operates this desk can allow that: MAKEGOOD_HOOK_NETWORKS names the networks shops may stand in."
            ),
        ),
        "refused": (_("The shop's server does not answer."), by_itself),
        "timed_out": (_("The shop did not answer in time."), by_itself),
        "cut_off": (_("The shop's answer broke off."), by_itself),
        "certificate": (
            _("The shop's certificate is not to be trusted."),
            _("Whoever runs the shop's server has to put that right."),
        ),
        "not_found": (
            _("There is a server at this address, but not this shop system."),
            _("Check the address, and that it does not lead on to another one."),
        ),
        "key_refused": (
            _("The shop does not take the key."),
            _("Make a new key in the shop, enter it here and test it."),
        ),
        "key_lost": (
            _("The key kept here can't be opened any more."),
            _(
                "Enter the shop's key again. This happens when the desk's own key file was exchanged."
            ),
        ),
        "not_allowed": (
            _("The shop takes the key, and does not allow it to read this."),
            _(
                "Give the key the right to read in the shop. A firewall or security plug-in may say no, too."
            ),
        ),
        "no_json": (
            _("The shop answered with a web page instead of data."),
            _(
                "It may be closed for maintenance, or something stands between. It is tried again by itself."
            ),
        ),
        "busy": (_("The shop asks us to come back later."), by_itself),
        "down": (_("The shop is out of order at the moment."), by_itself),
        "not_kept": (
            _("What the shop said can't be kept here."),
            _(
                "It is tried again by itself. If it stays so, ask whoever operates this desk: its log says more."
            ),
        ),
        "too_big": (
            _("The shop's answer is larger than we take."),
            _("Ask whoever looks after the shop what it sends there."),
        ),
    }
    unknown = (
        _("The shop answered something unexpected."),
        _(
            "Its own words are below; whoever looks after the shop can tell what they mean. It is tried again by itself."
        ),
    )
    return words.get(code, unknown)
