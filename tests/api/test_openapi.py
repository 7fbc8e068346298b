import json
from pathlib import Path

from makegood.api.v1 import described

COMMITTED = Path(__file__).resolve().parents[2] / "openapi.json"


def test_the_committed_description_is_what_the_code_says():
    committed = json.loads(COMMITTED.read_text(encoding="utf-8"))

    assert json.loads(json.dumps(described())) == committed, "write it anew: make openapi"


def _operations():
    for path, methods in described()["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", method, operation


def test_every_operation_says_what_it_does_and_how_it_fails():
    for name, _method, operation in _operations():
        assert operation["description"].strip(), name
        assert "Scope `" in operation["description"], name
        assert operation["security"], name
        answers = {str(status) for status in operation["responses"]}
        assert {"401", "403", "422", "429", "500"} <= answers, name


def test_every_write_names_the_idempotency_key():
    for name, method, operation in _operations():
        named = {p["name"] for p in operation["parameters"] if p["in"] == "header"}
        assert named == (set() if method == "get" else {"Idempotency-Key"}), name


def test_every_schema_says_what_it_is():
    for name, schema in described()["components"]["schemas"].items():
        assert schema.get("description"), name
