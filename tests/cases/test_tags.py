"""Tags, looked after by those who lead."""

import pytest

from makegood.cases.access import tag_for
from makegood.cases.actions.tagging import remove_tag, rename_tag, tag
from makegood.cases.models import Tag
from makegood.kernel.errors import BadInput, NotFound
from makegood.kernel.models import Happening
from makegood.testing.cast import cast
from makegood.testing.makers import make_case

pytestmark = pytest.mark.django_db


def test_a_renamed_tag_stays_on_its_cases() -> None:
    people, case = cast(), make_case()
    found = tag(case, people.agent, "vip")

    rename_tag(found, people.owner, " Regulars ")

    assert [t.name for t in case.tags.all()] == ["Regulars"]
    assert Happening.objects.get(name="TagRenamed").facts["before"] == "vip"


def test_a_name_taken_by_another_tag_is_refused() -> None:
    people, case = cast(), make_case()
    found = tag(case, people.agent, "vip")
    tag(case, people.agent, "Regulars")

    with pytest.raises(BadInput):
        rename_tag(found, people.owner, "regulars")

    assert sorted(Tag.objects.values_list("name", flat=True)) == ["Regulars", "vip"]


def test_a_removed_tag_leaves_its_cases() -> None:
    people, case = cast(), make_case()
    found = tag(case, people.agent, "vip")

    remove_tag(tag_for(people.manager, found.pk), people.manager)

    assert not case.tags.exists()
    assert Happening.objects.get(name="TagRemoved").facts["name"] == "vip"


def test_an_agent_has_no_door_to_a_tag() -> None:
    people, case = cast(), make_case()
    found = tag(case, people.agent, "vip")

    with pytest.raises(NotFound):
        tag_for(people.agent, found.pk)

    assert tag_for(people.owner, found.pk) == found
