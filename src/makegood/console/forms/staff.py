"""People at the desk: inviting, roles, one's own profile, teams."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.console.forms import choices
from makegood.console.forms.base import DeskForm
from makegood.console.forms.merging import MergingForm
from makegood.people.models import CustomRole, Role, Staff, Team, seat_of
from makegood.people.queries import custom_roles
from makegood.people.rules import PERMISSIONS, ROLE_MAY
from makegood.ui.words import word


def roles_up_to(by: Staff) -> choices.Choices:
    """The roles this person may give: none above their own; those of the shop's own last."""
    usual = [(code, word("role", code)) for code in ROLE_MAY if not _is_above(by, code, None)]
    own = [
        (f"custom:{one.pk}", one.name)
        for one in custom_roles()
        if not _is_above(by, Role.CUSTOM, one)
    ]
    return [*usual, *own]


def _is_above(by: Staff, role: str, custom: CustomRole | None) -> bool:
    return seat_of(role, custom).is_above(by.seat)


class RoleForm(MergingForm):
    """A role of the shop's own: what it is called and what it allows. Nobody gives what they may not do."""

    name = forms.CharField(
        label=_("Name of the role"), help_text=_("Such as “Warehouse”."), max_length=60
    )
    permissions = forms.MultipleChoiceField(
        label=_("What it allows"),
        help_text=_(
            "Whoever has it sees the cases of their own teams and leaves notes, even with nothing ticked."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, by: Staff, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, **kwargs)

    def arrange(self) -> None:
        given = [(one, word("permission", one)) for one in PERMISSIONS if self.by.may(one)]
        self.fields["permissions"].choices = given  # type: ignore[attr-defined]  # the stubs know only Field

    @classmethod
    def of(cls, role: CustomRole | None, by: Staff) -> "RoleForm":
        """The form as the role is now, or an empty one."""
        now = {"name": role.name, "permissions": role.permissions} if role else {}
        return cls(initial=now, by=by)

    @classmethod
    def _like(cls, saved: "RoleForm", data: Mapping[str, Any]) -> "RoleForm":
        return cls(data, by=saved.by)


class InviteForm(DeskForm):
    """A seat offered by mail."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"))
    language = forms.ChoiceField(label=_("Language of the invitation"))

    def __init__(self, *args: Any, by: Staff, **kwargs: Any) -> None:
        initial = {"role": Role.AGENT, "language": by.language} | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["role"].choices = roles_up_to(by)  # type: ignore[attr-defined]  # the stubs know only Field
        self.fields["language"].choices = choices.languages()  # type: ignore[attr-defined]  # the stubs know only Field


class TeamForm(DeskForm):
    """A team and who is in it."""

    name = forms.CharField(label=_("Name of the team"), max_length=80)
    members = forms.MultipleChoiceField(
        label=_("Members"), required=False, widget=forms.CheckboxSelectMultiple
    )
    senior = forms.ChoiceField(
        label=_("Threats and anger go to"),
        help_text=_("Who gets such a case while nobody has it."),
        required=False,
    )
    sharing = forms.ChoiceField(
        label=_("Cases nobody has"),
        help_text=_(
            "They go to members at work who write the customer's language and take on this kind of case."
        ),
        required=False,
        choices=[
            (Team.Sharing.BY_HAND, _("wait until somebody takes them")),
            (Team.Sharing.TURN, _("are given to each in turn")),
            (Team.Sharing.LOAD, _("are given to whoever has the fewest")),
        ],
    )
    takes_new = forms.BooleanField(
        label=_("Cases that are in no team come to this one"), required=False
    )

    def __init__(self, *args: Any, staff: list[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nobody = ("", _("nobody; those who lead are told"))
        self.fields["senior"].choices = [nobody, *((str(s.pk), s.name) for s in staff)]  # type: ignore[attr-defined]  # the stubs know only Field
        self.fields["members"].choices = [(str(s.pk), s.name) for s in staff]  # type: ignore[attr-defined]  # the stubs know only Field

    @classmethod
    def of(cls, team: Team, staff: list[Staff]) -> "TeamForm":
        """The form as the team is now."""
        members = [str(s.pk) for s in staff if team in s.teams.all()]
        known: dict[str, object] = {
            "name": team.name,
            "members": members,
            "senior": str(team.senior_id or ""),
            "sharing": team.sharing,
            "takes_new": team.takes_new,
        }
        return cls(initial=known, staff=staff)
