"""`makegood policy …` on the command line: facts in, rulings out; packs shown, checked and compared."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from makegood.policy.queries import explained

FACTS: dict[str, Any] = {
    "id": "mug",
    "country": "IT",
    "buyer": {"kind": "consumer"},
    "now": "2026-11-23T10:00:00+01:00",
    "contract": {"concluded_at": "2026-11-03T18:20:00+01:00", "channel": "online"},
    "lines": [{"id": "A", "price": "60.00", "currency": "EUR"}],
    "events": [
        {"event": "goods.possession", "line": "A", "at": "2026-11-08", "certainty": "known"}
    ],
}


def makegood(*words: str, given: str = "", beside: Path | None = None) -> tuple[int, str, str]:
    """`beside`: a folder with something installed in it."""
    done = subprocess.run(
        [sys.executable, "-m", "makegood.project.cli", "policy", *words],
        input=given, capture_output=True, text=True,
        env=os.environ | ({"PYTHONPATH": str(beside)} if beside else {}),
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def test_one_object_gives_one_result_and_a_list_a_list_with_the_bad_ones_told_apart(
    tmp_path: Path,
) -> None:
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(FACTS))

    code, out, _ = makegood("explain", str(file))
    several = makegood("explain", "-", given=json.dumps([FACTS, {"id": "odd"}, 7, FACTS]))

    one = json.loads(out)
    assert (code, one["id"], one["pack"]) == (0, "mug", "IT")
    assert "withdrawal" in one["rights"]
    answers = json.loads(several[1])
    assert several[0] == 0
    assert [answer.get("id") for answer in answers] == ["mug", "odd", None, "mug"]
    assert answers[1] == {"id": "odd", "error": answers[1]["error"]}
    assert answers[0] == answers[3] == one


def test_why_this_date_is_told_in_words() -> None:
    due = next(due for due in explained(FACTS)["due"] if due["rule"] == "withdrawal.period")

    assert due["arithmetic"] == (
        "2026-11-08 (goods.possession_last_item) + 14 calendar days = 2026-11-22; "
        "legal end 2026-11-23 (Monday)"
    )
    assert due["version"] == "withdrawal.period@IT-2026.11"
    assert (due["confidence"], due["source"]) == (
        "high",
        "D.Lgs. 206/2005 (Codice del consumo) art. 52(1)-(2)",
    )


def test_a_contract_may_be_told_by_its_day() -> None:
    download = [{"id": "A", "category": "digital", "price": "9.00", "currency": "EUR"}]
    contract = {"concluded_at": "2026-11-02", "channel": "online"}

    answer = explained(FACTS | {"contract": contract, "lines": download, "events": []})

    due = next(due for due in answer["due"] if due["rule"] == "withdrawal.period")
    assert due["nominal_end"] == "2026-11-16"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"country": "Italy"}, "country"),
        ({"country": "US"}, "country"),
        ({"now": "2026-11-23T10:00:00"}, "now"),
        ({"now": "2026-11-23"}, "now"),
        ({"now": None}, "now"),
        ({"buyer": {"kind": "robot"}}, "kind"),
        ({"buyer": "consumer"}, "buyer"),
        ({"lines": {}}, "lines"),
        ({"lines": [{"id": "A"}, {"id": "A"}]}, "lines"),
        ({"lines": [{}]}, "lines.0.id"),
        ({"lines": [{"id": "A"}] * 501}, "lines"),
        ({"lines": [{"id": "A", "price": "a lot"}]}, "lines.0.price"),
        ({"lines": [{"id": "A", "price": "NaN"}]}, "lines.0.price"),
        ({"lines": [{"id": "A", "price": "1e999"}]}, "lines.0.price"),
        ({"events": [{"event": "goods.posession", "at": "2026-11-08"}]}, "events.0.event"),
        ({"events": [{"event": "goods.possession", "line": "B"}]}, "events.0.line"),
        ({"events": [{"event": "goods.possession", "at": "8.11.2026"}]}, "events.0.at"),
        ({"events": [{"event": "goods.possession", "at": "0001-01-01"}]}, "events.0.at"),
        ({"events": [{"event": "goods.possession", "at": "9999-12-31"}]}, "events.0.at"),
        ({"events": [{"event": "goods.possession", "at": 7}]}, "events.0.at"),
        ({"contract": {"channel": "pigeon"}}, "channel"),
        ({"settings": {"agreed": {"repair_days": -1}}}, "repair_days"),
    ],
)
def test_what_cannot_be_understood_is_said_to_be_so(changes: dict[str, Any], field: str) -> None:
    answer = explained(FACTS | changes)

    assert set(answer) == {"id", "error"}
    assert answer["error"].startswith(f"{field}: ")
    assert "error" not in explained(FACTS)


@pytest.mark.parametrize("given", [None, 7, "x", [], {}, {"id": ["odd"]}, {"id": "x", "now": {}}])
def test_anything_gets_an_answer(given: object) -> None:
    assert set(explained(given)) == {"id", "error"}


def test_a_file_that_is_none_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "odd.json").write_bytes(b"\xff{")

    missing = makegood("explain", str(tmp_path / "nothing.json"))
    odd = makegood("explain", str(tmp_path / "odd.json"))

    assert (missing[0], odd[0]) == (1, 1)
    assert "No such file" in missing[2]
    assert "is not JSON" in odd[2]
    assert missing[2].count("\n") == odd[2].count("\n") == 1


def test_packs_are_listed_shown_checked_and_compared(tmp_path: Path) -> None:
    listed, shown = makegood("packs"), makegood("show", "hu", "--rule", "complaint.answer")
    text = Path("src/makegood/adapters/policies/hu/pack.yaml").read_text("utf-8")
    changed = tmp_path / "hu.yaml"
    changed.write_text(text.replace("value: 30\n", "value: 29\n", 1), "utf-8")

    checked, compared = makegood("check", str(changed)), makegood("diff", "HU", str(changed))

    assert [line.split()[0] for line in listed[1].splitlines()] == [
        "DE", "ES", "EU", "FR", "GB", "HU", "IT", "LT", "PL", "RS", "RU", "UA",
    ]  # fmt: skip
    assert "complaint.answer: 30 calendar_days, from complaint.received (trader_duty)" in shown[1]
    assert "17/A. §" in shown[1]
    assert compared[1] == "~ complaint.answer: value 30 → 29\n"
    assert checked[0] == 1
    assert "HU-complaint: due" in checked[1]
    assert makegood("check", "hu")[0] == 0


def test_a_stranger_s_pack_that_nobody_would_find_is_told(tmp_path: Path) -> None:
    theirs = tmp_path / "lawofaustria"
    theirs.mkdir()
    (theirs / "__init__.py").write_text(
        "from pathlib import Path\nfrom makegood.policy.ports import PolicyPack\n"
        "pack = PolicyPack(Path(__file__).parent)\n"
    )
    text = Path("src/makegood/adapters/policies/lt/pack.yaml").read_text("utf-8")
    text = text.replace("pack_id: LT", "pack_id: AT").replace("inherits: EU", "inherits: EEA")
    (theirs / "pack.yaml").write_text(text, "utf-8")
    (theirs / "examples.yaml").write_text("[]")
    installed = tmp_path / "lawofaustria-1.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Name: lawofaustria\nVersion: 1\n")
    (installed / "entry_points.txt").write_text(
        "[makegood.policies]\naustria = lawofaustria:pack\n"
    )

    code, out, _ = makegood("check", "hu", beside=tmp_path)
    (theirs / "examples.yaml").write_text("- id: [")
    unread = makegood("check", "hu", beside=tmp_path)

    assert (code, out) == (
        1,
        "austria: it is installed as 'austria', where AT is not looked for: name its entry point 'at'; "
        "it inherits EEA, which is not installed\n",
    )
    assert unread[0] == 1
    assert unread[1].startswith("austria: not YAML: ")
