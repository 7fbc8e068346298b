"""The table of cast and doors: everybody at every address. What is forbidden looks like what is absent."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from makegood.api import keys
from makegood.cases.actions.asking import ask_for_facts
from makegood.cases.actions.linking import new_link, revoke_link
from makegood.cases.queries import facts_url, link_url
from makegood.console.permissions import FREE
from makegood.kernel import clock
from makegood.messages.actions.threads import open_thread
from makegood.messages.models import Attachment
from makegood.people.actions.keys import SCOPES, make_api_key
from makegood.people.models import CustomRole, Staff
from makegood.testing.doors import API, CONSOLE, LINK, PUBLIC, SIGNED_IN
from makegood.testing.makers import make_case, make_message

ARGUMENTS = {
    "number": "case_number",
    "message_id": "message",
    "attachment_id": "photo",
    "promise_id": "promise",
    "approval_id": "approval",
    "finding_id": "finding",
    "earlier_id": "earlier",
    "customer_id": "customer",
    "identity_id": "identity",
    "order_id": "order",
    "command_id": "command",
    "account_id": "account",
    "connection_id": "connection",
    "carrier_id": "carrier",
    "parcel_id": "parcel",
    "invitation_id": "invitation",
    "staff_id": "staff",
    "binding_id": "binding",
    "team_id": "team",
    "tag_id": "tag",
    "template_id": "template",
    "playbook_id": "playbook",
    "flow_id": "flow",
    "row_key": "row_key",
    "macro_id": "macro",
    "bulk_id": "bulk",
    "incident_id": "incident",
    "call_id": "call",
    "guide_id": "guide",
    "practice_id": "practice",
    "key_id": "key",
    "endpoint_id": "endpoint",
    "post_id": "post",
    "arrival_id": "arrival",
    "run_id": "run",
    "export_id": "export",
    "view_id": "view",
    "notice_id": "notice",
    "rearrangement_id": "rearrangement",
    "role_id": "role",
    "happening_id": "happening",
    "token": "file_token",
    "look": "look",
    "pack_id": "pack",
}

FIXED = {
    "system": "woocommerce",
    "carrier_kind": "generic",
    "provider": "google",
    "way": "pop3",
    "tip": "inbox",
    "table": "returns",
    "kind": "note",
    "version_number": 1,
}


def test_every_address_is_in_the_table(addresses):
    listed = set(CONSOLE) | LINK | set(API) | set(PUBLIC) | SIGNED_IN

    assert {a.name for a in addresses} - listed == set(), "say in doors.py who may pass"
    assert listed - {a.name for a in addresses} == set(), "no such address any more"


@pytest.mark.thorough
def test_staff_pass_their_doors_and_no_other(world, addresses):
    wrong = []
    for address in (a for a in addresses if a.name in CONSOLE):
        path = _path(world, address)
        for who in ("owner", "agent", "other agent", "light", "custom", "left", "stranger"):
            met = _meets(
                world.client(who),
                path,
                {name: world.things[name] for name in ("template", "guide", "incident")},
            )
            expected = "in" if who in CONSOLE[address.name].passes else "out"
            if who in {"left", "stranger"}:
                expected = "sign in"
            if met != expected:
                wrong.append(f"{address.name}: {who} was {met}, not {expected}")

    assert wrong == [], "\n" + "\n".join(wrong)


WEBHOOKS = {name for name, scope in API.items() if scope == "webhooks"}


def test_who_only_looks_on_sends_nothing_but_notes_and_what_is_their_own(world, addresses):
    wrong = []
    for address in (a for a in addresses if a.name in CONSOLE):
        answer = _asked(world.client("light").post, _path(world, address), {"body": "x"})
        if _met(answer) == "in" and address.name not in FREE:
            wrong.append(address.name)

    assert wrong == []


def test_a_role_that_may_not_close_does_not_close_with_an_answer_either(world):
    role = CustomRole.objects.create(name="Answers", permissions=["answer"])
    Staff.objects.filter(pk=world.people.agent.pk).update(role="custom", custom_role=role)
    case = f"/cases/{world.case.number}"
    form = {"body": "Sorry", "to": "carla@customer.example"}

    sent = world.client("agent").post(f"{case}/messages/", form | {"action": "send"})
    closed = world.client("agent").post(f"{case}/messages/", form | {"action": "close"})
    key = make_api_key(world.people.agent, "x", ["cases:write"])[1]
    by_key = _asks(
        "POST",
        f"/api/v1/cases/{world.case.number}/replies",
        json.dumps({"text": "x", "close": True}),
        key,
    )

    assert (sent.status_code, closed.status_code, by_key) == (302, 403, 403)
    world.case.refresh_from_db()
    assert not world.case.is_closed


def test_a_key_does_no_more_than_its_owners_role(world):
    key = make_api_key(world.people.light, "x", list(SCOPES))[1]
    met = {}
    for name in API:
        method, path, body = _operation(world, name, world.case.number)
        met[name] = _asks(method, path, body, key)

    refused = {name for name, status in met.items() if status == 403}
    assert refused == {
        "api:open_a_case",
        "api:assign_case",
        "api:reply_to_case",
        "api:take_reply_back",
        "api:open_a_thread",
        "api:write_to_thread",
        "api:close_a_case",
        "api:reopen_a_case",
        "api:start_a_bulk",
        "api:count_promises",
        "api:renegotiate_promise",
        "api:keep_promise",
        "api:release_promise",
        "api:give_goodwill",
        "api:give_a_right",
        "api:decide_approval",
        "api:give_a_command",
        "api:answer_command",
        "api:list_webhooks",
        "api:add_webhook",
        "api:remove_webhook",
    }
    assert met["api:note_case"] == 201


def test_a_colleagues_draft_and_its_files_are_their_own(world):
    mine = f"/files/{world.things['drafted']}/"
    case = f"/cases/{world.case.number}"

    assert _asked(world.client("agent").get, mine).status_code == 200
    assert _asked(world.client("owner").get, mine).status_code == 404
    world.client("owner").post(f"{case}/draft/files/{world.things['drafted']}/removal/")
    world.client("owner").post(f"{case}/draft/removal/")
    assert Attachment.objects.filter(pk=world.things["drafted"]).exists()
    assert world.people.agent.drafts.count() == 1
    assert "Dear Carla" not in world.client("owner").get(f"{case}/").content.decode()


def test_a_conversation_is_reached_through_its_own_case_only(world):
    case, other = world.case, make_case(team=world.people.team)
    thread = open_thread(case, world.people.agent, "carrier", "DPD", "claims@dpd.example")
    paths = [f"/cases/{one.number}/?with={thread.pk}" for one in (case, other)]

    def met(who):
        return [_asked(world.client(who).get, path).status_code for path in paths]

    assert met("agent") == [200, 404]
    assert met("other agent") == [404, 404]
    form = {"thread": str(thread.pk), "body": "x", "to": "claims@dpd.example", "action": "send"}
    answer = _asked(world.client("agent").post, f"/cases/{other.number}/messages/", form)
    assert answer.status_code == 404


def test_a_file_whose_draft_is_gone_is_nobodys(world):
    Attachment.objects.filter(pk=world.things["drafted"]).update(draft=None)

    for who in ("owner", "agent"):
        answer = world.client(who).get(f"/files/{world.things['drafted']}/")
        assert answer.status_code == 404


def test_ones_own_seat_is_for_who_is_signed_in(world, addresses):
    wrong = []
    for address in (a for a in addresses if a.name in SIGNED_IN):
        path = reverse(address.name, kwargs=dict.fromkeys(address.names, 1))
        for who in ("left", "stranger"):
            if (met := _meets(world.client(who), path)) != "sign in":
                wrong.append(f"{address.name}: {who} was {met}")

    assert wrong == [], "\n" + "\n".join(wrong)


def test_a_link_opens_its_own_case_and_nothing_else(world):
    stranger = Client()
    own = world.things["link"]
    other = make_case(customer=world.people.stranger)
    make_message(other)
    photo = world.things["photo"]
    doors = ["", f"files/{photo}/", f"files/{photo}/small/"]

    def met(path, ask=stranger.get):
        return [_asked(ask, path + door).status_code for door in doors]

    assert met(own) == [200, 200, 200]
    foreign = new_link(other, None)
    foreign_path = reverse("portal:status", args=[_token(foreign)])
    assert met(foreign_path) == [200, 404, 404]

    assert stranger.get(own + f"files/{world.things['drafted']}/").status_code == 404

    revoke_link(world.case, None)
    shut = met(own)
    shut += [stranger.post(own + door, {"text": "x"}).status_code for door in ("answer/", "facts/")]
    assert shut == [404] * 5


def test_a_form_with_questions_opens_nothing_else_of_the_case(world):
    asked = urlsplit(facts_url(ask_for_facts(world.case, None, ["product"]).pk)).path
    token = asked.rstrip("/").rpartition("/")[2]
    stranger = Client()
    doors = ["", "answer/", "facts/", f"files/{world.things['photo']}/"]

    assert _asked(stranger.get, asked).status_code == 200
    assert [_asked(stranger.get, f"/s/{token}/{door}").status_code for door in doors] == [
        404,
        405,
        405,
        404,
    ]
    assert _asked(stranger.post, f"/s/{token}/answer/", {"text": "x"}).status_code == 404
    own = world.things["link"].strip("/").rpartition("/")[2]
    assert _asked(stranger.get, f"/s/facts/{own}/").status_code == 404


def test_being_signed_in_opens_no_customers_page(world):
    revoke_link(world.case, None)

    assert world.client("owner").get(world.things["link"]).status_code == 404


def test_every_operation_of_the_api_asks_for_a_key_and_its_scope(world):
    number = world.case.number
    wrong = []
    for name, scope in API.items():
        method, path, body = _operation(world, name, number)
        is_for_leads = name in {"api:count_promises", *WEBHOOKS}
        who = world.people.owner if is_for_leads else world.people.agent
        besides = ["cases:read"] if name == "api:add_webhook" else []
        good = make_api_key(who, "x", [scope, *besides])[1]
        other = make_api_key(world.people.agent, "x", sorted(set(SCOPES) - {scope}))[1]
        row, revoked = make_api_key(world.people.agent, "x", list(SCOPES))
        row.revoked_at = clock.now()
        row.save(update_fields=["revoked_at"])
        met = [
            _asks(method, path, body, key) for key in (good, other, revoked, "", "mg_nonsense_x")
        ]
        if not (met[0] < 300 and met[1:] == [403, 401, 401, 401]):
            wrong.append(f"{name}: {met}")
        with_session = world.client("owner").generic(method, path, body)
        if with_session.status_code != 401:
            wrong.append(f"{name}: a session let in")

    assert wrong == [], "\n" + "\n".join(wrong)


def test_a_leavers_key_opens_nothing(world):
    key = make_api_key(world.left, "x", list(SCOPES))[1]

    assert _asks("GET", "/api/v1/cases", "", key) == 401


def test_the_api_shows_another_teams_case_to_nobody(world):
    key = make_api_key(world.people.other_agent, "x", list(SCOPES))[1]
    wrong = []
    for name in API:
        method, path, body = _operation(world, name, world.case.number)
        if f"/cases/{world.case.number}" in path and _asks(method, path, body, key) != 404:
            wrong.append(name)

    assert wrong == [], "\n" + "\n".join(wrong)
    assert (
        str(world.case.number)
        not in Client()
        .get("/api/v1/cases", headers={"Authorization": f"Bearer {key}"})
        .content.decode()
    )


def test_forms_without_their_token_are_refused(world, addresses):
    """A form on another site can't do anything in the name of who is signed in here."""
    checked = Client(enforce_csrf_checks=True)
    checked.force_login(world.people.owner)
    wrong = []
    for address in (a for a in addresses if a.name in CONSOLE):
        answer = _asked(checked.post, _path(world, address), {})
        if answer.status_code not in {403, 405}:
            wrong.append(f"{address.name}: {answer.status_code}")

    assert wrong == [], "\n" + "\n".join(wrong)


