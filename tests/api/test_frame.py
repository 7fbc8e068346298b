from django.test import Client

from makegood.api import keys
from makegood.kernel.turns import Turns
from makegood.people.actions.keys import make_api_key, revoke_api_key
from makegood.people.models import Staff


def _code(response) -> tuple[int, str]:
    body = response.json()
    assert set(body) == {"code", "message", "details"}
    assert body["message"]
    return response.status_code, body["code"]


def test_without_a_key_nothing_is_told(people, program_of):
    program = program_of(people.agent)
    assert program.get("/customers").status_code == 200

    program.key = ""
    response = program.get("/customers")

    assert _code(response) == (401, "unauthorised")
    assert response["WWW-Authenticate"] == "Bearer"


def test_a_foreign_a_revoked_and_a_leavers_key_open_nothing(people, program_of):
    program = program_of(people.agent)
    program.key += "x"
    assert _code(program.get("/customers")) == (401, "unauthorised")

    row, program.key = make_api_key(people.agent, "Mine", ["customers:read"])
    assert program.get("/customers").status_code == 200
    revoke_api_key(row)
    assert _code(program.get("/customers")) == (401, "unauthorised")

    program = program_of(people.other_agent)
    Staff.objects.filter(pk=people.other_agent.pk).update(is_active=False)
    assert _code(program.get("/customers")) == (401, "unauthorised")


def test_a_key_is_good_only_for_its_scopes(people, program_of):
    program = program_of(people.agent, "orders:read")

    assert program.get("/orders").status_code == 200
    response = program.get("/customers")

    assert _code(response) == (403, "scope_missing")
    assert response.json()["details"] == {"scope": "customers:read"}


def test_an_address_that_is_not_there_answers_in_json(program):
    assert _code(program.get("/nothing")) == (404, "not_found")
    assert _code(Client().get("/api/")) == (404, "not_found")
    assert _code(program.get("/customers/00000000-0000-7000-8000-000000000000")) == (
        404,
        "not_found",
    )


def test_a_method_that_is_not_answered_names_those_that_are(program):
    response = program.delete("/customers")

    assert _code(response) == (405, "method_not_allowed")
    assert response["Allow"] == "GET"


def test_a_query_that_can_not_be_understood_names_its_field(program):
    response = program.get("/customers", limit="many")

    assert _code(response) == (422, "bad_input")
    assert response.json()["details"]["fields"][0]["field"] == "limit"


def test_a_cursor_of_ones_own_making_is_refused(program):
    for path in ("/customers", "/orders", "/promises"):
        for cursor in ("nonsense", "MjAyNi0wMS0wMXx4", "MjAyNi0wMS0wMV8w", "é", "=", "A" * 299):
            response = program.get(path, after=cursor)
            assert _code(response) == (422, "bad_input"), (path, cursor)


def test_a_program_run_wild_is_told_to_wait(program, monkeypatch):
    monkeypatch.setattr(keys, "_buckets", Turns(per_second=0.01, at_once=2.0))

    answers = [program.get("/customers") for _ in range(3)]

    assert [a.status_code for a in answers] == [200, 200, 429]
    assert _code(answers[2]) == (429, "too_many_requests")
    assert int(answers[2]["Retry-After"]) >= 1


def test_what_nobody_foresaw_is_told_as_our_fault_without_its_inside(program):
    # A word the database can't hold, where no schema looks: the key itself.
    response = Client(raise_request_exception=False).get(
        "/api/v1/customers", headers={"Authorization": "Bearer mg_\x00"}
    )

    assert response.status_code in {401, 500}
    assert "Traceback" not in response.content.decode()
    assert set(response.json()) == {"code", "message", "details"}
