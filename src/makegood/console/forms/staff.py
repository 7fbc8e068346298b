"""People at the desk: inviting, roles, one's own profile, teams."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.console.forms import choices
from makegood.console.forms.base import DeskForm
from makegood.people.models import Role, Staff, Team
from makegood.people.rules import RANK
from makegood.ui.words import word


def roles_up_to(role: str) -> choices.Choices:
    """The roles somebody of `role` may give: none above their own."""
    return [(code, word("role", code)) for code in Role.values if RANK[code] <= RANK[role]]


class InviteForm(DeskForm):
    """A seat offered by mail."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"))
    language = forms.ChoiceField(label=_("Language of the invitation"))

    def __init__(self, *args: Any, by: Staff, **kwargs: Any) -> None:
        initial = {"role": Role.AGENT, "language": by.language} | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["role"].choices = roles_up_to(by.role)  # type: ignore[attr-defined]  # the stubs know only Field
        self.fields["language"].choices = choices.languages()  # type: ignore[attr-defined]  # the stubs know only Field


class TeamForm(DeskForm):
    """A team and who is in it."""

    name = forms.CharField(label=_("Name of the team"), max_length=80)
    members = forms.MultipleChoiceField(
        label=_("Members"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, staff: list[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = [(str(s.pk), s.name) for s in staff]  # type: ignore[attr-defined]  # the stubs know only Field

    @classmethod
    def of(cls, team: Team, staff: list[Staff]) -> "TeamForm":
        """The form as the team is now."""
        members = [str(s.pk) for s in staff if team in s.teams.all()]
        return cls(initial={"name": team.name, "members": members}, staff=staff)