@pytest.mark.parametrize("who", ["owner", "stranger"])
def test_no_page_allows_inline_script_or_style(world, addresses, who):
    wrong = []
    client = world.client(who)
    paths = [_path(world, a) for a in addresses if a.name in CONSOLE]
    paths += [world.things["link"], "/s/nonsense/", "/sign-in/", "/password/forgotten/", "/nothing"]
    for path in paths:
        answer = _asked(client.get, path)
        policy = answer.get("Content-Security-Policy", "")
        if path.endswith("/letter/"):  # a mail shut in a frame: its colours and margins, no more
            policy = policy.replace("style-src-attr 'unsafe-inline'", "")
        if policy.startswith("sandbox;"):
            continue  # somebody's mail as it came: shut in, it may be ugly but do nothing
        if (
            "unsafe-inline" in policy
            or "unsafe-eval" in policy
            or "default-src 'none'" not in policy
        ):
            wrong.append(f"{path}: {policy}")
        if answer.get("Content-Type", "").startswith("text/html") and (said := _inline(answer)):
            wrong.append(f"{path}: {said}")

    assert wrong == [], "\n" + "\n".join(wrong)


def test_the_cookie_of_a_session_keeps_to_itself(world, settings):
    client = Client()
    client.post("/sign-in/", {"login": world.people.agent.email, "password": "correct horse 42"})

    cookie = client.cookies[settings.SESSION_COOKIE_NAME]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def _path(world: Any, address: Any) -> str:
    given = {name: FIXED.get(name) or world.things[ARGUMENTS[name]] for name in address.names}
    if address.name == "console:draft_file_removal":
        given["attachment_id"] = world.things["drafted"]
    if address.name == "console:macro_on_case":
        given["macro_id"] = world.things["shared_macro"]
    if address.name == "console:original":
        given["message_id"] = world.things["heard"]
    return reverse(address.name, kwargs=given)


