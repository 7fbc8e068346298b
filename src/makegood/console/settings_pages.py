"""The pages of the settings, in their groups: the one list that the home page, its search and the frame are made of.

A new page of settings is a line here, an address in `settings_urls` and a template that extends `console/settings/frame.html`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from makegood.kernel.text import folded
from makegood.people.models import Staff
from makegood.ui.environment import url_if_any

Words = str | Lazy


@dataclass(frozen=True)
class SettingsPage:
    """One page: its address, its name, one line of what it is for, and what else one may search it by."""

    name: str
    label: Words
    about: Words
    icon: str
    also: Words = ""
    needs: str = "settings"
    """The permissions it takes, all of them; empty for what is everybody's own."""
    is_for_owners: bool = False

    @property
    def url(self) -> str:
        return url_if_any(self.name)

    def is_open_to(self, staff: Staff) -> bool:
        if self.is_for_owners and not staff.is_owner:
            return False
        return bool(self.url) and all(staff.may(one) for one in self.needs.split())

    def matches(self, words: list[str]) -> bool:
        """Whether every word begins or stands somewhere in what the page says of itself."""
        said = folded(f"{self.label} {self.about} {self.also}")
        return all(word in said for word in words)


@dataclass(frozen=True)
class Group:
    """Pages that belong together."""

    label: Words
    pages: tuple[SettingsPage, ...]


