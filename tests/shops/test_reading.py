"""What connectors do alike: trying step by step, and setting aside what can't be understood."""

import json
from typing import cast

from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import Settings, Step, Unread
from makegood.shops.reading import sort_out, try_steps

WEB = cast(Caller, None)


def test_a_test_stops_at_the_first_step_that_fails() -> None:
    tried = []

    def fine(settings: Settings, web: Caller) -> None:
        tried.append(settings["url"])

    def refused(settings: Settings, web: Caller) -> None:
        raise ProviderFailed("no" * 500, permanent=True, code="key_refused")

    steps = try_steps({"url": "a"}, WEB, ("connect", fine), ("sign_in", refused), ("orders", fine))

    assert steps == [Step("connect", "ok"), Step("sign_in", "key_refused", ("no" * 500)[:300])]
    assert tried == ["a"]


def test_a_failure_without_a_code_is_one_of_the_protocol() -> None:
    def odd(settings: Settings, web: Caller) -> None:
        raise ProviderFailed("odd", permanent=False)

    assert try_steps({}, WEB, ("connect", odd)) == [Step("connect", "protocol", "odd")]


def test_an_odd_thing_stops_no_other_and_what_is_not_ours_is_left_out() -> None:
    things = [{"id": 1, "n": "5"}, {"id": 2}, {"id": 3, "n": ""}, "?", {"id": 4, "n": "7"}]

    seen, unread = sort_out(things, lambda thing: int(thing["n"]) if thing["n"] else None)

    assert seen == (5, 7)
    assert [one.external_id for one in unread] == ["2", ""]
    assert unread[0] == Unread("2", "KeyError('n')", json.dumps({"id": 2}))
