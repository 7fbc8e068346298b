"""What the audit keeps of a change: each field that differs, and of a secret only that it did."""

from importlib import import_module

import pytest
from django.db import connection
from django.test import RequestFactory

from makegood.kernel import audit, clock
from makegood.kernel.audit import ChangesQuery, Thing, acting_from
from makegood.kernel.ids import new_id
from makegood.kernel.models import Happening, SettingChange
from makegood.ui.origin import origin_of

pytestmark = pytest.mark.django_db
TEAM = Thing("team", "1", "Returns")


def test_each_field_that_differs_is_a_row_with_both_values() -> None:
    who = new_id()

    with acting_from("192.0.2.7"):
        told = audit.changed(TEAM, who, {"a": 1, "b": [1], "c": "x"}, {"a": 1, "b": [2], "c": "y"})

    rows = SettingChange.objects.order_by("id")
    assert told == ["b", "c"]
    assert [(r.field, r.before, r.after) for r in rows] == [("b", [1], [2]), ("c", "x", "y")]
    assert {(r.by_id, r.origin, r.act, r.name) for r in rows} == {
        (who, "192.0.2.7", "changed", "Returns")
    }


def test_a_secret_is_named_and_never_told() -> None:
    audit.changed(TEAM, None, {"secret": "hunter2"}, {"secret": "hunter3"}, secret=["secret"])

    row = SettingChange.objects.get()
    assert (row.field, row.before, row.after, row.is_secret) == ("secret", None, None, True)


def test_what_stayed_as_it_was_leaves_no_row() -> None:
    audit.changed(TEAM, None, {"a": 1}, {"a": 1})

    assert not SettingChange.objects.exists()


def test_a_megabyte_of_text_is_kept_by_its_beginning() -> None:
    audit.changed(TEAM, None, {"a": ""}, {"a": "x" * 1_000_000})
    audit.changed(TEAM, None, {"a": []}, {"a": ["x" * 9_000] * 9})

    assert [len(str(r.after)) for r in SettingChange.objects.all()] == [audit.LONGEST] * 2


def test_changes_are_read_by_key_and_by_what_is_asked() -> None:
    who = new_id()
    for number in range(5):
        audit.made(Thing("tag", number, f"t{number}"), who if number % 2 else None)

    first = list(audit.changes(ChangesQuery(thing="tag"))[:2])
    rest = [row.name for row in audit.changes(ChangesQuery(thing="tag"), first[-1].pk)]

    assert [row.name for row in first] + rest == ["t4", "t3", "t2", "t1", "t0"]
    assert [row.name for row in audit.changes(ChangesQuery(by_id=who))] == ["t3", "t1"]


@pytest.mark.parametrize(("is_behind_proxy", "origin"), [(False, "127.0.0.1"), (True, "10.0.0.9")])
def test_only_the_proxys_own_word_says_where_a_request_comes_from(
    settings: object, is_behind_proxy: bool, origin: str
) -> None:
    settings.MAKEGOOD_PROXY = is_behind_proxy  # type: ignore[attr-defined]  # the fixture has no type
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "6.6.6.6, 10.0.0.9"})

    assert origin_of(request) == origin


def test_what_happened_before_there_was_an_audit_is_taken_along() -> None:
    now, who = clock.now(), new_id()
    for name, topic, facts in [
        ("ShopChanged", "shop:7", {"fields": ["phone", "email"]}),
        ("StaffChanged", "staff:8", {"field": "role", "before": "agent", "after": "owner"}),
        ("TagRemoved", "tag:9", {"name": "vip"}),
        ("CaseOpened", "case:1", {}),
    ]:
        Happening.objects.create(name=name, topic=topic, facts=facts, at=now, by_id=who)

    with connection.cursor() as cursor:
        cursor.execute(import_module("makegood.kernel.migrations.0004_setting_changes").TAKEN_ALONG)

    rows = SettingChange.objects.order_by("id").values_list(
        "thing", "thing_id", "act", "name", "field", "before", "after"
    )
    assert list(rows) == [
        ("shop", "7", "changed", "", "phone", None, None),
        ("shop", "7", "changed", "", "email", None, None),
        ("staff", "8", "changed", "owner", "role", "agent", "owner"),
        ("tag", "9", "removed", "vip", "", None, None),
    ]