GROUPS = (
    Group(
        _("The shop"),
        (
            SettingsPage(
                "console:settings_shop",
                _("Shop"),
                _("Country, time zone and currency."),
                "shop",
                _("money place region"),
            ),
            SettingsPage(
                "console:connections",
                _("Connected shops"),
                _(
                    "Your shop system: its orders, parcels, payments and products, always up to date."
                ),
                "plug",
                _(
                    "shop system connect WooCommerce PrestaShop orders sync synchronise webhook integration"
                ),
            ),
            SettingsPage(
                "console:carriers",
                _("Carriers"),
                _("Who brings your parcels, and how they are asked where one is."),
                "truck",
                _("parcel tracking shipping delivery post courier DHL UPS number link"),
            ),
            SettingsPage(
                "console:brand",
                _("Brand"),
                _("Name, logo, colour and contact details, as your customers see them."),
                "star",
                _("picture colour look contact address phone website e-mail signature design"),
            ),
            SettingsPage(
                "console:languages",
                _("Languages"),
                _("What you answer in, how you address people, and what is prepared in each."),
                "globe",
                _("language translation formal informal tone polite foreign"),
            ),
            SettingsPage(
                "console:settings_hours",
                _("Hours and promises"),
                _("When somebody is there, holidays, and by when an answer is promised."),
                "clock",
                _("opening hours closed days calendar working hours deadline silence"),
            ),
            SettingsPage(
                "console:house_rules",
                _("House rules"),
                _("What you give beyond the law, to whom, and by when you answer."),
                "shield",
                _("return window warranty compensation limit approval policy"),
            ),
            SettingsPage(
                "console:laws",
                _("The law"),
                _("What consumer law says in each country, since when, and how sure we are."),
                "shield",
                _("consumer rights withdrawal guarantee warranty refund complaint article"),
                needs="",
            ),
        ),
    ),
    Group(
        _("People"),
        (
            SettingsPage(
                "console:staff",
                _("People"),
                _("Who has a seat at the desk, and what they may do."),
                "people",
                _("staff colleague invite seat owner manager agent"),
                needs="people",
            ),
            SettingsPage(
                "console:roles",
                _("Roles"),
                _("What each role may do, and roles of your own."),
                "shield",
                _("permission access rights light custom"),
                needs="people",
            ),
            SettingsPage(
                "console:teams",
                _("Teams"),
                _("Who shares a queue, and how its cases are shared out."),
                "person",
                _("group department members round robin load assign"),
                needs="people",
            ),
        ),
    ),
    Group(
        _("Mail"),
        (
            SettingsPage(
                "console:mailboxes",
                _("Mailboxes"),
                _("The addresses customers write to, and whether they work."),
                "inbox",
                _("e-mail channel IMAP SMTP POP3 server password signature DKIM connect"),
            ),
        ),
    ),
    Group(
        _("Daily work"),
        (
            SettingsPage(
                "console:templates",
                _("Templates"),
                _("Prepared answers that fill themselves with the facts of the case."),
                "template",
                _("text snippet canned reply"),
            ),
            SettingsPage(
                "console:playbooks",
                _("Playbooks"),
                _(
                    "What to ask, to say and to check for each kind of case; first help with products."
                ),
                "play",
                _("script steps guide troubleshooting phone checklist"),
            ),
            SettingsPage(
                "console:flows",
                _("Told first"),
                _(
                    "What customers hear of their orders before they ask, and what opens a case by itself."
                ),
                "truck",
                _(
                    "flow automation trigger notification tracking shipped delivered late lost proactive"
                ),
            ),
            SettingsPage(
                "console:training",
                _("Training"),
                _("Practise on past cases: nothing leaves, and the playbook keeps the score."),
                "play",
                _("learn exercise practice review score newcomer"),
                needs="",
            ),
            SettingsPage(
                "console:macros",
                _("Macros"),
                _("Several steps under one name: yours, and everybody's."),
                "play",
                _("shortcut actions answer several at once"),
                needs="",
            ),
            SettingsPage(
                "console:phrases",
                _("Threats and anger"),
                _("The phrases by which they are found, and how these fare."),
                "mood",
                _("lawyer press chargeback authority angry repeat silence words"),
            ),
            SettingsPage(
                "console:tags",
                _("Tags"),
                _("The words your shop sorts its cases by."),
                "tag",
                _("label category"),
            ),
        ),
    ),
    Group(
        _("Safety and records"),
        (
            SettingsPage(
                "console:sign_in",
                _("Sign-in"),
                _("Let colleagues sign in with the account your company gave them."),
                "shield",
                _(
                    "single sign-on SSO OpenID Connect OIDC Keycloak Entra Microsoft Google Authentik"
                ),
                is_for_owners=True,
            ),
            SettingsPage(
                "console:keys",
                _("API keys"),
                _("Ways in for your shop system and other programs."),
                "key",
                _("token program integration"),
            ),
            SettingsPage(
                "console:hooks",
                _("Webhooks"),
                _("Which other programs are told what happens here, and whether they hear it."),
                "send",
                _("program integration notify event endpoint automation"),
            ),
            SettingsPage(
                "console:retention",
                _("Keeping and deleting"),
                _("When closed cases and old mails go for good."),
                "trash",
                _("retention delete privacy GDPR anonymise erase archive"),
                needs="settings delete",
            ),
            SettingsPage(
                "console:exports",
                _("Export of everything"),
                _("All that the desk knows, as one file to take with you."),
                "download",
                _("data download portability JSON archive leave backup"),
                is_for_owners=True,
            ),
            SettingsPage(
                "console:audit",
                _("Changes"),
                _("Who changed which setting, when, and what it was before."),
                "history",
                _("audit log history"),
            ),
            SettingsPage(
                "console:sample",
                _("Sample shop"),
                _("A believable shop to look around in; put in and taken out again."),
                "play",
                _("demo example test data"),
            ),
        ),
    ),
    Group(
        pgettext_lazy("one's own settings", "You"),
        (
            SettingsPage(
                "console:profile",
                _("Your profile"),
                _("Your name, language, time zone, colours and keys."),
                "person",
                _("dark light theme keyboard shortcuts"),
                needs="",
            ),
            SettingsPage(
                "console:work",
                _("Your hours and languages"),
                _("When you are away, when you work, and what you take on."),
                "clock",
                _("absence holiday vacation shift skills out of office"),
                needs="",
            ),
            SettingsPage(
                "console:wishes",
                _("What you are told"),
                _("Which notices, mail with them, quiet hours."),
                "bell",
                _("notifications digest do not disturb push e-mail"),
                needs="",
            ),
            SettingsPage(
                "console:calendar",
                _("Your calendar"),
                _("What you promised, in your own calendar program."),
                "clock",
                _("ICS iCal Outlook Google subscribe feed due"),
                needs="",
            ),
            SettingsPage(
                "mfa_index",
                _("Your sign-in"),
                _("Password, second step and passkeys."),
                "shield",
                _("two factor TOTP authenticator recovery codes security"),
                needs="",
            ),
        ),
    ),
)


def groups_for(staff: Staff, text: str = "") -> list[Group]:
    """The pages this person may open and whose words match `text`; groups with none are left out."""
    words = folded(text).split()
    found = (Group(group.label, tuple(_open(group.pages, staff, words))) for group in GROUPS)
    return [group for group in found if group.pages]


def _open(pages: Iterable[SettingsPage], staff: Staff, words: list[str]) -> list[SettingsPage]:
    return [page for page in pages if page.is_open_to(staff) and page.matches(words)]
