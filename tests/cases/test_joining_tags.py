"""Two tags that mean the same become one."""

import pytest

from makegood.cases.actions.tagging import join_tags, tag
from makegood.cases.models import Tag
from makegood.cases.queries import tags_with_counts
from makegood.kernel.errors import BadInput
from makegood.kernel.models import SettingChange
from makegood.testing.cast import make_staff
from makegood.testing.makers import make_case

pytestmark = pytest.mark.django_db


def test_every_case_of_either_has_the_one_that_stays_once() -> None:
    owner, one, both = make_staff("Olga Owner", "owner"), make_case(), make_case()
    gone, kept = tag(one, owner, "VIPs"), tag(both, owner, "vip")
    tag(both, owner, "VIPs")

    join_tags(gone, kept, owner)

    assert [(t.name, t.used) for t in tags_with_counts()] == [("vip", 2)]
    assert [list(case.tags.values_list("name", flat=True)) for case in (one, both)] == [["vip"]] * 2
    told = SettingChange.objects.get(thing="tag")
    assert (told.act, told.name, told.before) == ("removed", "VIPs", {"joined": "vip"})


def test_a_tag_joined_with_itself_or_with_one_that_is_gone_stays() -> None:
    owner, case = make_staff("Olga Owner", "owner"), make_case()
    found, other = tag(case, owner, "vip"), tag(case, owner, "new")
    Tag.objects.filter(pk=other.pk).delete()

    for kept in (found, other):
        with pytest.raises(BadInput):
            join_tags(found, kept, owner)

    assert [t.used for t in tags_with_counts()] == [1]