def _meets(client: Client, path: str, form: dict[str, Any] | None = None) -> str:
    """What somebody meets at an address, reading or doing: `in`, `out` or `sign in`."""
    met = {_met(_asked(client.get, path)), _met(_asked(client.post, path, form or {}))}
    met -= {"another way"}
    # An empty form may well name something that is not there: whoever may read is in.
    return "in" if "in" in met else "out" if "out" in met else "sign in"


def _asked(ask: Any, path: str, *given: Any) -> HttpResponse:
    """The answer, and the world as it was before."""
    with transaction.atomic():
        answer = ask(path, *given)
        if answer.streaming:
            list(answer)  # read to its end, it closes its file
        transaction.set_rollback(True)
    return answer


def _met(answer: HttpResponse) -> str:
    if answer.status_code == 405:
        return "another way"
    if answer.status_code in {401, 302} and answer.get("Location", "").startswith("/sign-in/"):
        return "sign in"
    if answer.status_code in {403, 404}:
        return "out"
    assert answer.status_code < 500, answer
    return "in"


def _operation(world: Any, name: str, number: int) -> tuple[str, str, str]:
    case = f"/api/v1/cases/{number}"
    promise = f"/api/v1/promises/{world.things['promise']}"
    bodies = {
        "api:list_cases": ("GET", "/api/v1/cases", None),
        "api:count_cases": ("GET", "/api/v1/cases/count", None),
        "api:open_a_case": (
            "POST",
            "/api/v1/cases",
            {"customer": {"email": "a@b.example"}, "text": "x"},
        ),
        "api:read_case": ("GET", case, None),
        "api:read_ruling": ("GET", f"{case}/ruling", None),
        "api:assign_case": ("PUT", f"{case}/assignment", {"email": None}),
        "api:note_case": ("POST", f"{case}/notes", {"body": "x"}),
        "api:reply_to_case": ("POST", f"{case}/replies", {"text": "x"}),
        "api:take_reply_back": ("DELETE", f"{case}/replies/{world.things['message']}", None),
        "api:list_threads": ("GET", f"{case}/threads", None),
        "api:open_a_thread": (
            "POST",
            f"{case}/threads",
            {"side": "carrier", "name": "DPD", "address": "claims@dpd.example"},
        ),
        "api:read_thread": ("GET", f"{case}/threads/{world.things['thread']}", None),
        "api:write_to_thread": (
            "POST",
            f"{case}/threads/{world.things['thread']}/messages",
            {"text": "x"},
        ),
        "api:close_a_case": ("PUT", f"{case}/closure", {"reason": "x"}),
        "api:reopen_a_case": ("DELETE", f"{case}/closure", None),
        "api:list_bulks": ("GET", "/api/v1/bulks", None),
        "api:start_a_bulk": (
            "POST",
            "/api/v1/bulks",
            {"cases": [number], "steps": [{"do": "tag", "name": "x"}]},
        ),
        "api:read_bulk": ("GET", f"/api/v1/bulks/{world.things['bulk']}", None),
        "api:list_results": ("GET", f"/api/v1/bulks/{world.things['bulk']}/results", None),
        "api:stop_a_bulk": ("POST", f"/api/v1/bulks/{world.things['bulk']}/stop", None),
        "api:undo_a_bulk": ("POST", f"/api/v1/bulks/{world.things['ended_bulk']}/undo", None),
        "api:list_customers": ("GET", "/api/v1/customers", None),
        "api:read_customer": ("GET", f"/api/v1/customers/{world.things['customer']}", None),
        "api:list_orders": ("GET", "/api/v1/orders", None),
        "api:read_order": ("GET", "/api/v1/orders/W-1001", None),
        "api:list_commands": ("GET", "/api/v1/orders/W-1001/commands", None),
        "api:list_runs": ("GET", "/api/v1/orders/W-1001/runs", None),
        "api:give_a_command": (
            "POST",
            "/api/v1/orders/W-1001/commands",
            {"kind": "note", "text": "x"},
        ),
        "api:list_commands_for_a_person": ("GET", "/api/v1/commands", None),
        "api:read_command": ("GET", f"/api/v1/commands/{world.things['command']}", None),
        "api:answer_command": (
            "POST",
            f"/api/v1/commands/{world.things['command']}/answer",
            {"done": True, "evidence": "x"},
        ),
        "api:list_promises": ("GET", "/api/v1/promises", None),
        "api:count_promises": ("GET", "/api/v1/promises/figures", None),
        "api:read_goodwill": ("GET", f"{case}/goodwill", None),
        "api:give_goodwill": ("POST", f"{case}/goodwill", {"amount": 500, "reason": "x"}),
        "api:give_a_right": (
            "POST",
            f"/api/v1/cases/{world.things['late_return']}/rights",
            {
                "right": "withdrawal",
                "until": str(clock.today() + timedelta(days=30)),
                "reason": "x",
            },
        ),
        "api:list_approvals": ("GET", "/api/v1/approvals", None),
        "api:decide_approval": (
            "POST",
            f"/api/v1/approvals/{world.things['approval']}/decision",
            {"granted": True},
        ),
        "api:keep_promise": ("POST", f"{promise}/keeping", {"note": "x"}),
        "api:release_promise": ("POST", f"{promise}/release", {"note": "x"}),
        "api:renegotiate_promise": (
            "POST",
            f"{promise}/renegotiation",
            {"note": "x", "due_at": "2099-01-05T17:00:00Z"},
        ),
        "api:explain_policy": ("POST", "/api/v1/policy/explain", []),
        "api:search": ("GET", "/api/v1/search?q=lamp", None),
        "api:list_webhooks": ("GET", "/api/v1/webhooks", None),
        "api:add_webhook": (
            "POST",
            "/api/v1/webhooks",
            {"name": "x", "url": "https://shop.example/", "events": ["case.opened"]},
        ),
        "api:remove_webhook": ("DELETE", f"/api/v1/webhooks/{world.things['endpoint']}", None),
    }
    method, path, body = bodies[name]
    return method, path, "" if body is None else json.dumps(body)


def _asks(method: str, path: str, body: str, key: str) -> int:
    keys._buckets.clear()
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    asked = Client().generic(method, path, body, content_type="application/json", headers=headers)
    return asked.status_code


def _token(link: Any) -> str:
    return link_url(link.pk).rstrip("/").rpartition("/")[2]


def _inline(answer: HttpResponse) -> str:
    """What of the page the policy would refuse: a script or style of its own, a handler in a tag."""
    body = answer.content.decode()
    for mark in ("<style", " style=", " onclick=", " onload=", " onsubmit=", "javascript:"):
        if mark in body:
            return mark
    tags = [rest.split(">")[0] for rest in body.split("<script")[1:]]
    runs = [tag for tag in tags if " src=" not in tag and "application/json" not in tag]
    return "a script without src" if runs else ""
